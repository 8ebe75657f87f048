import { applyPatch } from 'diff'
import type { TextFile } from '../../core/case.ts'
import type { Change, ChangedFile } from '../../core/change/change.ts'
import { pathProblem } from '../../core/safe-path.ts'
import { readText } from '../../git/working-tree.ts'

/** These files of a tree as they would be with a change applied; those that it would not leave there are left out. */
export const readPatched = async (
  root: string,
  paths: readonly string[],
  { files }: Change,
): Promise<readonly TextFile[] | { readonly fault: string }> => {
  const found: TextFile[] = []
  for (const path of paths.filter((path) => pathProblem(path) === null)) {
    let text = (await readText(root, path))?.text ?? null
    for (const file of files) {
      const next = file.path === path ? await applied(root, file, text) : isTakenAway(file, path) ? null : text
      if (next !== null && typeof next === 'object') return next
      text = next
    }
    if (text !== null) found.push({ path, text })
  }
  return found
}

const isTakenAway = ({ status, previousPath }: ChangedFile, path: string): boolean =>
  status === 'renamed' && previousPath === path

const applied = async (
  root: string,
  { path, previousPath, status, patch }: ChangedFile,
  before: string | null,
): Promise<string | null | { readonly fault: string }> => {
  if (status === 'removed') return null
  if (patch === 'unread') return { fault: `what the patch makes of ${path} can't be told` }
  // A tree that the patch is applied to already has the file.
  const isMoved = status === 'renamed' || status === 'copied'
  const base =
    status === 'added'
      ? ''
      : isMoved && previousPath !== null && pathProblem(previousPath) === null
        ? ((await readText(root, previousPath))?.text ?? null)
        : before
  if (patch === null) return isMoved ? base : '\0'
  if (patch === '') return base
  const result = base === null ? false : applyPatch(base, `--- a\n+++ b\n${patch}\n`)
  return result === false ? { fault: `the patch does not apply to ${path} of this tree` } : result
}
