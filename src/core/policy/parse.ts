import type { z } from 'zod'
import type { Config, Preset } from '../config.ts'
import { excerpt } from '../characters.ts'
import type { TextFile } from '../case.ts'
import type { DriverRuleCode } from '../rules/codes.ts'
import type { Role } from '../manifest/manifest.ts'
import { parseRepositoryUrl, type RepositoryUrl } from '../repository-url.ts'
import { withoutTrailingSlash } from '../safe-path.ts'
import { keyAt, type Spot, spotAt } from '../yaml/data.ts'
import type { Fault, Parsed } from '../yaml/fault.ts'
import { nearest } from '../yaml/nearest.ts'
import { failed, readYaml } from '../yaml/read.ts'
import type { Origin, Policy, PolicyScope, PolicySource, RoleDemand, RuleDemand, Waiver } from './policy.ts'
import { forRoles, forRules } from './preset.ts'
import { policySchema } from './schema.ts'

type PolicyText = z.output<typeof policySchema>

/** Reads one level of policy, and fills in from the preset that it extends what it leaves open. */
export const parsePolicy = (file: TextFile, source: PolicySource, config: Config): Parsed<Policy> => {
  const read = readYaml(file.text, policySchema)
  if (!read.ok) return read
  const { value: written, spot } = read.value
  const name = written.extends ?? config.defaultPreset
  const preset = presetOf(config, name)
  if (preset === null) {
    const known = Object.keys(config.presets)
    const meant = nearest(name, known)
    const mend = meant === null ? `Shipped: ${known.join(', ')}.` : `Write \`${meant}\`.`
    return failed([{ at: spotAt(spot, ['extends']).at, message: `No preset \`${excerpt(name)}\` is shipped.`, mend }])
  }
  const unknownHosts = hostFaults(written.forges ?? [], spot, config)
  if (unknownHosts.length > 0) return failed(unknownHosts)
  const origin = (path: readonly string[]): Origin => ({
    kind: 'written',
    at: { file: file.path, ...keyAt(spot, path) },
  })
  return {
    ok: true,
    value: {
      source,
      preset: name,
      mode: written.mode ?? preset.mode,
      roles: forRoles((role): RoleDemand => {
        const changed = given(written.roles?.[role])
        return changed === null
          ? preset.roles[role]
          : { ...preset.roles[role], ...changed, origin: origin(['roles', role]) }
      }),
      rules: forRules((rule): RuleDemand => {
        const severity = written.rules?.[rule]
        return severity === undefined ? preset.rules[rule] : { severity, origin: origin(['rules', rule]) }
      }),
      scopes: (written.scopes ?? []).map((scope, index) => toScope(scope, file.path, spotAt(spot, ['scopes', index]))),
      line: {
        paths: written.line?.paths ?? preset.line.paths,
        exclude: written.line?.exclude ?? preset.line.exclude,
        headers: (written.line?.headers ?? []).map(({ path, driver }) => ({
          path,
          driver: withoutTrailingSlash(driver),
        })),
      },
      forges: written.forges ?? null,
      notTellable: written['not-tellable'] ?? 'note',
      waivers: (written.waivers ?? []).map((waiver, index) =>
        toWaiver(waiver, file.path, spotAt(spot, ['waivers', index])),
      ),
      acceptors: written.acceptors ?? null,
    },
  }
}

/** A policy narrows the hosts that the operator allows, and never widens them. */
const hostFaults = (hosts: readonly string[], spot: Spot, { forges }: Config): Fault[] =>
  hosts.flatMap((host, index) => {
    const known = forges.map((forge) => forge.host)
    if (known.includes(host)) return []
    const { at } = spotAt(spot, ['forges', index])
    const mend = `A policy can only leave hosts out. Known: ${known.join(', ')}.`
    return [{ at, message: `This service knows no host \`${excerpt(host)}\`.`, mend }]
  })

/** What applies where neither the repository nor its organisation has a policy. */
export const defaultPolicy = (config: Config): Policy => {
  const name = config.defaultPreset
  const preset = presetOf(config, name)
  if (preset === null) throw new Error(`The default preset ${name} is not among those shipped`)
  return {
    source: { level: 'default', file: `config/policies/${name}.yml`, commit: null },
    preset: name,
    ...preset,
    scopes: [],
    forges: null,
    notTellable: 'note',
    waivers: [],
    acceptors: null,
  }
}

const presetOf = (config: Config, name: string): Preset | null =>
  Object.hasOwn(config.presets, name) ? (config.presets[name] ?? null) : null

type WrittenDemand = NonNullable<NonNullable<PolicyText['roles']>[Role]>

/** Keys that are left out must not cover others with nothing; null where all are. */
const given = (written: WrittenDemand | undefined): Partial<Omit<RoleDemand, 'origin'>> | null => {
  const changed = {
    ...(written?.required !== undefined && { required: written.required }),
    ...(written?.class !== undefined && { class: written.class }),
  }
  return Object.keys(changed).length === 0 ? null : changed
}

type WrittenScope = NonNullable<PolicyText['scopes']>[number]

const toScope = ({ paths, roles, rules }: WrittenScope, file: string, spot: Spot): PolicyScope => {
  const all = forRoles((role) => given(roles?.[role]))
  return {
    paths,
    roles: onlyGiven(all),
    rules: onlyGiven(forRules((rule: DriverRuleCode) => rules?.[rule] ?? null)),
    at: { file, ...spot.at },
  }
}

const onlyGiven = <K extends string, T>(all: Readonly<Record<K, T | null>>): Partial<Record<K, T>> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Partial<Record<K, T>>

type WrittenWaiver = NonNullable<PolicyText['waivers']>[number]

const toWaiver = (written: WrittenWaiver, file: string, spot: Spot): Waiver => ({
  driver: written.driver,
  manifest: written.manifest ?? null,
  rule: written.rule,
  component: written.component === undefined ? null : repositoryOf(written.component),
  reason: written.reason.trim(),
  approvedBy: written['approved-by'],
  until: written.until,
  at: { file, ...spot.at },
})

const repositoryOf = (written: string): RepositoryUrl => {
  const parsed = parseRepositoryUrl(written)
  if (!parsed.ok) throw new Error('The schema lets only repository addresses pass')
  return parsed.url
}
