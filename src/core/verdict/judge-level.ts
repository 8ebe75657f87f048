import type { Case } from '../case.ts'
import { groupDrivers, type ReadManifest } from '../change/drivers.ts'
import type { Line } from '../change/line.ts'
import { inScope } from '../change/scope.ts'
import { lookUp } from '../components.ts'
import type { Config } from '../config.ts'
import type { Policy } from '../policy/policy.ts'
import { RULES } from '../rules/registry.ts'
import type { DriverScope } from '../rules/rule.ts'
import type { Finding } from './finding.ts'
import { waive } from './waive.ts'

/** A driver in question, as one level of policy judges it. */
export type JudgedDriver = {
  readonly driver: DriverScope
  readonly policy: Policy
  /** Waivers of this level are applied. */
  readonly findings: readonly Finding[]
}

/** What is read of a case once, for all levels. */
export type Reading = { readonly line: Line; readonly manifests: readonly ReadManifest[] }

export const judgeLevel = (judged: Case, config: Config, policy: Policy, reading: Reading): readonly JudgedDriver[] => {
  const factsOf = lookUp(judged.components)
  const line = inScope(reading.line, policy, judged, config.line)
  const drivers = groupDrivers(judged.subject, judged.change, reading.manifests, line, judged.surroundings)
  return drivers.map((driver) => {
    const context = { case: judged, config, policy, driver, factsOf }
    const findings = Object.values(RULES).flatMap(({ rule }) => (rule.about === 'driver' ? rule.judge(context) : []))
    return { driver, policy, findings: waive(findings, policy.waivers, driver, judged) }
  })
}
