import type { Identification } from './identification.ts'
import type { FieldFacts, LineRange } from './fields/field-facts.ts'
import type { RestrictionCode } from './restriction.ts'

/** What is kept of a licence file: what it is and what it says by field, not its text. */
export type LicenseFile = TextFacts & {
  /** From the repository's root. */
  readonly path: string
  /** What a symbolic link points to, as written; null for a regular file. */
  readonly target: string | null
  /** What a format with fields says; null where the file is of none. */
  readonly fields: FieldFacts | null
  /** The licences' texts that its fields quote. */
  readonly quoted: readonly QuotedText[]
}

/** A text that stands below a name in a file with fields, told as if it stood alone. Lines are those of the file. */
export type QuotedText = TextFacts & LineRange

/** What is told from a text itself. */
export type TextFacts = {
  readonly identification: Identification
  /** Phrases that take freedoms away, in the text that no licence accounts for. */
  readonly restrictions: readonly Restriction[]
  /** The text as a whole lets firmware be redistributed, and no more than that. */
  readonly redistributable: boolean
}

/** A phrase that takes a freedom away, with the 1-based line that it begins on, quoted. */
export type Restriction = { readonly code: RestrictionCode; readonly line: number; readonly text: string }
