import { expect, test } from 'vitest'
import type { Identification } from '../../core/license/identification.ts'
import { textIdentified } from './text.ts'

const identification: Identification = {
  tier: 'modified',
  expression: null,
  licenses: [{ id: 'MIT', from: 1, to: 20, similarity: 0.9 }],
  inserted: [],
  deleted: [],
  by: 'text',
  reason: 'changed-words',
  pointsTo: [],
}
const shown = (more: Partial<Identification>, color = false): readonly string[] =>
  textIdentified([{ file: 'LICENSE', identification: { ...identification, ...more }, class: 'unknown' }], {
    color,
  }).split('\n')

test('neighbouring lines share a hunk, what is missing comes before what stands in its place', () => {
  const lines = shown({
    inserted: [
      { line: 5, text: 'new' },
      { line: 6, text: 'next' },
      { line: 9, text: 'far' },
    ],
    deleted: [{ line: 5, text: 'old' }],
  })
  expect(lines.slice(2)).toEqual([
    '--- MIT',
    '+++ LICENSE',
    '@@ line 5 @@',
    '-old',
    '+new',
    '+next',
    '@@ line 9 @@',
    '+far',
    '',
  ])
})

test('a long difference is cut, and says so', () => {
  const lines = shown({ inserted: Array.from({ length: 100 }, (_, at) => ({ line: at + 1, text: 'x' })) })
  expect(lines.filter((line) => line.startsWith('+x'))).toHaveLength(60)
  expect(lines).toContain('… 40 more lines')
})

test('without a difference there is none to show, and colours come only when they are wanted', () => {
  expect(shown({ tier: 'clean', expression: 'MIT', reason: 'whole' })).toEqual([
    'LICENSE: clean, MIT, class unknown, nothing else in it',
    '  MIT lines 1 to 20',
    '',
  ])
  expect(shown({}, true)[0]).toContain('\u001b[31m')
})
