import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRestrictions, PHRASES } from './phrases.ts'
import { linesOf } from './redistribution.ts'

const codesOf = (text: string): readonly string[] => [
  ...new Set(findRestrictions(linesOf(text)).map(({ code }) => code)),
]

describe('findRestrictions', () => {
  it.each(PHRASES.map(({ code, example, from }) => [code, example, from] as const))(
    'finds %s in "%s" (%s)',
    (code, example) => {
      expect(codesOf(example)).toContain(code)
    },
  )

  it.each(PHRASES.map(({ example, pattern }) => [example, pattern] as const))(
    'needs the pattern that "%s" is the example of',
    (example, pattern) => {
      expect(pattern.test(example.toLowerCase())).toBe(true)
    },
  )

  it.each([
    'Redistribution and use in source and binary forms, with or without modification, are permitted',
    'Redistributions must retain the above copyright notice and this list of conditions without modification',
    'display, and perform the specification solely for the purpose of developing products based on such documents',
    'dependencies that are utilized by this project but may not be explicitly distributed as part of the software',
    'for any purpose, commercial or non-commercial',
    'for non-commercial and commercial purposes',
    'There is no restriction on commercial use.',
    'Die kommerzielle und nicht kommerzielle Nutzung ist gestattet',
    'The name of the author may not be used to endorse or promote products derived from this software',
    'Products derived from this software may not be called by that name',
    'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, INCLUDING FITNESS FOR A PARTICULAR PURPOSE',
    'IN NO EVENT SHALL THE AUTHORS BE LIABLE FOR ANY COMMERCIAL DAMAGES OR LOSSES',
    'You may not use this file except in compliance with the License.',
    'This license does not grant permission to use the trade names, trademarks or logos of the Licensor',
    'Altered source versions must be plainly marked as such. This notice may not be removed or altered.',
    'You may not remove or alter any copyright notices contained within the Software.',
    'the terms do not restrict reverse engineering for debugging such modifications',
    'any patent, copyright, trade secret or other proprietary right',
    'You may link it with proprietary software and closed source programs',
    'retain all copyright and other proprietary notices',
    'You may not copy, modify, or distribute the Program except as expressly provided under this License',
    'distribute the Covered Code in executable form only if the requirements of section 3 have been met',
    'Please report security problems confidentially',
    'This driver is for the Example 9000 device',
    'We welcome contributions, and test releases on our own hardware only once a year',
  ])('finds nothing in "%s"', (text) => {
    expect(codesOf(text)).toEqual([])
  })

  it('reads on over the end of a line, behind comment marks, hyphens and curly quotes', () => {
    expect(codesOf(' * This code is for non-\n * commercial purposes alone')).toEqual(['non-commercial'])
    expect(codesOf('# shall be used for “Good”,\n# not “Evil”')).toEqual(['ethical'])
    expect(codesOf('// may only be used with\n//\n// Example devices')).toContain('hardware-tied')
  })

  it('joins no words over a gap that a licence stood in', () => {
    const lines = [
      { line: 1, text: 'This software may not be used' },
      { line: 20, text: 'for military purposes' },
    ]
    expect(findRestrictions(lines)).toEqual([])
  })

  it('quotes the line that a phrase begins on, cut and with hidden characters shown', () => {
    const [found] = findRestrictions([
      { line: 7, text: 'harmless words' },
      { line: 8, text: `\u202Efor non-commercial use ${'x'.repeat(300)}` },
    ])
    expect(found).toMatchObject({ code: 'non-commercial', line: 8 })
    expect(found?.text).toMatch(/^<U\+202E>for non-commercial use x+…$/)
  })

  it('finds each kind once on a line', () => {
    expect(findRestrictions([{ line: 1, text: 'non-commercial, non-commercial, non-commercial' }])).toHaveLength(1)
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 80 })), (texts) => {
        const lines = texts.map((text, at) => ({ line: at + 1, text }))
        for (const { line } of findRestrictions(lines)) expect(texts).toHaveProperty([line - 1])
      }),
    )
  })

  it.each(['not ', 'only be used and may to for ', 'solely in ', 'non-commercial, ', 'no\n', 'use '])(
    'takes time in proportion to a text that repeats %j',
    (word) => {
      const once = (times: number): number => {
        const lines = linesOf(word.repeat(times))
        const start = performance.now()
        findRestrictions(lines)
        return performance.now() - start
      }
      // The least of several, as others use the machine too.
      const time = (times: number): number => Math.min(once(times), once(times), once(times))
      // A quadratic search would take 64 times as long for eight times the text.
      expect(time(80_000)).toBeLessThan(24 * Math.max(time(10_000), 2))
    },
  )
})
