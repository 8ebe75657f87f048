import { structuredPatch } from 'diff'

/**
 * Beyond this many edits the comparison is given up: two texts that have little in common. Its time grows with their
 * square: a quarter of a second for this many.
 */
export const MAX_EDITS = 2_000

/**
 * The hunks that lead from one text to another, in the form of GitHub's `patch` (no `---`/`+++` header); null where
 * nothing changed. Texts too different to be compared in bounded time are taken as one hunk that replaces all.
 */
export const compareTexts = (base: string, head: string, maxEdits = MAX_EDITS): string | null => {
  if (base === head) return null
  if (base === '') return replaceAll(base, head)
  const patch = structuredPatch('a', 'b', base, head, '', '', { context: 3, maxEditLength: maxEdits })
  if (patch === undefined) return replaceAll(base, head)
  return patch.hunks
    .map(
      (hunk) => `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@\n${hunk.lines.join('\n')}`,
    )
    .join('\n')
}

const replaceAll = (base: string, head: string): string => {
  const removed = linesOf(base)
  const added = linesOf(head)
  const range = (lines: readonly string[]): string => `${lines.length === 0 ? 0 : 1},${lines.length}`
  return [
    `@@ -${range(removed)} +${range(added)} @@`,
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    ...(head === '' || head.endsWith('\n') ? [] : ['\\ No newline at end of file']),
  ].join('\n')
}

const linesOf = (text: string): string[] => {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
