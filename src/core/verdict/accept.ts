import type { RuleCode } from '../rules/codes.ts'
import type { Finding } from './finding.ts'
import { findingHash } from './finding-hash.ts'
import { isUnread } from './severity.ts'

/** What an acceptance is bound to: a finding, by what was found and about what. */
export type Acceptable = {
  readonly rule: RuleCode
  readonly driver: string
  /** As the manifest has it; null for a finding about the driver as a whole. */
  readonly component: string | null
  /** Of the finding. */
  readonly hash: string
}

/** A maintainer's word that a finding which a machine must not decide is right. */
export type Acceptance = Acceptable & {
  /** Login. */
  readonly by: string
  /** ISO 8601 in UTC. */
  readonly at: string
}

/** Gives findings for review that were accepted their outcome. What is unmet or unknown stays that, whoever accepts it. */
export const accept = (findings: readonly Finding[], acceptances: readonly Acceptance[]): readonly Finding[] => {
  if (acceptances.length === 0) return findings
  return findings.map((finding): Finding => {
    const wanted = acceptableOf(finding)
    const acceptance = wanted === null ? undefined : acceptances.find((each) => isFor(each, wanted))
    return acceptance === undefined ? finding : { ...finding, outcome: 'accepted', acceptance }
  })
}

/** What of a finding can be accepted; null where it isn't for review, or nobody could read what it is about. */
export const acceptableOf = (finding: Finding): Acceptable | null => {
  if (finding.outcome !== 'review' || isUnread(finding) || 'why' in finding.reason) return null
  const { rule, driver, component } = finding
  return { rule, driver, component: component?.repository ?? null, hash: findingHash(finding) }
}

export const isFor = (given: Acceptable, wanted: Acceptable): boolean =>
  given.rule === wanted.rule &&
  given.driver === wanted.driver &&
  given.component === wanted.component &&
  given.hash === wanted.hash
