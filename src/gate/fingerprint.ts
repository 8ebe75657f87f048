import { createHash } from 'node:crypto'
import type { Verdict } from '../core/verdict/verdict.ts'

/**
 * 16 hex digits that stand for what the verdicts say. The commits that policy and components were read at are left
 * out: an upstream that moved on without changing any answer is no news to a reader.
 */
export const fingerprint = (verdicts: readonly Verdict[]): string =>
  createHash('sha256')
    .update(JSON.stringify(verdicts.map(essence)))
    .digest('hex')
    .slice(0, 16)

const essence = (verdict: Verdict): unknown => ({
  judgement: verdict.judgement,
  mode: verdict.mode,
  crosses: verdict.crosses,
  preset: verdict.policy.preset,
  floor: verdict.policy.floor,
  line: verdict.drivers.map(({ driver, line }) => ({ driver, line })),
  licenses: verdict.drivers.flatMap(({ components }) =>
    components.map(({ component, license, underReview }) => [
      component.role,
      component.repository,
      license,
      underReview,
    ]),
  ),
  findings: verdict.findings.map(({ rule, outcome, reason, driver, role, component, at, waiver }) => ({
    rule,
    outcome,
    reason: 'why' in reason ? { code: reason.code, cause: reason.why.cause } : reason,
    driver,
    role,
    repository: component?.repository ?? null,
    at,
    waiver,
  })),
})
