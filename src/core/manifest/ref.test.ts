import { expect, it } from 'vitest'
import { refProblem } from './ref.ts'

it.each(['main', 'v1.10', 'release/2.x', 'user/topic', 'deadbeef', '1.10'])('takes %s', (ref) => {
  expect(refProblem(ref)).toBeNull()
})

it.each([
  '',
  'HEAD',
  '@',
  'refs/heads/main',
  'refs/pull/1/head',
  'refs/tags/v1',
  'a'.repeat(40),
  '0123456789abcdef'.repeat(4),
  'DEADBEEF'.repeat(5),
  '-x',
  '/a',
  'a/',
  'a//b',
  'a..b',
  'a b',
  'a~1',
  'a^',
  'a:b',
  'a?',
  'a*',
  'a[b',
  'a\\b',
  'a@{1}',
  'a.',
  'a.lock',
  'a.lock/b',
  '.a',
  'a/.b',
  'a\u0000',
  'a\u202E',
  'x'.repeat(201),
])('refuses %j', (ref) => {
  expect(refProblem(ref)).not.toBeNull()
})

it('says which branch a full name means', () => {
  expect(refProblem('refs/heads/main')?.mend).toBe('Write `main`.')
})
