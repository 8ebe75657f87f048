import type { Answer } from '../answer.ts'
import type { SnapshotSource } from '../snapshot-source.ts'
import { parseBatch } from './batch.ts'
import type { Clone } from './clone.ts'
import type { Remote } from './hardening.ts'
import { directoriesAbove, parseTree, type TreeEntry } from './listing.ts'

/** The files of a commit, fetched into the clone when they are asked for: all of them by `list`, single ones by `read`. */
export const openClone = (
  clone: Clone,
  locate: (signal: AbortSignal) => Promise<Answer<Remote>>,
  commit: string,
): SnapshotSource => {
  let isWhole = false

  const fetchAll = async (signal: AbortSignal): Promise<Answer<null>> => {
    const remote = await locate(signal)
    if (!remote.ok) return remote
    const fetched = await clone.fetch(remote.value, commit, 'all', signal)
    isWhole = fetched.ok
    return fetched
  }

  const list = async (paths: readonly string[], signal: AbortSignal): Promise<Answer<readonly TreeEntry[]>> => {
    const whole = paths.length === 0 || paths.includes('')
    const below = ['ls-tree', '-r', '-l', '-z', '--full-tree', commit, ...(whole ? [] : ['--', ...paths])]
    const above = whole ? [] : [...new Set(paths.flatMap(directoriesAbove))]
    const flat = above.map((directory) => ['ls-tree', '-l', '-z', `${commit}:${directory}`])
    const listed = await Promise.all([below, ...flat].map((args) => clone.local(args, signal)))
    const failed = listed.find((each) => !each.ok)
    if (failed?.ok === false) return failed
    const [deep, ...levels] = listed.map((each) => (each.ok ? parseTree(each.value) : []))
    const placed = levels.flatMap((entries, at) => entries.map((entry) => ({ ...entry, path: join(above[at], entry) })))
    return { ok: true, value: distinct([...(deep ?? []), ...placed]) }
  }

  const read = async (paths: readonly string[], signal: AbortSignal): Promise<Answer<Contents>> => {
    if (paths.length === 0) return { ok: true, value: new Map() }
    const remote = isWhole ? null : await locate(signal)
    if (remote?.ok === false) return remote
    const trees = remote === null ? null : await clone.fetch(remote.value, commit, 'trees', signal)
    if (trees?.ok === false) return trees
    const listed = await clone.local(['ls-tree', '-z', '--full-tree', commit, '--', ...paths], signal)
    if (!listed.ok) return listed
    const files = parseTree(listed.value).filter(({ kind }) => kind === 'file')
    const ids = [...new Set(files.map(({ object }) => object))]
    if (remote !== null && !remote.value.isDumb && ids.length > 0) {
      const objects = await clone.fetchObjects(remote.value, ids, signal)
      // Protocol v1 hands out no single files.
      const got = isMissing(objects) ? await clone.fetch(remote.value, commit, 'all', signal) : objects
      if (!got.ok) return got
    }
    const out = await clone.local(['cat-file', '--batch'], signal, ids.map((id) => `${id}\n`).join(''))
    if (!out.ok) return out
    const contents = parseBatch(out.value)
    return {
      ok: true,
      value: new Map(
        files.flatMap(({ path, object }) => {
          const content = contents.get(object)
          return content === undefined ? [] : [[path, content] as const]
        }),
      ),
    }
  }

  return {
    files: { kind: 'git', directory: clone.directory, commit },
    list: async (paths, signal) => {
      const fetched = await fetchAll(signal)
      if (!fetched.ok) return fetched
      const listed = await list(paths, signal)
      return listed.ok ? { ok: true, value: { entries: listed.value, isTruncated: false } } : listed
    },
    read,
    close: clone.remove,
  }
}

const isMissing = (answer: Answer<unknown>): boolean => !answer.ok && answer.failure.kind === 'missing'

type Contents = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

const join = (directory: string | undefined, { path }: TreeEntry): string =>
  directory === undefined || directory === '' ? path : `${directory}/${path}`

const distinct = (entries: readonly TreeEntry[]): readonly TreeEntry[] => [
  ...new Map(entries.map((entry) => [entry.path, entry])).values(),
]
