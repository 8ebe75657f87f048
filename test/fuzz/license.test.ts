import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DRESSES, dressTrials } from '../../bench/licenses/dress.ts'
import { spdxIds, spdxText } from '../../bench/licenses/texts.ts'
import { noise } from '../../bench/licenses/speed.ts'
import { insertionTrials, turningTrials } from '../../bench/licenses/trials.ts'
import { TIERS } from '../../src/core/license/identification.ts'
import { decodeText } from '../../src/core/license/identify/decode.ts'
import { EXCEPTION_OF } from '../../src/core/license/templates/sources.ts'
import { identify, loadLicenseIndex } from '../../src/license-index.js'

const SEED = 20260101

describe('a licence that was tampered with', () => {
  it(`isn't clean with a foreign sentence in it (seed ${SEED})`, () => {
    expect(insertionTrials(identify, 400, SEED).map(({ id, change }) => `${id}: ${change}`)).toEqual([])
  })

  it(`isn't clean with a word turned (seed ${SEED})`, () => {
    expect(turningTrials(identify, 400, SEED).map(({ id, at, change }) => `${id} at ${at}: ${change}`)).toEqual([])
  })
})

describe('a licence in another dress', () => {
  const index = loadLicenseIndex()
  const twins = Array.from(index.grams, (_, number) => index.template(number).ids)
  const same = (id: string, found: readonly string[]): boolean =>
    found.some(
      (other) =>
        other === id || other === EXCEPTION_OF[id] || twins.some((ids) => ids.includes(id) && ids.includes(other)),
    )

  it.each(['bare', 'wrapped', 'html'].filter((dress) => Object.hasOwn(DRESSES, dress)))(
    'is told as itself: %s',
    (dress) => {
      const { tried, misses } = dressTrials(identify, same, [dress])
      expect(tried).toBe(spdxIds.length)
      expect(misses.length / tried, misses.map(({ id, got }) => `${id}: ${got}`).join('\n')).toBeLessThan(0.01)
    },
  )
})

describe('hostile text', () => {
  const pieces = fc.constantFrom(
    ...spdxText('MIT').split(' '), '<', '>', '](', '&#', '(c)', 'Copyright', '\n', '\r', '//', '/*', '1.', '\0', '\uD800', '许', '\u00AD',
    'SPDX-License-Identifier:', 'LICENSE', '../', '(', '"', '<!--', 'http://', '@',
  ) // prettier-ignore

  it('always has a tier, and words of its own in the difference', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 300 }).map((parts) => parts.join(' ')),
    )
    fc.assert(
      fc.property(texts, fc.option(fc.string(), { nil: undefined }), (text, name) => {
        const found = identify(text, name)
        const lines = text.split('\n').length
        expect(TIERS).toContain(found.tier)
        expect(found.expression === null || found.tier === 'clean' || found.tier === 'extra').toBe(true)
        for (const { line } of [...found.inserted, ...found.deleted]) expect(line >= 1 && line <= lines).toBe(true)
        for (const { from, to } of found.licenses) expect(from >= 1 && to >= from && to <= lines).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('decodes to a text or to nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const text = decodeText(bytes)
        expect(text === null || typeof text === 'string').toBe(true)
      }),
    )
  })

  const grow: readonly (readonly [string, (size: number) => string])[] = [
    ['noise', (size) => noise(size, SEED)],
    ['a licence again and again', (size) => `${spdxText('MIT')}\n`.repeat(size / 1100)],
    ['brackets', (size) => '('.repeat(size)],
    ['tags that never end', (size) => '<a '.repeat(size / 3)],
    ['links that never end', (size) => '](x'.repeat(size / 3)],
    ['copyright notices', (size) => 'Copyright (c) 2020 Acme\n'.repeat(size / 24)],
    ['words of all licences', (size) => 'of the terms of the license '.repeat(size / 28)],
    ['SPDX tags', (size) => 'SPDX-License-Identifier: MIT\n'.repeat(size / 29)],
  ]

  it.each(grow)('takes time in proportion to its size: %s', (_, make) => {
    const time = (text: string): number => {
      // Of the processor, and the least of several: others use the machine too.
      const runs = Array.from({ length: 3 }, () => {
        const start = process.cpuUsage()
        identify(text)
        const { user, system } = process.cpuUsage(start)
        return (user + system) / 1_000
      })
      return Math.min(...runs)
    }
    const [small, large] = [make(40_000), make(640_000)]
    identify(small)
    // Sixteen times the text; quadratic work would take 256 times as long. A few milliseconds are noise.
    expect(time(large)).toBeLessThan(64 * Math.max(time(small), 4))
  })
})
