import type { ComponentKey, ReadableRepository, Tellable, Unknown } from '../core/case.ts'
import type { ReadableChange } from '../core/evidence/linked-change.ts'
import type { RepositoryUrl } from '../core/repository-url.ts'
import type { Answer } from './answer.ts'
import type { SnapshotSource } from './snapshot-source.ts'

/** A host of repositories. Forges differ only in how they describe a repository and open its content. */
export type Forge = {
  /** One answer for each key, in their order; in as few requests as the forge allows. */
  readonly describe: (keys: readonly ComponentKey[]) => Promise<readonly Described[]>
  /** One answer for each address of a pull or merge request, in their order. */
  readonly changes: (urls: readonly string[]) => Promise<readonly DescribedChange[]>
  readonly open: (at: CommitAt) => SnapshotSource
  /**
   * Whether a branch or tag of the repository has that commit in its history: a forge that keeps the objects of all forks
   * in one place hands out commits that are none of its own. `ref` is the name under which it is likely to be found.
   */
  readonly holds: (asked: CommitAt & { readonly ref: string | null }) => Promise<Answer<Tellable<boolean>>>
  /** The ids of the commit and of up to ninety-nine before it, newest first; fewer where that is all there is to tell. */
  readonly history: (at: CommitAt) => Promise<Answer<readonly string[]>>
}

export type CommitAt = { readonly repository: RepositoryUrl; readonly commit: string }

export type Described =
  | { readonly state: 'readable'; readonly repository: DescribedRepository }
  | { readonly state: 'unreadable' }
  | { readonly state: 'unknown'; readonly why: Unknown }

/** What a forge tells of a repository before any of its files is read. */
export type DescribedRepository = Omit<ReadableRepository, 'contents' | 'lineage'>

export type DescribedChange =
  | { readonly state: 'readable'; readonly change: Omit<ReadableChange, 'contents'> }
  | { readonly state: 'unreadable' }
  | { readonly state: 'unknown'; readonly why: Unknown }
