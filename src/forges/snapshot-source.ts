import type { Answer } from './answer.ts'

/** Where the files of a repository at one commit come from. Nothing is read before it is asked for. */
export type SnapshotSource = {
  readonly files: FileSource
  /**
   * What the commit's tree holds: everything below these paths, and the files in each directory above them. '' is the
   * root. null where the files are themselves the tree, so that there is nothing to hold them against.
   */
  readonly list: ((paths: readonly string[], signal: AbortSignal) => Promise<Answer<Listing>>) | null
  /** Single files without the rest, by path; what isn't there is left out. */
  readonly read: (
    paths: readonly string[],
    signal: AbortSignal,
  ) => Promise<Answer<ReadonlyMap<string, Uint8Array<ArrayBuffer>>>>
  /** Gives back what it holds; called once, whatever happened. */
  readonly close: () => Promise<void>
}

export type FileSource =
  /** A gzipped tar whose entries all begin with one directory, as forges give. Called once. */
  | {
      readonly kind: 'archive'
      readonly open: (signal: AbortSignal) => Promise<Answer<ReadableStream<Uint8Array<ArrayBuffer>>>>
    }
  /** A git directory, read by `ls-tree` and `cat-file --batch`. */
  | { readonly kind: 'git'; readonly directory: string; readonly commit: string }
  /** A working tree; `tracked` tells what of it counts, null for all but `.git`. */
  | { readonly kind: 'directory'; readonly root: string; readonly tracked: readonly string[] | null }

export type Listing = {
  readonly entries: readonly ListedEntry[]
  /** The forge's bound was reached; what lies beyond is not known. */
  readonly isTruncated: boolean
}

export type ListedEntry = {
  readonly path: string
  readonly kind: 'file' | 'link' | 'submodule'
  readonly isExecutable: boolean
  /** null where the listing doesn't tell. */
  readonly bytes: number | null
}
