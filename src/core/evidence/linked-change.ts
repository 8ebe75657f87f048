import type { Unknown } from '../case.ts'
import type { RepositoryUrl } from '../repository-url.ts'
import type { ContentsRead } from './snapshot-facts.ts'

/** The userspace side of a change: a pull request or merge request that a manifest or a commit's trailer names. */
export type LinkedChange = {
  /** As written. */
  readonly url: string
  readonly facts: ChangeFacts
}

export type ChangeFacts =
  | { readonly state: 'readable'; readonly change: ReadableChange }
  /** Private, misspelt or gone: never told apart. */
  | { readonly state: 'unreadable' }
  | { readonly state: 'unknown'; readonly why: Unknown }

export type ReadableChange = {
  /** The repository that it is made to. */
  readonly repository: RepositoryUrl
  readonly number: number
  readonly status: 'open' | 'merged' | 'closed'
  readonly isDraft: boolean
  /** 40 hex. */
  readonly head: string
  /** By others than its author who may push there; their names. Names of the forge, not of people. */
  readonly approvedBy: readonly string[]
  /** `Reviewed-by:`, `Acked-by:` and `Tested-by:` lines of its commits, as written. */
  readonly trailers: readonly string[]
  readonly checks: 'passing' | 'failing' | 'pending' | 'not-tellable'
  /** What is there at its head. */
  readonly contents: ContentsRead
}
