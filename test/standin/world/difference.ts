import { bytesOf, isBinary, treeOf, type Mode, type ObjectStore } from './objects.ts'

/** One file that differs between two trees. */
export type Difference = {
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed'
  path: string
  previousPath?: string
  old?: { mode: Mode; sha: string }
  new?: { mode: Mode; sha: string }
}

const empty: ReadonlyMap<string, { mode: Mode; sha: string }> = new Map()

function* differing(
  store: ObjectStore,
  a: string | undefined,
  b: string | undefined,
  prefix: string,
): Generator<Difference> {
  const left = a === undefined ? empty : treeOf(store, a).items
  const right = b === undefined ? empty : treeOf(store, b).items
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const before = left.get(name)
    const after = right.get(name)
    if (before?.sha === after?.sha && before?.mode === after?.mode) continue
    const path = prefix + name
    const trees = [before, after].map((side) => (side?.mode === '040000' ? side.sha : undefined))
    if (trees[0] !== undefined || trees[1] !== undefined) yield* differing(store, trees[0], trees[1], `${path}/`)
    const oldFile = before && before.mode !== '040000' ? { mode: before.mode, sha: before.sha } : undefined
    const newFile = after && after.mode !== '040000' ? { mode: after.mode, sha: after.sha } : undefined
    if (oldFile && newFile) {
      const sameKind = oldFile.mode.slice(0, 3) === newFile.mode.slice(0, 3)
      yield { status: sameKind ? 'modified' : 'changed', path, old: oldFile, new: newFile }
    } else if (oldFile) yield { status: 'removed', path, old: oldFile }
    else if (newFile) yield { status: 'added', path, new: newFile }
  }
}

/** How much of two texts is the same, from 0 to 1, counted in the bytes of equal lines. */
const likeness = (a: Buffer, b: Buffer): number => {
  if (a.length === 0 || b.length === 0 || isBinary(a) || isBinary(b)) return 0
  const lines = new Map<string, number>()
  for (const line of a.toString('latin1').split('\n')) lines.set(line, (lines.get(line) ?? 0) + 1)
  let common = 0
  for (const line of b.toString('latin1').split('\n')) {
    const left = lines.get(line) ?? 0
    if (left > 0) common += line.length + 1
    lines.set(line, left - 1)
  }
  return common / Math.max(a.length + 1, b.length + 1)
}

/** The removed file that an added one came from: the same content, else at least half of it. */
const sourceOf = (store: ObjectStore, added: Difference, removed: Map<string, Difference>, search: boolean) => {
  const bytes = bytesOf(store, added.new?.sha)
  let best: { from: Difference; score: number } | undefined
  for (const from of removed.values()) {
    if (from.old?.sha === added.new?.sha) return from
    const score = search ? likeness(bytesOf(store, from.old?.sha), bytes) : 0
    if (score >= 0.5 && score > (best?.score ?? 0)) best = { from, score }
  }
  return best?.from
}

// Beyond this many pairs git looks only for files that moved unchanged, and so do we.
const pairLimit = 40_000

const withRenames = (store: ObjectStore, differences: Difference[]): Difference[] => {
  const removed = new Map(differences.filter(({ status }) => status === 'removed').map((d) => [d.path, d]))
  const added = differences.filter(({ status }) => status === 'added')
  if (removed.size === 0 || added.length === 0) return differences
  const search = removed.size * added.length <= pairLimit
  const renamed = new Map<Difference, Difference>()
  for (const file of added) {
    const from = sourceOf(store, file, removed, search)
    if (!from?.old || !file.new) continue
    removed.delete(from.path)
    renamed.set(file, { status: 'renamed', path: file.path, previousPath: from.path, old: from.old, new: file.new })
  }
  return differences
    .filter((d) => d.status !== 'removed' || removed.has(d.path))
    .map((difference) => renamed.get(difference) ?? difference)
}

/** What differs between two trees, in the order of paths; `renames` pairs removed with added files as GitHub does. */
export const diffTrees = (store: ObjectStore, a: string | undefined, b: string, renames = true): Difference[] =>
  store.memo(`diff ${a ?? ''} ${b} ${String(renames)}`, () => {
    const differences = [...differing(store, a, b, '')]
    return (renames ? withRenames(store, differences) : differences).sort((x, y) =>
      Buffer.compare(Buffer.from(x.path), Buffer.from(y.path)),
    )
  })
