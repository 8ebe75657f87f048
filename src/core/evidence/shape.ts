import type { SeenLine } from './snapshot-facts.ts'

/** What kind of repository it is, by its root alone. */
export type Shape = {
  /** A list of other repositories (repo, gclient, west manifests) and next to nothing else; the list's path. */
  readonly manifestOnly: string | null
  /** Lines of its README that say it moved, is a mirror or is no longer kept, or needs a proprietary part. */
  readonly says: readonly (SeenLine & { readonly what: 'moved' | 'mirror' | 'unkept' | 'needs-closed' })[]
  /** A known test suite, such as IGT; its name. */
  readonly testSuite: string | null
}
