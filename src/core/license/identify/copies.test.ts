import { describe, expect, it } from 'vitest'
import { spdxText } from '../../../../bench/licenses/texts.ts'
import { identify } from '../../../license-index.js'

const bsd3 = spdxText('BSD-3-Clause')

/** Replaces all; throws where there is nothing to replace, so that no case tests an unchanged text. */
const change = (text: string, from: string | RegExp, to: string): string => {
  const changed = typeof from === 'string' ? text.replaceAll(from, to) : text.replace(from, to)
  if (changed === text) throw new RangeError(`${String(from)} is not in the text`)
  return changed
}

describe('a copy that says who it is from otherwise', () => {
  it.each([
    ['Apache-1.1', /This software consists of voluntary contributions[\s\S]*$/, ''],
    ['NCSA', /Developed by:[\s\S]*?(?=Permission is hereby)/, ''],
    ['curl', 'COPYRIGHT AND PERMISSION NOTICE', ''],
    ['Python-2.0', /Copyright \(c\) 2001[\d, -]*/, 'Copyright (c) 2001, 2002, 2003 '],
    ['ISC', 'modify, and/or distribute', 'modify, and distribute'],
    ['GPL-3.0-only', /Everyone is permitted[\s\S]*?not allowed\./, ''],
    ['GPL-2.0-only', 'Fifth Floor', 'Suite 500'],
    ['BSD-3-Clause', 'the copyright holder nor', 'the organization nor'],
    ['BSD-3-Clause', 'its contributors', 'any other contributors to this software'],
  ])('%s is clean', (id, from, to) => {
    expect(identify(change(spdxText(id), from, to))).toMatchObject({ tier: 'clean', expression: id })
  })

  it('is not clean with another ending than credits', () => {
    const text = change(spdxText('Apache-1.1'), /This software consists of voluntary contributions[\s\S]*$/, '')
    expect(identify(`${text}\nThis software consists of trade secrets.`).tier).toBe('modified')
  })

  it('is not clean where a word was taken out that stood before a stroke', () => {
    expect(identify(change(spdxText('ISC'), 'and/or distribute', 'and/ distribute')).tier).not.toBe('clean')
  })
})

describe('the appendix of the GPL', () => {
  const gpl2 = spdxText('GPL-2.0-only')
  const line = /<?one line to give[\s\S]*?name of author>?/

  it.each([
    ['for the forge to fill in', '{description}\n    Copyright (C) {year}  {fullname}'],
    ['filled in', 'widget_sdk - a kit for widgets\n    Copyright (C) 2019  Jane Doe'],
  ])('%s is clean', (_, filled) => {
    expect(identify(change(gpl2, line, filled))).toMatchObject({ tier: 'clean', expression: 'GPL-2.0-only' })
  })

  it.each([
    'widget_sdk - for evaluation\n    Copyright (C) 2019  Jane Doe',
    'widget_sdk - noncommercial\n    Copyright (C) 2019  Jane Doe',
    'widget_sdk\n    Copyright (C) 2019  Jane Doe, not for sale',
  ])('is not clean where it takes something back: %j', (filled) => {
    expect(identify(change(gpl2, line, filled)).tier).not.toBe('clean')
  })
})

describe('a misprint', () => {
  it.each([
    ['of one letter', change(bsd3, 'MERCHANTABILITY', 'MERCHANTIBILITY')],
    ['of two letters that changed places', change(bsd3, 'disclaimer', 'discliamer')],
    ['in number', change(bsd3, 'Redistributions in', 'Redistribution in')],
  ])('%s is for a person to see, and the licence is told', (_, text) => {
    expect(identify(text)).toMatchObject({ tier: 'extra', expression: 'BSD-3-Clause' })
  })

  it.each([
    ['a word that licences have', 'contributors may', 'contractors may'],
    ['another party', 'its contributors may', 'its licensees may'],
  ])('is no %s', (_, from, to) => {
    expect(identify(change(bsd3, from, to))).toMatchObject({ tier: 'modified', expression: null })
  })
})

describe('attributions to others', () => {
  const mit = spdxText('MIT')
  const apache = spdxText('Apache-2.0')
  const says = 'Attributions for third-party components are included in this file.'
  const heading = 'Widgets license from https://example.org/widgets/LICENSE'

  it('are no part of what the work itself stands under', () => {
    const found = identify(`${says}\n\n${mit}\n\n${heading}\n\n${apache}`)
    expect(found).toMatchObject({ tier: 'extra', expression: 'MIT' })
    expect(found.licenses.map(({ id }) => id)).toEqual(['MIT', 'Apache-2.0'])
  })

  it('are a part of it where the file says nothing of the kind', () => {
    expect(identify(`${mit}\n\n${heading}\n\n${apache}`).expression).toBe('MIT AND Apache-2.0')
  })

  it('are never clean, and never all of it', () => {
    expect(identify(`${says}\n\n${mit}\n\n${heading}\n\nFor evaluation only.`)).toMatchObject({ tier: 'extra' })
    expect(identify(`${says}\n\n${heading}\n\n${apache}`)).toMatchObject({ tier: 'extra', expression: 'Apache-2.0' })
  })
})

describe('a party in a disclaimer', () => {
  it('is not what is left of a sentence that was cut', () => {
    const text = change(
      spdxText('BSD-2-Clause'),
      'BY THE COPYRIGHT HOLDERS AND',
      'BY THE COPYRIGHT HOLDERS AND CORPORATION, ITS AFFILIATED COMPANIES, OR THE U.',
    )
    expect(identify(text).tier).not.toBe('clean')
  })
})

describe('an exception in its own words', () => {
  it('is bound to the notice before it', () => {
    const notice = `This program is free software; you can redistribute it and/or modify it under the terms of the GNU General
Public License as published by the Free Software Foundation; either version 2 of the License, or (at your option) any later
version.`
    const exception = `As a special exception, if other files instantiate templates or use macros or inline functions from these
files, or you compile these files and link them with other works to produce a work based on these files, these files do not
by themselves cause the resulting work to be covered by the GNU General Public License. However the source code for these
files must still be made available in accordance with section (3) of the GNU General Public License.

This exception does not invalidate any other reasons why a work based on this file might be covered by the GNU General Public
License.`
    expect(identify(`${notice}\n\n${exception}`)).toMatchObject({
      expression: 'GPL-2.0-or-later WITH eCos-exception-2.0',
    })
  })
})
