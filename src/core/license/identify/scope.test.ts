import { describe, expect, it } from 'vitest'
import { spdxText } from '../../../../bench/licenses/texts.ts'
import { identify } from '../../../license-index.js'

const body = (id: string): string => {
  const text = spdxText(id)
  return text.slice(text.search(/Permission|Redistribution/))
}
const mit = body('MIT')

describe('a sentence that only names the licence below', () => {
  it.each([
    'This software is released under the MIT license:',
    'This project is licensed under the terms of the MIT license, reproduced below.',
    'Examplekit is distributed under the MIT License.',
    'The "Examplekit" project is licensed under the MIT License.',
    'All contributions towards Examplekit are MIT licensed.',
    'Includes Examplekit utility licensed under MIT:',
    'Copyright (c) 2025 Example Devices - Licensed as MIT.',
    'This is the MIT license: https://opensource.org/licenses/mit-license.php',
    'Examplekit-Quux Runtime LICENSE',
  ])('leaves it clean: %s', (sentence) => {
    expect(identify(`${sentence}\n\n${mit}`)).toMatchObject({ tier: 'clean', expression: 'MIT', inserted: [] })
  })

  it.each([
    'This software is released under the MIT license for students:',
    'This software is not released under the MIT license.',
    'This software is released under the Apache License 2.0:',
    'The kernel module is licensed under the MIT license.',
    'This project is licensed under the terms of the MIT license, unless you are paid.',
    'Examplekit at home is distributed under the MIT License.',
    'Some contributions towards Examplekit are MIT licensed.',
    'Licensed as MIT to members.',
    'This is the MIT license: https://example.org/licenses/other',
    'This is the MIT license: https://opensource.org/licenses/GPL-2.0',
    'Evaluation License',
    'Elastic License',
    'Examplekit Student License',
  ])('never hides more: %s', (sentence) => {
    expect(identify(`${sentence}\n\n${mit}`).tier).not.toBe('clean')
  })
})

describe('notices of holders', () => {
  it.each([
    'Copyright (c) 2012 Example Devices, Inc. and other Examplekit contributors.',
    'Copyright (c) 2016-202x The examplekit developers',
    'Copyright (C) 2012 Jane Doe (twitter: @janedoe) and other contributors.',
    'Copyright (C) 2012 by various contributors (see AUTHORS)',
    'Copyright (c) 2016 Jane Doe, and the team listed at <https://example.org/team>',
    'Copyright (c) 2004-2025, Example Developers\nJane Doe <jane@example.org>\nJohn Q. Public <john@example.com>',
    '(C) [year] [fullname]',
  ])('are read: %s', (notice) => {
    expect(identify(`${notice}\n\n${mit}`)).toMatchObject({ tier: 'clean', expression: 'MIT' })
  })

  it.each([
    'Copyright (c) 2012 Example Devices, Inc. and other Commercial contributors.',
    'Copyright (C) 2012 Jane Doe (twitter: students only)',
    'Copyright (c) 2016 Jane Doe, see the other terms',
    'Copyright (c) 2004-2025, Example Developers\nOnly For Use By <jane@example.org>',
    'Copyright (c) 2016 Jane Doe gratis.',
    'Copyright (c) 2013 Example Updated Jan.',
    'Copyright (c) 2013 Driver: yam',
  ])('end before what is none: %s', (notice) => {
    expect(identify(`${notice}\n\n${mit}`).tier).not.toBe('clean')
  })

  it('take a company by its form where everything is in capitals', () => {
    const bsd = body('BSD-2-Clause').replace(/THE COPYRIGHT HOLDERS AND CONTRIBUTORS/, 'APPLE INC.')
    expect(identify(bsd)).toMatchObject({ tier: 'clean', expression: 'BSD-2-Clause' })
    expect(identify(bsd.replace('APPLE', 'LICENSEE')).tier).not.toBe('clean')
  })
})

describe('notices of the GNU licences', () => {
  const gpl = (thing: string, version: string) =>
    `This ${thing} is free software; you can redistribute it and/or modify it under the terms of the GNU General Public License as published by the Free Software Foundation; ${version}.\n\nThis ${thing} is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied warranty of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. See the GNU General Public License for more details.`
  const later = 'either version 2 of the License, or (at your option) any later version'

  it.each([
    ['package', later],
    ['program', 'version 2, or (at your option) any later version'],
  ])('call the work a %s: %s', (thing, version) => {
    expect(identify(gpl(thing, version))).toMatchObject({ tier: 'clean', expression: 'GPL-2.0-or-later' })
  })

  it('may say where Debian keeps the text, and nothing more', () => {
    const where = `\n\nOn Debian systems, the complete text of the GNU General Public License version 2 can be found in "/usr/share/common-licenses/GPL-2".`
    expect(identify(gpl('package', later) + where)).toMatchObject({ tier: 'clean', expression: 'GPL-2.0-or-later' })
    expect(identify(`${gpl('package', later)}${where} Students excepted.`).tier).not.toBe('clean')
  })

  it('do not take a thing that is for somebody', () => {
    expect(identify(gpl('customer', later)).tier).not.toBe('clean')
  })
})

it('a number that is missing before a list item is not made up for by the marker of the item', () => {
  const text = spdxText('EPL-2.0')
  const without = text.replace(/Section 3\)\.(\s+3\. REQUIREMENTS)/, 'Section ).$1')
  expect(without).not.toBe(text)
  expect(identify(without).tier).not.toBe('clean')
})

it('parties that are joined by another word are not filled in', () => {
  const text = mit.replace('AUTHORS OR COPYRIGHT HOLDERS', 'AUTHORS AND COPYRIGHT HOLDERS')
  expect(text).not.toBe(mit)
  expect(identify(text).tier).not.toBe('clean')
})
