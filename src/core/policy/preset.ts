import type { z } from 'zod'
import type { Preset } from '../config.ts'
import { type Role, ROLES } from '../manifest/manifest.ts'
import { DRIVER_RULE_CODES, type DriverRuleCode } from '../rules/codes.ts'
import type { Origin, RoleDemand, RuleDemand } from './policy.ts'
import type { presetSchema } from './schema.ts'

/** A shipped preset as it is written, with each of its demands knowing where it comes from. */
export const toPreset = (name: string, written: z.output<typeof presetSchema>): Preset => {
  const origin = (source: string): Origin => ({ kind: 'preset', preset: name, source })
  const { mode, line, roles, rules } = written
  return {
    mode,
    line: { paths: line.paths, exclude: line.exclude, headers: [] },
    roles: forRoles((role): RoleDemand => {
      const { required, class: needed, source } = roles[role]
      return { required, class: needed, origin: origin(source) }
    }),
    rules: forRules((rule): RuleDemand => ({ severity: rules[rule].severity, origin: origin(rules[rule].source) })),
  }
}

export const forRoles = <T>(make: (role: Role) => T): Record<Role, T> =>
  Object.fromEntries(ROLES.map((role) => [role, make(role)])) as Record<Role, T>

export const forRules = <T>(make: (rule: DriverRuleCode) => T): Record<DriverRuleCode, T> =>
  Object.fromEntries(DRIVER_RULE_CODES.map((rule) => [rule, make(rule)])) as Record<DriverRuleCode, T>
