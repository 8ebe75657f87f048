import { describe, expect, it } from 'vitest'
import { spdxText } from '../../../../bench/licenses/texts.ts'
import { identify } from '../../../license-index.js'
import { VARIANTS } from '../templates/variants.ts'

const mit = spdxText('MIT')
const bsd3 = spdxText('BSD-3-Clause')
const ncsa = spdxText('NCSA')

/** Replaces once; throws where there is nothing to replace, so that no case tests an unchanged text. */
const change = (text: string, from: string | RegExp, to: string): string => {
  const changed = text.replace(from, to)
  if (changed === text) throw new RangeError(`${String(from)} is not in the text`)
  return changed
}

describe('a file of one tag', () => {
  it.each([
    ['a notice above it', 'Copyright (C) 2024 Example Devices\n\nSPDX-License-Identifier: MIT\n'],
    [
      'lines that frame it',
      '==== begin_copyright_notice ====\n\nCopyright (C) 2021 Example Devices\n\nSPDX-License-Identifier: MIT\n\n==== end_copyright_notice ====\n',
    ],
  ])('is clean with %s', (_, text) => {
    expect(identify(text)).toMatchObject({ tier: 'clean', expression: 'MIT', by: 'tag', inserted: [] })
  })
})

describe('a notice of copyright', () => {
  it.each([
    'Copyright (c) 2021 Acme Inc.\nand/or its subsidiaries. All rights reserved.',
    'Copyright (c) 2021 ACME CORPORATION & AFFILIATES. All rights reserved.',
    'Copyright 2013-2017 Acme.com, Inc. or its affiliates. All Rights Reserved.',
    'Copyright Acme and each contributor to Widgets.',
  ])('may read %j', (notice) => {
    expect(identify(`${notice}\n\n${mit.slice(mit.indexOf('Permission'))}`)).toMatchObject({ tier: 'clean' })
  })

  it.each([
    ['on a line of its own', '\nThe Unicode Consortium and Unicode, Inc.\n'],
    ['past an empty line', '\n\nAcme Widgets\n\n'],
    ['as a file that it names', '\n\n*/ /* 3c359_microcode.\n\n'],
  ])('does not reach names %s', (_, names) => {
    const text = change(spdxText('0BSD'), /EMAIL\n/, `<jane@example.org>${names}`)
    expect(identify(text).tier).not.toBe('clean')
  })
})

describe('texts that are made of several licences', () => {
  it('are told by their own whole', () => {
    expect(identify(spdxText('Net-SNMP'))).toMatchObject({ tier: 'clean', expression: 'Net-SNMP' })
    expect(identify(spdxText('Sleepycat'))).toMatchObject({ tier: 'clean', expression: 'Sleepycat' })
  })

  it('do not take the place of the licences that stand in a row', () => {
    const text = `Part one\n\n${bsd3}\n\nPart two\n\n${bsd3}\n\nPart three\n\n${bsd3}\n`
    const found = identify(text)
    expect(found).toMatchObject({ tier: 'extra', expression: 'BSD-3-Clause' })
    expect(found.licenses.map(({ id }) => id)).toEqual(['BSD-3-Clause', 'BSD-3-Clause', 'BSD-3-Clause'])
  })
})

describe('wordings of the same licence', () => {
  it('each replace words that the text has', () => {
    for (const { id, replace } of VARIANTS) {
      let text = spdxText(id)
      for (const [from, to] of replace) text = change(text, from, to)
      expect(identify(text)).toMatchObject({ tier: 'clean', expression: id })
    }
  })

  it('may fill the appendix of the Apache License and leave out how to', () => {
    const apache = spdxText('Apache-2.0')
    const terms = apache.slice(0, apache.search(/END OF TERMS AND CONDITIONS/) + 27)
    const notice = apache.slice(apache.indexOf('Licensed under the Apache License'))
    const text = `${terms}\n\n   Copyright 2018-2022 Example Devices Limited\n\n   ${notice}`
    expect(identify(text)).toMatchObject({ tier: 'clean', expression: 'Apache-2.0' })
  })

  it.each(['compiler_rt library is', 'libexample library is'])('may name the part of LLVM: the %s', (subject) => {
    const dual = `The ${subject} dual licensed under both the University of Illinois "BSD-Like" license and the MIT license. As a user of this code you may choose to use it under either license. As a contributor, you agree to allow your code to be used under both.\n\nFull text of the relevant licenses is included below.\n\n`
    expect(identify(`${dual}${ncsa}\n\n=====\n\n${mit}`)).toMatchObject({ tier: 'clean', expression: 'NCSA AND MIT' })
    const restricted = change(dual, 'As a user of this code', 'As a user of this code at home')
    expect(identify(`${restricted}${ncsa}\n\n=====\n\n${mit}`).tier).not.toBe('clean')
  })

  it.each(['COPYRIGHT HOLDER(S) OR AUTHOR(S)', 'COPYRIGHT HOLDER(S)'])('may call the parties %s', (parties) => {
    const text = change(mit, 'AUTHORS OR COPYRIGHT HOLDERS', parties)
    expect(identify(text)).toMatchObject({ tier: 'clean', expression: 'MIT' })
    const turned = change(mit, 'AUTHORS OR COPYRIGHT HOLDERS', parties.replace('HOLDER(S)', 'USER(S)'))
    expect(identify(turned).tier).not.toBe('clean')
  })

  it('may leave the date out of a title', () => {
    const text = change(spdxText('BSL-1.0'), / ?-? ?August 17th, 2003/, '')
    expect(identify(text)).toMatchObject({ tier: 'clean', expression: 'BSL-1.0' })
  })
})

describe("Mozilla's own text", () => {
  const mpl = change(spdxText('MPL-1.1'), 'Sections 3.1, 3.2, 3.3, 3.4 and 3.5', 'Section 3.1-3.5')

  it('is told with its range of sections', () => {
    expect(identify(mpl)).toMatchObject({ tier: 'clean', expression: 'MPL-1.1' })
  })

  it('is clean where a line breaks before the letter of an exhibit', () => {
    const wrapped = change(mpl, 'required by Exhibit A.\n\n     1.7.', 'required by Exhibit\nA.\n\n     1.7.')
    expect(identify(wrapped)).toMatchObject({ tier: 'clean', expression: 'MPL-1.1' })
  })

  it('is not clean with another letter there', () => {
    const other = change(mpl, 'required by Exhibit A.\n\n     1.7.', 'required by Exhibit\nB.\n\n     1.7.')
    expect(identify(other).tier).not.toBe('clean')
  })
})

describe('a text as its publisher prints it today', () => {
  const seen = 'if not, see\n<https://www.gnu.org/licenses/>.\n\nAlso'
  const office = /if not, write\s+to the Free[\s\S]{0,140}?Also/
  it.each([
    ['GPL-2.0-only', change(change(spdxText('GPL-2.0-only'), office, seen), 'yyyy name of', '<year>  <name of')],
    ['LGPL-2.1-only', change(spdxText('LGPL-2.1-only'), office, seen)],
    ['LGPL-2.1-only', change(spdxText('LGPL-2.1-only'), /GNU LESSER GENERAL PUBLIC LICENSE\s+(?=TERMS)/, '')],
    ['CC0-1.0', change(spdxText('CC0-1.0'), /^[\s\S]*?Statement of Purpose\s*/, '')],
    [
      'HPND-sell-variant',
      change(
        change(
          spdxText('HPND-sell-variant').replace(/^Copyright[^\n]*\n/, ''),
          /and\s+that both that copyright/,
          'and that both that the copyright',
        ),
        'the name of OpenVision',
        'the name of <copyright holder> <or related entities>',
      ).replaceAll(/openvision/gi, '<copyright holder>'),
    ],
    [
      'LGPL-2.1-only',
      change(spdxText('LGPL-2.1-only'), 'Finally, software patents', '\n^L\n  Finally, software patents'),
    ],
  ])('is clean: %s', (expression, text) => {
    expect(identify(text)).toMatchObject({ tier: 'clean', expression })
  })

  it('is changed where more than that differs', () => {
    const text = change(spdxText('GPL-2.0-only'), office, 'if not, see <https://example.com/terms>.\n\nAlso')
    expect(identify(text).tier).not.toBe('clean')
  })
})
