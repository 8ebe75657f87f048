import type { Case } from '../case.ts'
import { groupDrivers, manifestIn, type ReadManifest } from '../change/drivers.ts'
import type { Line } from '../change/line.ts'
import { inScope } from '../change/scope.ts'
import { lookUp } from '../components.ts'
import type { Config } from '../config.ts'
import { demandsFor } from '../policy/demands.ts'
import { placeHeaders, withHeaders } from '../policy/headers.ts'
import type { Policy } from '../policy/policy.ts'
import { RULES } from '../rules/registry.ts'
import type { DriverScope } from '../rules/rule.ts'
import type { Finding } from './finding.ts'
import { allowedBy } from './levels.ts'
import { weigh } from './severity.ts'
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
  const allowed = allowedBy(config, [policy])
  return askedDrivers(judged, policy, reading, config).map(({ driver, policy }) => {
    const context = { case: judged, config: allowed, policy, driver, factsOf }
    const answers = Object.values(RULES).flatMap(({ rule }) => (rule.about === 'driver' ? rule.judge(context) : []))
    const findings = weigh(answers, policy, driver.name)
    return { driver, policy, findings: waive(findings, policy.waivers, driver, judged) }
  })
}

/** The drivers in question at one level of policy, each with what that level asks of it. */
export const askedDrivers = (
  judged: Pick<Case, 'subject' | 'change' | 'surroundings'>,
  policy: Policy,
  { line, manifests }: Reading,
  config: Config,
): readonly Pick<JudgedDriver, 'driver' | 'policy'>[] => {
  const { subject, change, surroundings } = judged
  const { headers } = policy.line
  const named = change === null ? manifests : withHeaders(manifests, change, headers)
  const drivers = groupDrivers(subject, change, named, inScope(line, policy, judged, config.line), surroundings)
  return placeHeaders(drivers, named, headers).map((driver) => ({
    driver,
    policy: { ...policy, ...demandsFor(policy, placesOf(driver)) },
  }))
}

/** Where a driver crosses the line, or may, and where its manifest stands or would stand. */
const placesOf = ({ hits, unread, textless, manifest, directory }: DriverScope): readonly string[] => [
  ...hits.map(({ file }) => file),
  ...unread,
  ...textless,
  manifest?.file ?? manifestIn(directory),
]
