import type { RestrictionCode } from '../restriction.ts'

/**
 * What a reason does to what governs a path. `tells`: the expression comes from it. `notes`: worth reading. `asks`: a
 * person must look. `restricts`: it takes openness away.
 */
export const GOVERNING_REASONS = {
  /** A licence file holds the licence in `text`. */
  text: 'tells',
  /** A field states it, in a file in REUSE's, Debian's or linux-firmware's form, or of a build system. */
  field: 'tells',
  /** Source files state it by tag or notice; `path` and `line` are of an example. */
  header: 'tells',
  /** The text lets firmware be passed on as it is, and no more. */
  redistributable: 'tells',

  /** `path` says no more than that the licence stands in the file in `text`. */
  pointer: 'notes',
  /** A licence file nearer to the path stands in this one's place. */
  replaced: 'notes',
  /** A restrictive licence for other files: the file and line in `text` bind it to them. */
  'bound-elsewhere': 'notes',
  /** A notice beside the licence, without restrictions. */
  'side-text': 'notes',
  /** A file that holds a permission beyond the licence, and nothing else. */
  permission: 'notes',
  /** A tag that is no SPDX expression, with what it must mean. */
  'loose-tag': 'notes',
  /** A header that closes its file or is no expression: beside an open tag, or in so few files that it is left over. */
  'header-stray': 'notes',

  /** Text beside a licence that is none of it: the line in `text` is the first of it. */
  'extra-text': 'asks',
  /** A licence with words put in or left out: the line in `text`. */
  'modified-text': 'asks',
  /** No known licence. */
  'unknown-text': 'asks',
  /** Binary, empty, a Git LFS pointer or past the size that is read; `text` says which. */
  'unread-text': 'asks',
  /** It names a file that is not there. */
  'pointer-broken': 'asks',
  /** An expression with an id of no known class, in `text`. */
  'unknown-license': 'asks',
  /** Not open, but for another subject by its name, in `text`; nothing binds it to that. */
  'other-subject': 'asks',
  /** Not open, above the path, and a licence file nearer to the path says otherwise. */
  overridden: 'asks',
  /** Licences stand only below the path, in the directories in `text`: what is beside those has none. */
  'parts-only': 'asks',
  /** A text in `LICENSES/`, while nothing says which of them holds for the path. */
  'set-alone': 'asks',
  /** A text in `LICENSES/` that is not open, while nothing says which files it is for. */
  'set-restricted': 'asks',
  /** A text in `LICENSES/` that is not the licence that it is named after, as it stands. */
  'set-misnamed': 'asks',
  /** A build system's field, without a licence text or a source header that says the same. */
  'field-alone': 'asks',
  /** A build system's field says something that is not open, and the text does not. */
  'field-differs': 'asks',
  /** A field whose value is no SPDX expression. */
  'field-unclear': 'asks',
  /** A field names a licence, and the text quoted below it is not that licence as it stands. */
  'field-unproven': 'asks',
  /** A tag in source files that is no SPDX expression. */
  'tag-unclear': 'asks',
  /** Nothing but source headers tells, and many files have none; `text` has their number. */
  'headers-partly': 'asks',
  /** A notice beside the licence holds a phrase that restricts something, maybe another part. */
  'side-restricted': 'asks',
  /** A bundled part that is not open. */
  'bundled-restricted': 'asks',
  /** No licence at all. */
  'nothing-found': 'asks',
  /** Reading its files ended at the bound in `text`: what lies beyond may be anything. */
  'partly-read': 'asks',

  /** A phrase that takes a freedom away, quoted in `text`. */
  restriction: 'restricts',
  /** A licence that is not open, by its id in `text`. */
  'not-open': 'restricts',
  /** Source files state by their headers that they are not open. */
  'header-restricted': 'restricts',
} as const satisfies Readonly<Record<string, 'tells' | 'notes' | 'asks' | 'restricts'>>

export type GoverningReasonCode = keyof typeof GOVERNING_REASONS

export type GoverningReason = {
  readonly code: GoverningReasonCode
  /** From the repository's root; of `nothing-found`, the path in question. */
  readonly path: string
  /** 1-based; null where no line says it. */
  readonly line: number | null
  readonly text: string
  /** How many source files say so, where their headers do. */
  readonly files?: number
  /** What is taken away, where `text` quotes a phrase that does. */
  readonly restriction?: RestrictionCode
}
