import { expect, it } from 'vitest'
import { globProblem, pathProblem } from './safe-path.ts'

it.each(['src', 'src/', 'llvm/lib/Target/TPC', '.github/x', 'a b/c', 'src/[id].c', 'COPYING'])(
  'takes the path %s',
  (path) => {
    expect(pathProblem(path)).toBeNull()
  },
)

it.each([
  '',
  ' ',
  '/etc',
  '//',
  '.',
  './src',
  'a/./b',
  '..',
  'a/../b',
  'a//b',
  'a\\b',
  '-rf',
  ':x',
  '~/x',
  ' a',
  'a ',
  'src/*',
  'a?',
  'a\u0000b',
  'a\nb',
  'a\u202Eb',
  'a\ud800b',
  'a'.repeat(513),
])('refuses the path %j', (path) => {
  expect(pathProblem(path)).not.toBeNull()
})

it.each(['drivers/**', '*.bin', 'amdnpu/*/npu*.sbin', 'a?c', '[ab].bin'])('takes the glob %s', (glob) => {
  expect(globProblem(glob)).toBeNull()
})

it.each(['', '!a', '{a,b}', '@(a|b)', '*'.repeat(9), '../*', '/a/*', 'a\\*'])('refuses the glob %j', (glob) => {
  expect(globProblem(glob)).not.toBeNull()
})
