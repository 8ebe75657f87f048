import type { ComponentKey, ReadableRepository, Unknown } from '../core/case.ts'
import type { RepositoryUrl } from '../core/repository-url.ts'
import type { SnapshotSource } from './snapshot-source.ts'

/** A host of repositories. Forges differ only in how they describe a repository and open its content. */
export type Forge = {
  /** One answer for each key, in their order; in as few requests as the forge allows. */
  readonly describe: (keys: readonly ComponentKey[]) => Promise<readonly Described[]>
  readonly open: (at: { readonly repository: RepositoryUrl; readonly commit: string }) => SnapshotSource
}

export type Described =
  | { readonly state: 'readable'; readonly repository: DescribedRepository }
  | { readonly state: 'unreadable' }
  | { readonly state: 'unknown'; readonly why: Unknown }

/** What a forge tells of a repository before any of its files is read. */
export type DescribedRepository = Omit<ReadableRepository, 'contents'>
