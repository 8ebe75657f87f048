import type { Component, Role } from '../manifest/manifest.ts'
import type { Place } from '../place.ts'
import type { Waiver } from '../policy/policy.ts'
import type { RepositoryUrl } from '../repository-url.ts'
import type { RuleCode } from '../rules/codes.ts'
import type { Reason } from '../rules/reasons.ts'
import type { Acceptance } from './accept.ts'

export const OUTCOMES = ['met', 'noted', 'waived', 'accepted', 'review', 'unknown', 'unmet'] as const
/** Best first; a verdict is never better than its worst finding. */
export type Outcome = (typeof OUTCOMES)[number]

/** A rule's answer for one driver and, where it is about one, a component. Words come later, from `reason`. */
export type Finding = {
  readonly rule: RuleCode
  readonly outcome: Outcome
  /** What was found, as a code with its arguments: tests assert these, and `report/words` makes sentences of them. */
  readonly reason: Reason
  readonly driver: string
  readonly role: Role | null
  readonly component: Component | null
  /** Where a reader can act on it. */
  readonly at: Place | null
  readonly evidence: readonly Evidence[]
  readonly waiver: Waiver | null
  /** Set where the outcome is `accepted`. */
  readonly acceptance?: Acceptance
}

/** Something that a reader can go and look at. */
export type Evidence = {
  readonly repository: RepositoryUrl | null
  readonly commit: string | null
  readonly path: string | null
  readonly line: number | null
  readonly text: string
}
