import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrap } from './wrap.ts'

test('breaks lines between words, and never within backticks', () => {
  expect(wrap('To mend: write `a line to write` there', 14, '', '  ')).toBe(
    'To mend: write\n  `a line to write`\n  there',
  )
})

test('keeps every word in order, and lines to the width that their words allow', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/)), fc.integer({ min: 20, max: 60 }), (words, width) => {
      const lines = wrap(words.join(' '), width, '  ').split('\n')
      expect(lines.flatMap((line) => line.split(' ')).filter((word) => word !== '')).toEqual(words)
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width)
    }),
  )
})
