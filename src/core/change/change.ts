/** A pull request's, merge group's or working tree's change against its base. */
export type Change = {
  readonly files: readonly ChangedFile[]
}

export type ChangedFile = {
  readonly path: string
  /** Where a renamed or copied file came from. */
  readonly previousPath: string | null
  readonly status: 'added' | 'modified' | 'removed' | 'renamed' | 'copied' | 'type-changed'
  /**
   * Unified hunks without the `---`/`+++` header, as GitHub's API gives them. `null` where the content is binary or
   * nothing but the name changed; `'unread'` where it could not be had, which must never lead to a green.
   */
  // eslint-disable-next-line @typescript-eslint/no-redundant-type-constituents -- no patch reads so, and a reader must know
  readonly patch: string | null | 'unread'
}

export const LINE_KINDS = ['uapi', 'dma-buf', 'p2pdma', 'drm', 'manifest'] as const
export type LineKind = (typeof LINE_KINDS)[number]

/** A line of the change, as a reader is shown it. */
export type QuotedLine = {
  readonly file: string
  /** 1-based, in the head's version of the file; null for a file that is gone or moved as a whole. */
  readonly line: number | null
  /** Without white space around it, and cut where it is very long. */
  readonly text: string
}

/** A line of the change that crosses the line; kind `drm` shows where, and crosses by nothing alone. */
export type LineHit = QuotedLine & { readonly kind: LineKind }
