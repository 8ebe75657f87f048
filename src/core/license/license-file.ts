import type { Identification } from './identification.ts'
import type { FieldFacts } from './fields/field-facts.ts'
import type { RestrictionCode } from './restriction.ts'

/** What is kept of a licence file: what it is and what it says by field, not its text. */
export type LicenseFile = {
  /** From the repository's root. */
  readonly path: string
  /** What a symbolic link points to, as written; null for a regular file. */
  readonly target: string | null
  readonly identification: Identification
  /** What a format with fields says; null where the file is of none. */
  readonly fields: FieldFacts | null
  /** Phrases that take freedoms away, in the text that no licence accounts for. */
  readonly restrictions: readonly Restriction[]
  /** The text as a whole lets firmware be redistributed, and no more than that. */
  readonly redistributable: boolean
}

/** A phrase that takes a freedom away, with the 1-based line that it begins on, quoted. */
export type Restriction = { readonly code: RestrictionCode; readonly line: number; readonly text: string }
