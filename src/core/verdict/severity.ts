import type { Policy, Severity } from '../policy/policy.ts'
import type { DriverRuleCode } from '../rules/codes.ts'
import { DRIVER_RULE_CODES } from '../rules/codes.ts'
import { policyFinding } from '../rules/policy.ts'
import type { Finding, Outcome } from './finding.ts'

/**
 * Gives a driver's findings the weight that a policy gives their rules, and notes each rule that it made lighter where
 * that changed anything.
 */
export const weigh = (
  findings: readonly Finding[],
  { rules, notTellable }: Pick<Policy, 'rules' | 'notTellable'>,
  driver: string,
): readonly Finding[] => {
  const lighter = new Map<DriverRuleCode, number>()
  const weighed = findings.flatMap((finding) => {
    if (finding.rule === 'policy' || isUnread(finding)) return [finding]
    const { severity } = rules[finding.rule]
    const isAsked = notTellable === 'review' && (severity === 'review' || severity === 'require')
    const given = isAsked && finding.reason.code === 'not-tellable' ? 'review' : finding.outcome
    const outcome = OUTCOMES[severity](given)
    if (outcome !== given && isLighter(given)) lighter.set(finding.rule, (lighter.get(finding.rule) ?? 0) + 1)
    return outcome === null ? [] : [{ ...finding, outcome }]
  })
  const notes = DRIVER_RULE_CODES.flatMap((rule) => {
    const count = lighter.get(rule)
    const { severity } = rules[rule]
    return count === undefined || severity === 'require'
      ? []
      : [policyFinding('noted', { code: 'lighter', rated: rule, severity, findings: count }, [], driver)]
  })
  return [...weighed, ...notes]
}

/** What an answer comes to; null: it is left out. */
const OUTCOMES: Readonly<Record<Severity, (outcome: Outcome) => Outcome | null>> = {
  require: (outcome) => outcome,
  review: (outcome) => (outcome === 'unmet' ? 'review' : outcome),
  // What blocks nothing either way needs no answer.
  note: (outcome) => (isLighter(outcome) ? 'noted' : outcome),
  off: () => null,
}

const isLighter = (outcome: Outcome): boolean => outcome === 'unmet' || outcome === 'review' || outcome === 'unknown'

/** What nobody could look at, so that nobody knows what the driver is asked about. */
export const isUnread = ({ reason }: Finding): boolean =>
  reason.rule === 'manifest' && (reason.code === 'unread' || reason.code === 'surroundings-unknown')
