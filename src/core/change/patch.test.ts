import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareTexts } from './compare.ts'
import { readPatch } from './patch.ts'

it('numbers added and context lines as the head does, and removed ones as the base does', () => {
  const patch = ['@@ -10,3 +20,3 @@ int f(void)', ' a', '-b', '+B', ' c', '@@ -40 +50,2 @@', ' d', '+e'].join('\n')
  expect(readPatch(patch)?.flatMap(({ lines }) => lines)).toEqual([
    { kind: 'context', line: 20, text: 'a' },
    { kind: 'removed', line: 11, text: 'b' },
    { kind: 'added', line: 21, text: 'B' },
    { kind: 'context', line: 22, text: 'c' },
    { kind: 'context', line: 50, text: 'd' },
    { kind: 'added', line: 51, text: 'e' },
  ])
})

it.each([
  ['carriage returns', '@@ -1 +1 @@\r\n-a\r\n+b\r'],
  ['missing newlines at the end', '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file'],
  ['a newline behind the last line', '@@ -1 +1 @@\n-a\n+b\n'],
])('reads past %s', (_, patch) => {
  expect(readPatch(patch)?.[0]?.lines.map(({ kind, text }) => [kind, text])).toEqual([
    ['removed', 'a'],
    ['added', 'b'],
  ])
})

it('takes a blank context line that lost its sign', () => {
  expect(readPatch('@@ -1,2 +1,3 @@\n a\n\n+b')?.[0]?.lines.map(({ line }) => line)).toEqual([1, 2, 3])
})

it('takes signs in the content for content', () => {
  expect(readPatch('@@ -1 +1,2 @@\n @@ -1 +1 @@\n++++ b')?.[0]?.lines.map(({ text }) => text)).toEqual([
    '@@ -1 +1 @@',
    '+++ b',
  ])
})

it('reads an empty patch as no hunks', () => {
  expect(readPatch('')).toEqual([])
})

it.each([
  ['cut short', '@@ -1,3 +1,4 @@\n a\n+b'],
  ['longer than its header says', '@@ -1 +1 @@\n a\n+b'],
  ['with a file header', '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b'],
  ['of a merge', '@@@ -1,2 -1,2 +1,3 @@@\n  a'],
  ['with a line of another sign', '@@ -1,2 +1,2 @@\n a\n*b'],
  ['with no hunk at all', 'Binary files differ'],
])('refuses a patch that is %s', (_, patch) => {
  expect(readPatch(patch)).toBeNull()
})

it('reads what comparing two texts gives, whatever they hold', () => {
  const text = fc.array(fc.constantFrom('', 'a', 'b', ' c', '+d', '-e', '@@ -1 +1 @@', '\\f'), { maxLength: 30 })
  const whole = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')
  fc.assert(
    fc.property(text, text, (base, head) => {
      const patch = compareTexts(whole(base), whole(head))
      const lines = readPatch(patch ?? '')?.flatMap((hunk) => hunk.lines) ?? []
      for (const { kind, line, text } of lines) expect((kind === 'removed' ? base : head)[line - 1]).toBe(text)
      expect(
        lines.filter(({ kind }) => kind === 'added').length - lines.filter(({ kind }) => kind === 'removed').length,
      ).toBe(head.length - base.length)
    }),
  )
})

it('never throws', () => {
  const piece = fc.constantFrom('@@ -1,2 +1,3 @@', '@@ -9 +9 @@', ' a', '+b', '-c', '\\ x', '\r', '')
  fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => void readPatch(pieces.join('\n'))))
})
