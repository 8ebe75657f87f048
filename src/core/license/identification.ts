export const TIERS = ['clean', 'extra', 'modified', 'none'] as const
/**
 * What the difference between a text and the licences in it comes to. `clean`: nothing but what a licence lets vary.
 * `extra`: identified, with harmless text beside it. `modified`: a licence that was changed, cut or added to. `clean` passes
 * by itself, `extra` only where `beside/` knows every word of that text.
 */
export type Tier = (typeof TIERS)[number]

/** A licence or exception whose words stand in the text. */
export type MatchedLicense = {
  /** SPDX licence or exception id. */
  readonly id: string
  /** First and last line, 1-based. */
  readonly from: number
  readonly to: number
  /** Share of its words that stand there in their order, 0 to 1. Shown; decides nothing. */
  readonly similarity: number
}

export type TextLine = {
  /** 1-based line of the text; for what is deleted, the line that it is missing before. */
  readonly line: number
  readonly text: string
}

export const IDENTIFIED_BY = ['text', 'notice', 'tag', 'name', 'nothing'] as const

export type Identification = {
  readonly tier: Tier
  /** SPDX expression; null where nothing was identified, or what was is `modified`. */
  readonly expression: string | null
  /** In the order of their lines. */
  readonly licenses: readonly MatchedLicense[]
  /** Words inside or beside the licences that are none of theirs, and are not known to be harmless. */
  readonly inserted: readonly TextLine[]
  /** Words of theirs that are missing. */
  readonly deleted: readonly TextLine[]
  /** What it was told from: a whole text, a licence notice, an SPDX tag, or the file's name beside a text. */
  readonly by: (typeof IDENTIFIED_BY)[number]
  /** Why the tier is what it is. */
  readonly reason: IdentificationReason
  /** Where the text only says where the licence stands ("see COPYING.MIT", a symlink's content): what it names. */
  readonly pointsTo: readonly string[]
}

export type IdentificationReason =
  /** Nothing but licences. */
  | 'whole'
  | 'extra-text'
  | 'inserted-words'
  | 'deleted-words'
  | 'changed-words'
  /** An edge of the licence is missing. */
  | 'truncated'
  | 'no-license'
  | 'empty'
  | 'binary'
  | 'pointer'
  | 'lfs-pointer'
  /** Past the size that is read. */
  | 'too-large'
