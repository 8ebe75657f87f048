import type { ListedEntry } from '../snapshot-source.ts'

export type TreeEntry = ListedEntry & { readonly object: string }

const RECORD = /^(?<mode>\d{6}) (?<type>\w+) (?<object>[0-9a-f]{40,64}) +(?<size>-|BAD|\d+)\t(?<path>[^]+)$/

/** What `ls-tree -z` lists, with `-l` or without; directories are left out. */
export const parseTree = (out: Buffer): readonly TreeEntry[] =>
  out
    .toString('utf8')
    .split('\0')
    .flatMap((record): readonly TreeEntry[] => {
      const { mode, type, object, size, path } = (RECORD.exec(record) ?? SHORT.exec(record))?.groups ?? {}
      if (object === undefined || path === undefined || type === 'tree') return []
      const kind = type === 'commit' ? 'submodule' : mode === '120000' ? 'link' : 'file'
      const bytes = size === undefined || !/^\d+$/.test(size) ? null : Number(size)
      return [{ path, kind, isExecutable: mode === '100755', bytes, object }]
    })

const SHORT = /^(?<mode>\d{6}) (?<type>\w+) (?<object>[0-9a-f]{40,64})\t(?<path>[^]+)$/

/** The directories above a path, from the root on: `a/b/c` is in '', `a` and `a/b`. */
export const directoriesAbove = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1)
  return ['', ...parts.map((_, at) => parts.slice(0, at + 1).join('/'))]
}
