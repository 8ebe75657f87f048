import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChangedFile } from '../../core/change/change.ts'
import { readDiff } from './read-diff.ts'

const files = (text: string): readonly ChangedFile[] => {
  const read = readDiff(text)
  if (!read.ok) throw new Error(`${read.line}: ${read.fault}`)
  return read.files
}

const one = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  previousPath: null,
  status: 'modified',
  patch: '@@ -1 +1 @@\n-a\n+b',
  ...more,
})

const HUNK = '@@ -1 +1 @@\n-a\n+b\n'

describe('a diff', () => {
  it.each<[string, string, ChangedFile[]]>([
    ["git's", `diff --git a/d/a.c b/d/a.c\nindex 1..2 100644\n--- a/d/a.c\n+++ b/d/a.c\n${HUNK}`, [one('d/a.c')]],
    ['without prefixes', `diff --git d/a.c d/a.c\n--- d/a.c\n+++ d/a.c\n${HUNK}`, [one('d/a.c')]],
    ['plain', `Only in old: x\n--- old/d/a.c\t2020-01-01\n+++ new/d/a.c\t2020-01-02\n${HUNK}`, [one('d/a.c')]],
    ['with a space in its name', `diff --git a/a b.c b/a b.c\n--- a/a b.c\t\n+++ b/a b.c\t\n${HUNK}`, [one('a b.c')]],
    [
      'with quoted bytes in its name',
      `diff --git "a/\\303\\251\\t.c" "b/\\303\\251\\t.c"\n--- "a/\\303\\251\\t.c"\n+++ "b/\\303\\251\\t.c"\n${HUNK}`,
      [one('é\t.c')],
    ],
    [
      'a new and a deleted file',
      'diff --git a/a.c b/a.c\nnew file mode 100644\n--- /dev/null\n+++ b/a.c\n@@ -0,0 +1 @@\n+b\ndiff --git a/b.c b/b.c\ndeleted file mode 100644\n--- a/b.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n',
      [
        one('a.c', { status: 'added', patch: '@@ -0,0 +1 @@\n+b' }),
        one('b.c', { status: 'removed', patch: '@@ -1 +0,0 @@\n-a' }),
      ],
    ],
    [
      'an empty new file',
      'diff --git a/a b.c b/a b.c\nnew file mode 100644\nindex 0..0\n',
      [one('a b.c', { status: 'added', patch: '' })],
    ],
    [
      'binary content',
      'diff --git a/a.o b/a.o\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKcmZQz\n\ndiff --git a/b.o b/b.o\nBinary files a/b.o and b/b.o differ\n',
      [one('a.o', { patch: null }), one('b.o', { patch: null })],
    ],
    [
      'a move',
      'diff --git a/a.c b/b.c\nsimilarity index 100%\nrename from a.c\nrename to b.c\n',
      [one('b.c', { status: 'renamed', previousPath: 'a.c', patch: null })],
    ],
    ['a mode alone', 'diff --git a/a.sh b/a.sh\nold mode 100644\nnew mode 100755\n', []],
    [
      'what merges two sides',
      'diff --cc d/a.c\nindex 1,2..3\n--- a/d/a.c\n+++ b/d/a.c\n',
      [one('d/a.c', { patch: 'unread' })],
    ],
    [
      'without a line break at its end',
      'diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n',
      [one('a.c', { patch: '@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file' })],
    ],
  ])('%s', (_, text, expected) => {
    expect(files(text)).toEqual(expected)
  })

  it('ends where its header says, whatever stands in it or follows it', () => {
    const text = `diff --git a/a.c b/a.c
--- a/a.c
+++ b/a.c
@@ -1,2 +1,2 @@
--- a/x.c
+++ b/x.c
 c
--${' '}
2.40.1
`
    expect(files(text)).toEqual([one('a.c', { patch: '@@ -1,2 +1,2 @@\n--- a/x.c\n+++ b/x.c\n c' })])
  })

  it('with lines that end as those of Windows do', () => {
    const [file] = files(`diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n${HUNK}`.replaceAll('\n', '\r\n'))
    expect(file?.path).toBe('a.c')
  })

  it.each([
    ['cut', 'diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,9 +1,9 @@\n-a\n+b\n'],
    ['with more than its header says', 'diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,2 @@\n-a\n-b\n+c\n'],
  ])('%s is refused at its hunk', (_, text) => {
    expect(readDiff(text)).toMatchObject({ ok: false, line: 4 })
  })

  it('is read or refused, whatever it holds', () => {
    const line = fc.constantFrom(
      'diff --git a/a b/a',
      '--- a/a',
      '+++ b/a',
      '@@ -1 +1 @@',
      '@@ -1,9 +1 @@',
      '-a',
      '+b',
      ' c',
      '\\',
      'rename to "',
      '',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(line).map((lines) => lines.join('\n')),
        ),
        (text) => {
          const read = readDiff(text)
          if (read.ok) for (const { path } of read.files) expect(path).not.toBe('/dev/null')
        },
      ),
    )
  })
})
