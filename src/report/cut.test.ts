import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutMarkdown, cutText } from './cut.ts'

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\n', '`', 'a', '路', '🦊', '\ud83d'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 400,
})
const bytes = (of: string): number => Buffer.byteLength(of, 'utf8')

test('text keeps to its bytes, is whole characters, and shows where it is cut', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 3, max: 300 }), (whole, limit) => {
      const cut = cutText(whole, limit)
      expect(bytes(cut)).toBeLessThanOrEqual(limit)
      expect(cut.isWellFormed()).toBe(true)
      const formed = whole.toWellFormed()
      if (cut === formed) return
      expect(bytes(formed)).toBeGreaterThan(limit)
      expect(formed.startsWith(cut.slice(0, -1))).toBe(true)
      // No more than one character less than would fit beside the mark.
      expect(bytes(cut)).toBeGreaterThan(limit - 4)
    }),
  )
})

test('Markdown loses whole lines from its end, and says how many', () => {
  fc.assert(
    fc.property(
      fc.array(
        text.map((line) => line.replaceAll('\n', '')),
        { maxLength: 30 },
      ),
      fc.integer({ min: 60, max: 900 }),
      (lines, limit) => {
        const whole = lines.join('\n').toWellFormed()
        const cut = cutMarkdown(lines.join('\n'), limit)
        expect(bytes(cut)).toBeLessThanOrEqual(limit)
        if (bytes(whole) <= limit) {
          expect(cut).toBe(whole)
          return
        }
        const [, kept, left] = /^([^]*?)(?:\n\n)?\*Left out for length: (\d+) more lines\.\*$/.exec(cut) ?? []
        const all = whole.split('\n')
        const before = all
          .slice(0, all.length - Number(left))
          .join('\n')
          .trim()
          .replace(/\\$/, '')
        expect(kept).toBe(before)
      },
    ),
  )
})
