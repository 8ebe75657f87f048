import { expect, test } from 'vitest'
import { parseDuration } from './duration.ts'

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['30', 30_000],
  ['10m', 600_000],
  ['24h', 86_400_000],
  ['1.5d', 129_600_000],
  ['', null],
  ['-1s', null],
  ['1 fortnight', null],
])('%j is %j', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})
