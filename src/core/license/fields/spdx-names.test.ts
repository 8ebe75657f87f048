import { describe, expect, it } from 'vitest'
import { joinAll, readNames, readSpdx } from './spdx-names.ts'

describe('readSpdx', () => {
  it.each([
    ['GPL-2.0', 'GPL-2.0-only'],
    ['GPL-2.0+', 'GPL-2.0-or-later'],
    ['LGPL-2.1+', 'LGPL-2.1-or-later'],
    ['GFDL-1.2', 'GFDL-1.2-only'],
    ['GPL-2.0-or-later+', 'GPL-2.0-or-later'],
    ['GPL-2.0 WITH Linux-syscall-note', 'GPL-2.0-only WITH Linux-syscall-note'],
    ['GPL-2.0-with-classpath-exception', 'GPL-2.0-only WITH Classpath-exception-2.0'],
    ['eCos-2.0', 'GPL-2.0-or-later WITH eCos-exception-2.0'],
    ['wxWindows', 'LGPL-2.0-or-later WITH WxWindows-exception-3.1'],
    ['BSD-2-Clause-NetBSD', 'BSD-2-Clause'],
    ['bsd-3-clause', 'BSD-3-Clause'],
    ['mit or apache-2.0', 'MIT OR Apache-2.0'],
    ['  (MIT)  ', 'MIT'],
    ['MIT AND (ISC OR GPL-3.0)', 'MIT AND (ISC OR GPL-3.0-only)'],
    ['LicenseRef-Arm-EULA', 'LicenseRef-Arm-EULA'],
    ['Apache-2.0 WITH LLVM-exception', 'Apache-2.0 WITH LLVM-exception'],
  ])('reads %s as %s', (written, expression) => {
    expect(readSpdx(written)).toBe(expression)
  })

  it.each([
    '',
    ' ',
    'Apache 2.0',
    'GPLv2',
    'Expat',
    'NONE',
    'NOASSERTION',
    'MIT/ISC',
    'MIT, ISC',
    'BSD',
    '(MIT',
    'WITH',
  ])('takes %j for none', (written) => {
    expect(readSpdx(written)).toBeNull()
  })
})

describe('readNames', () => {
  it.each([
    ['Expat', 'MIT'],
    ['GPL-2', 'GPL-2.0-only'],
    ['GPL-2+', 'GPL-2.0-or-later'],
    ['LGPL-2.1+', 'LGPL-2.1-or-later'],
    ['GFDL-NIV-1.3+', 'GFDL-1.3-no-invariants-or-later'],
    ['GPLv2', 'GPL-2.0-only'],
    ['GPLv2+', 'GPL-2.0-or-later'],
    ['GPLv2 or later', 'GPL-2.0-or-later'],
    ['GNU GPL version 3 or any later version', 'GPL-3.0-or-later'],
    ['Apache License, Version 2.0', 'Apache-2.0'],
    ['Apache 2.0', 'Apache-2.0'],
    ['The MIT License', 'MIT'],
    ['BSD 3-Clause', 'BSD-3-Clause'],
    ['BSD-3-clause', 'BSD-3-Clause'],
    ['GPLv2 or OpenIB.org BSD license', 'GPL-2.0-only OR Linux-OpenIB'],
    ['GPL-2+ and Expat', 'GPL-2.0-or-later AND MIT'],
    ['GPL-2 or Expat and ISC', 'GPL-2.0-only OR MIT AND ISC'],
    ['GPL-2 or Expat, and ISC', '(GPL-2.0-only OR MIT) AND ISC'],
    ['Perl', 'Artistic-1.0-Perl OR GPL-1.0-or-later'],
    ['Dual MIT/GPLv2', 'MIT OR GPL-2.0-only'],
    ['MIT/Apache-2.0', 'MIT OR Apache-2.0'],
  ])('reads %s as %s', (written, expression) => {
    expect(readNames(written)).toBe(expression)
  })

  it.each([
    'BSD',
    'GPL',
    'GPL-2.7',
    'MIT/X11',
    'MIT non-commercial',
    'MIT, but no commercial use',
    'MIT + Commons Clause',
    'MIT-like',
    'UNLICENSED',
    'Proprietary',
    'custom',
    'public-domain',
    'GPL-2+ with OpenSSL exception',
    'Dual GPLv2/MPL',
    'Expat or BSD',
    'or',
    'constructor',
  ])('takes %j for none', (written) => {
    expect(readNames(written)).toBeNull()
  })
})

describe('joinAll', () => {
  it('lets all hold, each once', () => {
    expect(joinAll(['MIT OR ISC', 'Zlib', 'Zlib'])).toBe('(MIT OR ISC) AND Zlib')
  })

  it('is null as soon as one part is no expression', () => {
    expect(joinAll(['MIT', null])).toBeNull()
    expect(joinAll([])).toBeNull()
  })
})
