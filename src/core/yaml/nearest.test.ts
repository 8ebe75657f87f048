import { expect, it } from 'vitest'
import { nearest } from './nearest.ts'

const KEYS = ['repository', 'ref', 'path', 'license', 'change', 'files', 'approved-by']

it.each([
  ['licence', 'license'],
  ['repo', 'repository'],
  ['repostiory', 'repository'],
  ['paths', 'path'],
  ['approved_by', 'approved-by'],
  ['Approved By', 'approved-by'],
  ['REF', 'ref'],
  ['fiels', 'files'],
])('takes %s for %s', (word, key) => {
  expect(nearest(word, KEYS)).toBe(key)
})

it.each(['', '_', 'homepage', 'x'.repeat(10_000), '__proto__'])('takes %j for nothing', (word) => {
  expect(nearest(word, KEYS)).toBeNull()
})
