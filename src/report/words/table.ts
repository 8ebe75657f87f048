import type { RuleCode } from '../../core/rules/codes.ts'
import type { Reasons } from '../../core/rules/reasons.ts'
import type { Finding } from '../../core/verdict/finding.ts'
import type { Sentence } from '../sentence.ts'

/** What a finding says to a reader. */
export type Words = {
  /** A clause for titles, without capital and full stop: "the compiler can't be read without an account". */
  readonly title: Sentence
  readonly message: Sentence
  /** What would mend it, with the very line to write where there is one; null where nothing needs mending. */
  readonly mend: Sentence | null
}

/** A rule's words: one entry for each of its reasons, so that a reason without words doesn't compile. */
export type WordTable<Rule extends RuleCode> = {
  readonly [Code in Reasons[Rule]['code']]: (
    reason: Extract<Reasons[Rule], { readonly code: Code }>,
    finding: Finding,
  ) => Words
}
