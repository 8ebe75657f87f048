import { globMatcher } from '../glob.ts'
import {
  type Demands,
  NEEDED,
  type Policy,
  type PolicyScope,
  REQUIRED,
  type RoleDemand,
  type RuleDemand,
  SEVERITIES,
} from './policy.ts'
import { forRoles, forRules } from './preset.ts'

/**
 * What a policy asks of a driver: the strictest of what it asks at each of these paths. So a scope asks for more where a
 * driver touches it, and for less only of a driver that stays within it.
 *
 * @param paths where the driver crosses the line, and where its manifest stands
 */
export const demandsFor = (policy: Policy, paths: Iterable<string>): Demands => {
  if (policy.scopes.length === 0) return policy
  const scopes = policy.scopes.map((scope) => ({ scope, holds: anyOf(scope.paths) }))
  const asked = Array.from(new Set(paths), (path) =>
    scopes.filter(({ holds }) => holds(path)).reduce<Demands>((demands, { scope }) => within(scope, demands), policy),
  )
  const [first = policy, ...others] = asked
  return others.reduce(strictest, first)
}

const anyOf = (globs: readonly string[]): ((path: string) => boolean) => {
  const matchers = globs.map(globMatcher)
  return (path) => matchers.some((matches) => matches(path))
}

const within = ({ roles, rules, at }: PolicyScope, demands: Demands): Demands => {
  const origin = { kind: 'written', at } as const
  return {
    roles: forRoles((role) => {
      const changed = roles[role]
      return changed === undefined ? demands.roles[role] : { ...demands.roles[role], ...changed, origin }
    }),
    rules: forRules((rule) => {
      const severity = rules[rule]
      return severity === undefined ? demands.rules[rule] : { severity, origin }
    }),
  }
}

/** All that either of them asks. */
export const strictest = (a: Demands, b: Demands): Demands => ({
  roles: forRoles((role) => stricterRole(a.roles[role], b.roles[role])),
  rules: forRules((rule) => stricterRule(a.rules[rule], b.rules[rule])),
})

const stricterRole = (a: RoleDemand, b: RoleDemand): RoleDemand => {
  const required = stricter(REQUIRED, a.required, b.required)
  const needed = stricter(NEEDED, a.class, b.class)
  const isOfB = required === b.required && needed === b.class && !(required === a.required && needed === a.class)
  return { required, class: needed, origin: isOfB ? b.origin : a.origin }
}

const stricterRule = (a: RuleDemand, b: RuleDemand): RuleDemand =>
  stricter(SEVERITIES, a.severity, b.severity) === a.severity ? a : b

/** The later of two in an order from lax to strict. */
const stricter = <T>(order: readonly T[], a: T, b: T): T => (order.indexOf(b) > order.indexOf(a) ? b : a)
