import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foreignLines, weigh } from './weigh.ts'

const linesOf = (text: string) => text.split('\n').map((line, at) => ({ line: at + 1, text: line }))

describe('words beside a licence', () => {
  it.each([
    'Unless it has its own copyright/license embedded in its body, each file\nis subject to the following license terms:',
    'All userspace code authored by Example Devices is\nreleased under the following license:',
    'License for envytools',
    'libmctp is released under a dual Apache-2.0 OR GPLv2+ license. The\ntexts of both licences is included below.',
    'The torch-mlir project is dual licensed under both the standard LLVM Project\nlicense of Apache License v2.0 with LLVM Exceptions and a BSD-style license from\nPyTorch.',
    'As an incubator project with ambition to become part of the LLVM Project,\nCIRCT is under the same license:',
    'The libfdt source code is disjunctively dual licensed\n(GPL-2.0+ OR BSD-2-Clause). It is used by this project under the terms of\nthe BSD-2-Clause license. Any contributions to this code must be made under\nthe terms of both licenses.',
    'Use of logo\n\nThe above license does not apply to IREE related logos and artwork\noriginally provided through https://github.com/iree-org/artwork',
    'The Unified Runtime Project is under the Apache License v2.0 with LLVM Exceptions:',
    'On Debian systems, the complete text of the Apache version 2.0 license\ncan be found in "/usr/share/common-licenses/Apache-2.0".'.replace(
      '"/usr/share/common-licenses/Apache-2.0"',
      'it',
    ),
    'The example project provides tools under\nthe GNU General Public License version 2 only, according with',
    'The following license applies to all files in this directory:',
    'Software from third parties included in Okapi:\nOkapi contains third party software which is under different license terms.',
    'Being under the terms of the GNU Lesser General Public License version\n2.1 only',
    'Third-Party Dependencies:\nThe following dependencies are utilized by this project but are not explicitly\ndistributed as part of the software:\n- boost - https://www.boost.org/LICENSE_1_0.txt',
  ])('that say where things come from and what they are under are inert: %j', (text) => {
    expect(foreignLines(linesOf(text))).toEqual([])
    expect(weigh(linesOf(text))).toBe('inert')
  })

  it.each([
    'If not otherwise noted in the individual file header, the source code\nlocated in the directories\n\n  * common\n  * libopae and\n  * tools\n\nis distributed under the following license:',
    'FILES\n\tdriver/src/common/xaie_helper.c',
    'This repository also contains a copy of the safe_string library in the\ndirectories',
    'See docs/license.rst',
    'The following license applies to all files in the include directory:',
  ])('that name files or parts leave others out: %j', (text) => {
    expect(weigh(linesOf(text))).toBe('scoped')
  })

  it.each([
    'Software from third parties included in proprietary is in a separate directory.',
    'We welcome visitors to our laboratory on the second floor.',
    'The compiler is available from Example.',
    'The firmware is covered by the Example license.',
    'The code is licensed under the Example License.',
    'This software is released under the Example-1.0 agreement.',
    'The software is licensed for Example FPGAs.',
    'It is to be used with Example FPGAs.',
    'The library is provided to Example customers.',
    'Modules in rt/ are not included.',
    'The software may be used by members.',
    'All parts are subject to Example terms.',
    'Provided on request.',
    'Only the kernel driver is open source.',
    'Only the tools are under this license.',
    'This license applies to the kernel driver only.',
    'Only version 1 is under this license; version 2 and above are a product of Example.',
    'Other files use different licenses.',
    'The libraries are published by Example under their own license',
    'This program is used under licence from Example Ltd.',
    'Being under the terms of the Example Agreement version 2 only',
    'For use with Example version 2 only',
    'Contact sales for other terms.',
    'Third-Party Components\nlibexample.so: Example EULA, proprietary',
    'Third-Party Components\nThe back end may not be passed on.',
    'For evaluation.',
    'The source code of the parts is withheld.',
    'Licensed under the terms of https://example.com/eula',
    'See https://example.com/commercial-terms',
  ])('that say anything else are foreign: %j', (text) => {
    expect(weigh(linesOf(text))).toBe('foreign')
  })

  it('of which there are more than an identification keeps are foreign', () => {
    expect(weigh(linesOf(Array.from({ length: 200 }, () => 'See LICENSE.').join('\n')))).toBe('foreign')
    expect(weigh([{ line: 1, text: `See LICENSE. ${'The file. '.repeat(60)}` }])).toBe('foreign')
  })

  it('are weighed in time that is in proportion to them', () => {
    const once = (times: number): number => {
      const lines = Array.from({ length: times }, (_, at) => ({
        line: at,
        text: 'the a contains and the b project '.repeat(14),
      }))
      const start = performance.now()
      weigh(lines)
      return performance.now() - start
    }
    const time = (times: number): number => Math.min(once(times), once(times), once(times))
    expect(time(160)).toBeLessThan(24 * Math.max(time(20), 2))
  })

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 80 }), { maxLength: 20 }), (texts) => {
        const lines = texts.map((text, at) => ({ line: at + 1, text }))
        expect(['inert', 'scoped', 'foreign']).toContain(weigh(lines))
      }),
    )
  })
})
