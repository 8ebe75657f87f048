import type { Unknown } from '../case.ts'
import type { RepositoryUrl } from '../repository-url.ts'

/** What a component's commit shares with a registered upstream that it may have been taken from, on whatever host. */
export type Lineage =
  /** Nothing that was looked for. */
  | { readonly state: 'own' }
  /** The commit is one of the upstream's own branches or tags: nothing in it is anybody else's. */
  | { readonly state: 'copy'; readonly upstream: RepositoryUrl }
  /** It grew from the upstream's commits. `hasPaths`: the upstream's default branch has all of the declared paths too. */
  | { readonly state: 'fork'; readonly upstream: RepositoryUrl; readonly hasPaths: boolean }
  | { readonly state: 'unknown'; readonly why: Unknown }
