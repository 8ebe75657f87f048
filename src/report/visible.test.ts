import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visible } from './visible.ts'

test.each([
  ['plain ünïcode 路', 'plain ünïcode 路'],
  ['a\tb', 'a b'],
  ['\u001b[31mred', '\\u{1b}[31mred'],
  ['a\u202eb\u200b', 'a\\u{202e}b\\u{200b}'],
  ['\ud800', '\\u{d800}'],
  ['\u3164', '\\u{3164}'],
  ['a\nb', 'a\\u{a}b'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown)
})

test('nothing that can not be seen is left, and no text is long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      const shown = visible(text)
      expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
      expect(shown.length).toBeLessThanOrEqual(400 * '\\u{10ffff}'.length)
    }),
  )
})
