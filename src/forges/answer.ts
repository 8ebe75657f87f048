import type { Unknown } from '../core/case.ts'

/** How a request to a forge can fail: what was asked for isn't there (for this reader), or nobody can tell now. */
export type Failure =
  | { readonly kind: 'missing' }
  /** `status`: the HTTP status, null where no answer came. */
  | { readonly kind: 'unknown'; readonly why: Unknown; readonly status: number | null }

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }
