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

export const UAPI_NAME_KINDS = ['ioctl', 'struct', 'member', 'constant', 'flag', 'define'] as const

/** A name of the uAPI, where a header declares it. */
export type UapiName = QuotedLine & {
  /** `struct` for a union or enum too; `flag` for a constant or define whose value is a shifted bit. */
  readonly kind: (typeof UAPI_NAME_KINDS)[number]
  /** As userspace writes it in code: of an ioctl the macro that its number is given by. */
  readonly name: string
  /**
   * The struct or enum that it belongs to, as far as the change shows it; of a define or constant that an added ioctl's
   * number is made of, that ioctl.
   */
  readonly of: string | null
}

/** What the uAPI gains: a name that the driver's headers did not declare before. */
export type UapiGain = UapiName

/** What the uAPI loses, or what has another value or type under the same name; quoted as it was, or as it is now. */
export type UapiLoss = UapiName & { readonly how: 'removed' | 'changed' }
