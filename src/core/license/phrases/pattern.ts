import type { RestrictionCode } from '../restriction.ts'

/**
 * A way of wording a restriction. The pattern meets one line of lower case, without comment marks and with every run of
 * white space a single space; gaps in it are bounded, so that its time is linear in the text.
 */
export type Phrase = {
  readonly code: RestrictionCode
  readonly pattern: RegExp
  /** Words that it is for, from the licence or the kind of licence named. */
  readonly example: string
  readonly from: string
}

/**
 * A pattern for one word and, within so many characters of the same sentence, another. What lies between holds the first
 * no second time, so that a text full of it is walked through once.
 */
export const within = (first: string, characters: number, then: string): RegExp =>
  new RegExp(`\\b(?:${first})\\b(?:(?!\\b(?:${first})\\b)[^.;\\n]){0,${characters}}${then}`)

/** What turns a permission into its opposite. */
export const NOT =
  'no(?! (?:restrict|limit|warrant|liabil|fee|charge))|not|nor|never|neither|cannot|prohibit\\w*|forbid\\w*|forbidden|exclud\\w+|except|refrain\\w*'

export const ONLY = 'only|solely|exclusively|limited to|restricted to'
