import { structuredPatch } from 'diff'
import type { Difference } from './difference.ts'
import { bytesOf, isBinary, type ObjectStore } from './objects.ts'

/** A file's change in GitHub's form; `patch` is missing where nothing can be shown. */
export type Patch = { additions: number; deletions: number; patch?: string }

// Git shows behind each @@ the last line before it that begins like a function.
const sectionOf = (lines: string[], before: number): string => {
  for (let index = before - 1; index >= 0; index--) {
    const line = lines[index] ?? ''
    if (/^[A-Za-z_$]/.test(line)) return ` ${line.slice(0, 80).trimEnd()}`
  }
  return ''
}

// Git leaves a count of one unsaid, and counts an empty side from the line above.
const range = (start: number, count: number): string =>
  count === 1 ? `${start}` : `${count === 0 ? start - 1 : start},${count}`

const textPatch = (before: string, after: string): Patch => {
  const { hunks } = structuredPatch('a', 'b', before, after, '', '', { context: 3 })
  const lines = before.split('\n')
  let additions = 0
  let deletions = 0
  const shown = hunks.map((hunk) => {
    for (const line of hunk.lines) {
      if (line.startsWith('+')) additions++
      if (line.startsWith('-')) deletions++
    }
    const head = `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`
    return [head + sectionOf(lines, hunk.oldStart - 1), ...hunk.lines].join('\n')
  })
  return shown.length === 0 ? { additions, deletions } : { additions, deletions, patch: shown.join('\n') }
}

// A new or a deleted file needs no search for what stayed the same.
const wholePatch = (text: string, sign: '+' | '-'): Patch => {
  if (text === '') return { additions: 0, deletions: 0 }
  const ended = text.endsWith('\n')
  const lines = (ended ? text.slice(0, -1) : text).split('\n')
  const side = range(1, lines.length)
  const head = sign === '+' ? `@@ -0,0 +${side} @@` : `@@ -${side} +0,0 @@`
  const patch = [head, ...lines.map((line) => sign + line), ...(ended ? [] : ['\\ No newline at end of file'])]
  return {
    additions: sign === '+' ? lines.length : 0,
    deletions: sign === '-' ? lines.length : 0,
    patch: patch.join('\n'),
  }
}

const submodulePatch = (difference: Difference): Patch => {
  const lines = [
    ...(difference.old ? [`-Subproject commit ${difference.old.sha}`] : []),
    ...(difference.new ? [`+Subproject commit ${difference.new.sha}`] : []),
  ]
  const head = `@@ -${difference.old ? '1' : '0,0'} +${difference.new ? '1' : '0,0'} @@`
  return {
    additions: difference.new ? 1 : 0,
    deletions: difference.old ? 1 : 0,
    patch: [head, ...lines].join('\n'),
  }
}

/** What changed in one file. Binary files have no patch and count no lines. */
export const patchOf = (store: ObjectStore, difference: Difference): Patch =>
  store.memo(`patch ${difference.old?.sha ?? ''} ${difference.new?.sha ?? ''}`, () => {
    if ((difference.new ?? difference.old)?.mode === '160000') return submodulePatch(difference)
    const before = bytesOf(store, difference.old?.sha)
    const after = bytesOf(store, difference.new?.sha)
    if (isBinary(before) || isBinary(after) || before.equals(after)) return { additions: 0, deletions: 0 }
    if (!difference.old) return wholePatch(after.toString('utf8'), '+')
    if (!difference.new) return wholePatch(before.toString('utf8'), '-')
    return textPatch(before.toString('utf8'), after.toString('utf8'))
  })
