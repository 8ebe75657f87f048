import type { Case } from '../case.ts'
import type { Config } from '../config.ts'
import { type Role, ROLES } from '../manifest/manifest.ts'
import { strictest } from '../policy/demands.ts'
import type { Demands, Origin, Policy, PolicySource, RoleDemand, RuleDemand } from '../policy/policy.ts'
import { DRIVER_RULE_CODES, type DriverRuleCode } from '../rules/codes.ts'
import type { DriverScope } from '../rules/rule.ts'
import { askedDrivers, type JudgedDriver } from './judge-level.ts'
import { readLevels } from './levels.ts'
import { mergeScopes, sameDriver } from './merge.ts'
import { sortBy, sortHits } from './order.ts'
import { readCase } from './read-case.ts'

/** Which lines cross, what is then asked, and which level of policy asks it. Nothing of the stack is looked at. */
export type Explanation = {
  readonly levels: readonly Pick<Policy, 'source' | 'preset' | 'mode'>[]
  readonly drivers: readonly ExplainedDriver[]
}

export type ExplainedDriver = {
  readonly driver: DriverScope
  readonly roles: readonly (Explained<RoleDemand> & { readonly role: Role })[]
  readonly rules: readonly (Explained<RuleDemand> & { readonly rule: DriverRuleCode })[]
}

/** The strictest demand, and the level that it comes from: the floor where others ask the same. */
type Explained<D> = { readonly demand: D; readonly level: PolicySource['level']; readonly origin: Origin }

export const explain = (judged: Case, config: Config): Explanation => {
  const levels = readLevels(judged, config)
  const reading = readCase(judged, levels, config)
  const asked = levels.policies.flatMap((policy) => askedDrivers(judged, policy, reading, config))
  const drivers = [...Map.groupBy(asked, ({ driver }) => sameDriver(driver)).values()].map(explainDriver)
  return {
    levels: levels.policies.map(({ source, preset, mode }) => ({ source, preset, mode })),
    drivers: sortBy(drivers, ({ driver }) => [driver.name, driver.directory]),
  }
}

type AskedDriver = Pick<JudgedDriver, 'driver' | 'policy'>

const explainDriver = (asked: readonly AskedDriver[]): ExplainedDriver => {
  const [first] = asked
  if (first === undefined) throw new Error('A group has at least one driver')
  const merged = mergeScopes(
    first.driver,
    asked.map(({ driver }) => driver),
  )
  const together = asked.map(({ policy }): Demands => policy).reduce(strictest)
  return {
    driver: { ...merged, hits: sortHits(merged.hits) },
    roles: ROLES.map((role) => {
      const demand = together.roles[role]
      const isAsIt = ({ roles }: Policy): boolean =>
        roles[role].required === demand.required && roles[role].class === demand.class
      return { role, demand, ...whence(asked, isAsIt, demand.origin) }
    }),
    rules: DRIVER_RULE_CODES.map((rule) => {
      const demand = together.rules[rule]
      return { rule, demand, ...whence(asked, ({ rules }) => rules[rule].severity === demand.severity, demand.origin) }
    }),
  }
}

/** Where each level asks for a part of it alone, the first is named. */
const whence = (
  asked: readonly AskedDriver[],
  isAsIt: (policy: Policy) => boolean,
  origin: Origin,
): { readonly level: PolicySource['level']; readonly origin: Origin } => {
  const by = asked.find(({ policy }) => isAsIt(policy)) ?? asked[0]
  return { level: by?.policy.source.level ?? 'default', origin }
}
