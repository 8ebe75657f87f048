import { describe, expect, it } from 'vitest'
import { spdxText } from '../../../../bench/licenses/texts.ts'
import { identify } from '../../../license-index.js'
import type { Identification } from '../identification.ts'

const mit = spdxText('MIT')
const apache = spdxText('Apache-2.0')
const gpl2 = spdxText('GPL-2.0-only')
const gpl3 = spdxText('GPL-3.0-only')
const bsd3 = spdxText('BSD-3-Clause')
const lgpl3 = spdxText('LGPL-3.0-only')

const inWords = (found: Identification): string => found.inserted.map(({ text }) => text).join(' ')

/** Replaces once; throws where there is nothing to replace, so that no case tests an unchanged text. */
const change = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new RangeError(`${from} is not in the text`)
  return text.replace(from, to)
}

describe('a licence by itself', () => {
  it.each([
    ['MIT', mit],
    ['Apache-2.0', apache],
    ['GPL-2.0-only', gpl2],
    ['GPL-3.0-only', gpl3],
    ['BSD-3-Clause', bsd3],
    ['BUSL-1.1', spdxText('BUSL-1.1')],
    ['CC-BY-NC-SA-4.0', spdxText('CC-BY-NC-SA-4.0')],
  ])('is %s, clean, from its text', (id, text) => {
    const found = identify(text)
    expect(found).toMatchObject({
      tier: 'clean',
      expression: id,
      by: 'text',
      reason: 'whole',
      inserted: [],
      deleted: [],
    })
    expect(found.licenses).toMatchObject([{ id, similarity: 1 }])
  })

  it('lies where it stands', () => {
    const found = identify(`# A heading of the file\n\nSome words.\n\n${mit}\n\nMore words.\n`)
    expect(found).toMatchObject({ tier: 'extra', expression: 'MIT', reason: 'extra-text' })
    expect(found.licenses[0]?.from).toBe(5)
    expect(found.inserted).toEqual([
      { line: 1, text: 'A heading of the file' },
      { line: 3, text: 'Some words' },
      { line: 5 + mit.trimEnd().split('\n').length + 1, text: 'More words' },
    ])
  })
})

describe('a changed licence', () => {
  it.each([
    [
      'a word put in',
      change(mit, 'any purpose'.slice(0, 0) + 'any person', 'any non-military person'),
      'inserted-words',
      'military',
    ],
    ['a word taken out', change(mit, 'WITHOUT WARRANTY', 'WARRANTY'), 'deleted-words', ''],
    ['a word put for another', change(bsd3, 'source and binary', 'source or object'), 'changed-words', 'object'],
    ['a party turned round', change(mit, 'COPYRIGHT HOLDERS BE', 'LICENSEE BE'), 'changed-words', 'LICENSEE'],
    ['a number changed', change(gpl2, 'at least three years', 'at least nine years'), 'changed-words', 'nine'],
    [
      'a sentence at the end',
      `${mit}\nThe Software may only be used on hardware of Acme.`,
      'inserted-words',
      'hardware',
    ],
  ])('%s: modified, with the words at fault', (_, text, reason, words) => {
    const found = identify(text)
    expect(found).toMatchObject({ tier: 'modified', expression: null, reason })
    expect(inWords(found)).toContain(words)
  })

  it('says which words are missing, and before which line', () => {
    const found = identify(change(mit, 'free of charge, ', ''))
    expect(found.deleted).toEqual([{ line: 5, text: 'free of charge' }])
  })

  it('is extra where an item of a list bears another number', () => {
    const found = identify(change(bsd3, '3. Neither', '7. Neither'))
    expect(found).toMatchObject({ tier: 'extra', expression: 'BSD-3-Clause' })
  })
})

describe('what a licence lets vary', () => {
  it.each([
    ['bullets for numbers', bsd3.replaceAll(/^\d\. /gm, '* ')],
    ['letters for numbers', bsd3.replaceAll(/^\d\. /gm, (marker) => `${'?abc'.charAt(Number(marker[0]))}) `)],
    ['a company in the place of the holder', bsd3.replaceAll(/the copyright holder\b/gi, 'Acme Widgets, Inc.')],
    ['many holders', `Copyright (c) 2019-2024 Acme, Inc.\nCopyright (C) Jane Doe <jane@example.org>\n\n${bsd3}`],
    ['spelling', change(mit, 'sublicense', 'sub-license')],
    ['a missing appendix', apache.slice(0, apache.indexOf('APPENDIX'))],
    ['an appendix that is filled in', change(apache, '[yyyy] [name of copyright owner]', '2020 Acme Widgets, Inc.')],
  ])('%s', (_, text) => {
    expect(identify(text)).toMatchObject({ tier: 'clean', inserted: [], deleted: [] })
  })
})

describe('which of several ids', () => {
  const notice = `This program is free software; you can redistribute it and/or modify it under the terms of the GNU General
Public License as published by the Free Software Foundation; either version 2 of the License, or (at your option) any
later version.`

  it('is -only for a bare GNU text', () => expect(identify(gpl2).expression).toBe('GPL-2.0-only'))

  it('is what the name says', () => {
    expect(identify(gpl2, 'LICENSES/GPL-2.0-or-later.txt')).toMatchObject({
      expression: 'GPL-2.0-or-later',
      by: 'name',
    })
  })

  it('is what a notice beside it says', () => {
    expect(identify(`${notice}\n\n${gpl2}`).expression).toBe('GPL-2.0-or-later')
  })

  it('is told from a notice alone', () => {
    expect(identify(notice)).toMatchObject({ expression: 'GPL-2.0-or-later', by: 'notice' })
  })

  it('is told from a tag alone', () => {
    const tag = 'SPDX-License-Identifier: (GPL-2.0 WITH Linux-syscall-note) OR BSD-2-Clause'
    expect(identify(tag)).toMatchObject({
      tier: 'clean',
      expression: '(GPL-2.0-only WITH Linux-syscall-note) OR BSD-2-Clause',
      by: 'tag',
    })
  })
})

describe('several licences in one text', () => {
  it('join by AND', () => expect(identify(`${mit}\n\n${apache}`).expression).toBe('MIT AND Apache-2.0'))

  it('join by OR where the text says so', () => {
    expect(identify(`${mit}\n\nor\n\n${apache}`).expression).toBe('MIT OR Apache-2.0')
  })

  it.each([
    'Licensed under either of\n\n * the Apache License, Version 2.0\n * the MIT license\n\nat your option.',
    'This project is dual licensed under the MIT license and the Apache License 2.0. You may choose either.',
  ])('join by OR where the text says so ahead: %j', (says) => {
    expect(identify(`${says}\n\n${mit}\n\n${apache}`)).toMatchObject({ tier: 'extra', expression: 'MIT OR Apache-2.0' })
  })

  it.each([
    'The runtime is under the MIT license, the compiler under the Apache License 2.0.',
    'The tools are offered at your option any later day.',
  ])('join by AND where it says something else ahead: %j', (says) => {
    expect(identify(`${says}\n\n${mit}\n\n${apache}`).expression).not.toBe('MIT OR Apache-2.0')
  })

  it('join by OR behind the notice of a driver that offers two', () => {
    const dual = `This software is available to you under a choice of one of two licenses. You may choose to be licensed under the
terms of the GNU General Public License (GPL) Version 2, available from the file COPYING in the main directory of this source
tree, or the OpenIB.org BSD license below:`
    const second = spdxText('Linux-OpenIB')
    const terms = second.slice(second.indexOf('Redistribution'))
    expect(identify(`Copyright (c) 2013. Example Devices.  All rights reserved.\n\n${dual}\n\n${terms}`)).toMatchObject(
      {
        tier: 'clean',
        expression: 'GPL-2.0-only OR Linux-OpenIB',
      },
    )
    const alternatively = `Alternatively, this software may be distributed under the terms of the GNU General Public License
("GPL") version 2 as published by the Free Software Foundation.`
    expect(identify(`${bsd3}\n\n${alternatively}`)).toMatchObject({
      tier: 'clean',
      expression: 'BSD-3-Clause OR GPL-2.0-only',
    })
  })

  it('are all found, a hundred times the same too', () => {
    const found = identify(`${mit}\n\n`.repeat(100))
    expect(found).toMatchObject({ tier: 'clean', expression: 'MIT' })
    expect(found.licenses).toHaveLength(100)
  })
})

describe('pitfalls', () => {
  it('LGPL 3.0 without the GPL 3.0 that SPDX prints after it', () => {
    const alone = lgpl3.slice(0, lgpl3.indexOf('GNU GENERAL PUBLIC LICENSE\nVersion 3'))
    expect(identify(alone)).toMatchObject({ tier: 'clean', expression: 'LGPL-3.0-only' })
    expect(identify(lgpl3)).toMatchObject({ tier: 'clean', expression: 'LGPL-3.0-only' })
  })

  it('a word changed in the GPL 3.0 that follows the LGPL 3.0', () => {
    const at = lgpl3.lastIndexOf('may not impose')
    const changed = `${lgpl3.slice(0, at)}may impose${lgpl3.slice(at + 'may not impose'.length)}`
    expect(identify(changed)).toMatchObject({ tier: 'modified', expression: null })
  })

  it('a restriction inside an appendix', () => {
    const changed = change(
      apache,
      'To apply the Apache License to your work,',
      'To apply the Apache License to your non-commercial work,',
    )
    expect(identify(changed)).toMatchObject({ tier: 'modified', expression: null })
  })

  it('a restriction after the end of the terms', () => {
    const changed = change(apache, 'END OF TERMS AND CONDITIONS', 'END OF TERMS AND CONDITIONS\n\nNot for resale.')
    expect(identify(changed).tier).toBe('modified')
  })

  it('one sentence left over that turns MIT proprietary', () => {
    expect(identify(`${mit}\nUsed with an Acme product under a Commercial License.`).tier).toBe('modified')
  })

  it('a one-line licence that begins with a copyright notice', () => {
    expect(identify('Copyright 2020 Acme Inc. For evaluation use only.')).toMatchObject({
      tier: 'none',
      reason: 'no-license',
    })
    expect(identify(`Copyright 2020 Acme Inc. For evaluation use only.\n\n${mit}`).tier).toBe('modified')
  })

  it.each(['//', '#', ' *', '%%', '--', ';', 'dnl', 'REM', '>', '|'])('text behind %s on each line', (prefix) => {
    expect(identify(mit.replaceAll(/^/gm, `${prefix} `))).toMatchObject({ tier: 'clean', expression: 'MIT' })
  })

  it.each([
    '<a for non-commercial use only>',
    '<p title="For non-commercial use only">',
    'Copyright 2020 Acme nur für private Zwecke und nicht zum Verkauf',
    'COPYRIGHT 2020 ACME RESEARCH USE ONLY',
    'All rights reserved by Acme for its licensed customers',
  ])('a restriction dressed as something harmless: %s', (line) => {
    expect(identify(`${line}\n\n${mit}`).tier).not.toBe('clean')
  })

  it('curly quotes, a byte order mark and no-break spaces', () => {
    const dressed = `\uFEFF${mit.replaceAll(/"(\w+)"/g, '“$1”').replaceAll(' the ', '\u00A0the ')}`
    expect(identify(dressed)).toMatchObject({ tier: 'clean', expression: 'MIT' })
  })

  it('Chinese, which is written without spaces', () => {
    expect(identify(spdxText('MulanPSL-2.0')).expression).toBe('MulanPSL-2.0')
  })

  it('"The name of the author may not" in BSD-3-Clause', () => {
    const author = change(
      bsd3,
      'Neither the name of the copyright holder nor the names of its contributors may be used',
      'The name of the author may not be used',
    ).replaceAll(/the copyright holders? (?:and|or) contributors/gi, 'THE AUTHOR')
    expect(identify(author)).toMatchObject({ tier: 'clean', expression: 'BSD-3-Clause' })
  })

  it('a restriction inside the preamble of Creative Commons', () => {
    const text = spdxText('CC-BY-4.0')
    expect(identify(text)).toMatchObject({ tier: 'clean', expression: 'CC-BY-4.0' })
    const changed = change(text, 'Our licenses are irrevocable.', 'Our licenses are irrevocable, for academic use.')
    expect(identify(changed)).toMatchObject({ tier: 'modified', expression: null })
  })

  it("a restriction in the name of an address beside Creative Commons' own", () => {
    const text = spdxText('CC-BY-SA-4.0')
    const at = text.indexOf('Licensors should also secure')
    expect(identify(`${text.slice(0, at)}(http://example. ${text.slice(at)}`).tier).not.toBe('clean')
  })

  it('the parameters of the Business Source License, which everyone fills in', () => {
    const filled = `License text copyright (c) 2020 MariaDB Corporation Ab, All Rights Reserved.
"Business Source License" is a trademark of MariaDB Corporation Ab.

Parameters

Licensor:             Example, Inc.
Licensed Work:        Widgets 1.0
Additional Use Grant: None
Change Date:          2030-01-01
Change License:       MPL 2.0

`
    const terms = spdxText('BUSL-1.1')
    const found = identify(filled + terms.slice(terms.indexOf('Terms\n')))
    expect(found.licenses.map(({ id }) => id)).toEqual(['BUSL-1.1'])
    expect(found.tier === 'clean' && found.expression !== 'BUSL-1.1').toBe(false)
  })

  it('the header, separator and exception of LLVM', () => {
    const rule = '='.repeat(78)
    const exceptions = `---- LLVM Exceptions to the Apache 2.0 License ----

As an exception, if, as a result of your compiling your source code, portions of this Software are embedded into an Object
form of such source code, you may redistribute such embedded portions in such Object form without complying with the
conditions of Sections 4(a), 4(b) and 4(d) of the License.

In addition, if you combine or link compiled forms of this Software with software that is licensed under the GPLv2
("Combined Software") and if a court of competent jurisdiction determines that the patent provision (Section 3), the
indemnity provision (Section 9) or other Section of the License conflicts with the conditions of the GPLv2, you may
retroactively and prospectively choose to deem waived or otherwise exclude such Section(s) of the License, but only in their
entirety and only with respect to the Combined Software.
`
    const whole = `${rule}\nThe LLVM Project is under the Apache License v2.0 with LLVM Exceptions:\n${rule}\n${apache}\n\n${exceptions}`
    expect(identify(whole)).toMatchObject({ tier: 'clean', expression: 'Apache-2.0 WITH LLVM-exception' })
    const narrowed = change(whole, 'you may redistribute such', 'you may internally redistribute such')
    expect(identify(narrowed)).toMatchObject({ tier: 'modified', expression: null })
  })

  it('an edge that is missing', () => {
    const words = gpl2.split(' ')
    expect(identify(words.slice(0, words.length * 0.6).join(' '))).toMatchObject({
      tier: 'modified',
      reason: 'truncated',
    })
    expect(identify(mit.slice(mit.indexOf('to deal in')))).toMatchObject({ tier: 'modified', reason: 'truncated' })
  })

  it('a licence that another text only mentions', () => {
    const french =
      'Ce logiciel est régi par une licence. La Licence Publique Générale GNU (GNU General Public License, GPL) est citée.'
    expect(identify(french)).toMatchObject({ tier: 'none', expression: null })
    expect(identify(spdxText('CECILL-2.1')).expression).toBe('CECILL-2.1')
  })

  it('a tag that wraps over two lines', () => {
    expect(identify('/* SPDX-License-\nIdentifier: MIT */').expression).toBe('MIT')
  })

  it('a tag that names no licence of SPDX', () => {
    expect(identify('SPDX-License-Identifier: Apache 2.0')).toMatchObject({ tier: 'none', expression: null })
  })

  it('an exception beside its licence, and not beside the other', () => {
    const exception = `As an exception, if, as a result of your compiling your source code, portions of this Software are embedded
into an Object form of such source code, you may redistribute such embedded portions in such Object form without complying
with the conditions of Sections 4(a), 4(b) and 4(d) of the License. In addition, if you combine or link compiled forms of
this Software with software that is licensed under the GPLv2 ("Combined Software") and if a court of competent jurisdiction
determines that the patent provision (Section 3), the indemnity provision (Section 9) or other Section of the License
conflicts with the conditions of the GPLv2, you may retroactively and prospectively choose to deem waived or otherwise
exclude such Section(s) of the License, but only in their entirety and only with respect to the Combined Software.`
    expect(identify(`${mit}\n\n${apache}\n\n${exception}\n\n${bsd3}`).expression).toBe(
      'MIT AND Apache-2.0 WITH LLVM-exception AND BSD-3-Clause',
    )
  })

  it('Apache without its appendix, which is near to Pixar', () => {
    expect(identify(apache.slice(0, apache.indexOf('END OF TERMS'))).expression).toBe('Apache-2.0')
  })

  it('a tag beside the text of another licence', () => {
    expect(identify(`SPDX-License-Identifier: BUSL-1.1\n\n${mit}`).tier).toBe('extra')
  })
})

describe('what is no licence', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['space', ' \n\t ', 'empty'],
    ['a word', 'Hello', 'no-license'],
    ['bytes', 'MIT\0License', 'binary'],
    ['ten million characters', 'a b '.repeat(2_500_000), 'too-large'],
    ['a page', '<!DOCTYPE html><html><body><p>Not found</p></body></html>', 'no-license'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n', 'lfs-pointer'],
  ])('%s', (_, text, reason) => {
    expect(identify(text)).toMatchObject({ tier: 'none', expression: null, reason, by: 'nothing' })
  })

  it.each([
    ['See COPYING.MIT for the license.', ['COPYING.MIT']],
    ['../LICENSES/MIT.txt', ['../LICENSES/MIT.txt']],
    ['Licensed as LICENSE-MIT and LICENSE-APACHE say.', ['LICENSE-MIT', 'LICENSE-APACHE']],
  ])('%s points elsewhere', (text, pointsTo) => {
    expect(identify(text)).toMatchObject({ tier: 'none', reason: 'pointer', pointsTo })
  })
})
