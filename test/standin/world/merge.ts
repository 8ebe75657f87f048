import { applyPatch, structuredPatch } from 'diff'
import { diffTrees } from './difference.ts'
import { mergeBase } from './history.ts'
import { bytesOf, commitOf, isBinary, type Mode, type ObjectStore } from './objects.ts'
import { entryAt, writeEntries } from './tree.ts'

/** A merge's tree, or the paths that hinder it. */
export type Merge = { tree: string } | { conflicts: string[] }

/** Lays one text's changes since `base` over another; undefined where they don't fit. */
const mergeText = (store: ObjectStore, base: string, ours: string, theirs: string): string | undefined => {
  const [before, left, right] = [base, ours, theirs].map((sha) => bytesOf(store, sha))
  if (!before || !left || !right || [before, left, right].some(isBinary)) return undefined
  const merged = applyPatch(left.toString(), structuredPatch('a', 'b', before.toString(), right.toString()))
  return merged === false ? undefined : store.blob(merged)
}

/** Merges `theirs` into `ours`, file by file and then line by line. */
export const mergeCommits = (store: ObjectStore, ours: string, theirs: string): Merge =>
  store.memo(`merge ${ours} ${theirs}`, () => {
    const base = mergeBase(store, ours, theirs)
    const baseTree = base === undefined ? undefined : commitOf(store, base).tree
    const oursTree = commitOf(store, ours).tree
    const entries = new Map<string, { mode: Mode; sha: string } | null>()
    const conflicts: string[] = []
    for (const { path, old, new: wanted } of diffTrees(store, baseTree, commitOf(store, theirs).tree, false)) {
      const mine = entryAt(store, oursTree, path)
      if (mine?.sha === wanted?.sha) continue
      if (mine?.sha === old?.sha) {
        entries.set(path, wanted ?? null)
        continue
      }
      const text = mine && old && wanted ? mergeText(store, old.sha, mine.sha, wanted.sha) : undefined
      if (text === undefined || !wanted) conflicts.push(path)
      else entries.set(path, { mode: wanted.mode, sha: text })
    }
    return conflicts.length > 0 ? { conflicts } : { tree: writeEntries(store, oursTree, entries) }
  })
