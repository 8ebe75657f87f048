import { treeOf, typeOfMode, type Mode, type ObjectStore } from './objects.ts'

/** What a path becomes: text, bytes, something with a mode, or nothing at all (null deletes it). */
type FileContent =
  | string
  | Buffer
  | { mode?: '100644' | '100755'; content: string | Buffer }
  | { mode: '120000'; target: string }
  | { mode: '160000'; commit: string }
export type Changes = Record<string, FileContent | null>

/** An entry met while walking a tree. */
export type Entry = { path: string; name: string; mode: Mode; sha: string; type: 'blob' | 'tree' | 'commit' }

const written = (store: ObjectStore, content: FileContent): { mode: Mode; sha: string } => {
  if (typeof content === 'string' || Buffer.isBuffer(content)) return { mode: '100644', sha: store.blob(content) }
  if ('target' in content) return { mode: '120000', sha: store.blob(content.target) }
  if ('commit' in content) return { mode: '160000', sha: content.commit }
  return { mode: content.mode ?? '100644', sha: store.blob(content.content) }
}

/** Sets whole entries, by name and mode, over a tree. Untouched directories aren't written again. */
export const writeEntries = (
  store: ObjectStore,
  tree: string | undefined,
  entries: ReadonlyMap<string, { mode: Mode; sha: string } | null>,
): string => {
  const items = new Map(tree === undefined ? [] : treeOf(store, tree).items)
  const below = new Map<string, Map<string, { mode: Mode; sha: string } | null>>()
  for (const [path, entry] of entries) {
    const slash = path.indexOf('/')
    if (slash < 0) {
      if (entry === null) items.delete(path)
      else items.set(path, { name: path, ...entry })
      continue
    }
    const directory = path.slice(0, slash)
    const inner = below.get(directory) ?? new Map<string, { mode: Mode; sha: string } | null>()
    below.set(directory, inner.set(path.slice(slash + 1), entry))
  }
  for (const [name, inner] of below) {
    const old = items.get(name)
    const sha = writeEntries(store, old?.mode === '040000' ? old.sha : undefined, inner)
    // Git keeps no empty directories.
    if (treeOf(store, sha).items.size === 0) items.delete(name)
    else items.set(name, { name, mode: '040000', sha })
  }
  return store.tree(items.values())
}

/** Writes a tree with these changes over another. */
export const writeTree = (store: ObjectStore, tree: string | undefined, changes: Changes): string =>
  writeEntries(
    store,
    tree,
    new Map(
      Object.entries(changes).map(([path, content]) => [path, content === null ? null : written(store, content)]),
    ),
  )

/** Everything below a tree in git's order, each directory before what is in it. */
export function* walkTree(store: ObjectStore, tree: string, prefix = ''): Generator<Entry> {
  for (const { name, mode, sha } of treeOf(store, tree).items.values()) {
    const path = prefix + name
    yield { path, name, mode, sha, type: typeOfMode(mode) }
    if (mode === '040000') yield* walkTree(store, sha, `${path}/`)
  }
}

/** The entry at a path; the tree itself at the empty path. */
export const entryAt = (store: ObjectStore, tree: string, path: string): Entry | undefined => {
  let found: Entry = { path: '', name: '', mode: '040000', sha: tree, type: 'tree' }
  for (const name of path.split('/').filter((part) => part !== '')) {
    if (found.type !== 'tree') return undefined
    const next = treeOf(store, found.sha).items.get(name)
    if (next === undefined) return undefined
    const at = found.path === '' ? name : `${found.path}/${name}`
    found = { path: at, name, mode: next.mode, sha: next.sha, type: typeOfMode(next.mode) }
  }
  return found
}
