import type { z } from 'zod'
import type { Config, Preset } from '../config.ts'
import { excerpt } from '../characters.ts'
import type { TextFile } from '../case.ts'
import { type Role, ROLES } from '../manifest/manifest.ts'
import { parseRepositoryUrl, type RepositoryUrl } from '../repository-url.ts'
import { type Spot, spotAt } from '../yaml/data.ts'
import type { Parsed } from '../yaml/fault.ts'
import { nearest } from '../yaml/nearest.ts'
import { failed, readYaml } from '../yaml/read.ts'
import type { Policy, PolicySource, RoleDemand, Waiver } from './policy.ts'
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
  return {
    ok: true,
    value: {
      source,
      preset: name,
      mode: written.mode ?? preset.mode,
      roles: mapRoles((role) => ({ ...preset.roles[role], ...given(written.roles?.[role]) })),
      line: { paths: written.line?.paths ?? preset.line.paths, exclude: written.line?.exclude ?? preset.line.exclude },
      waivers: (written.waivers ?? []).map((waiver, index) =>
        toWaiver(waiver, file.path, spotAt(spot, ['waivers', index])),
      ),
    },
  }
}

/** What applies where neither the repository nor its organisation has a policy. */
export const defaultPolicy = (config: Config): Policy => {
  const name = config.defaultPreset
  const preset = presetOf(config, name)
  if (preset === null) throw new Error(`The default preset ${name} is not among those shipped`)
  return {
    source: { level: 'default', file: `config/policies/${name}.yml`, commit: null },
    preset: name,
    ...preset,
    waivers: [],
  }
}

const presetOf = (config: Config, name: string): Preset | null =>
  Object.hasOwn(config.presets, name) ? (config.presets[name] ?? null) : null

const mapRoles = (demand: (role: Role) => RoleDemand): Record<Role, RoleDemand> =>
  Object.fromEntries(ROLES.map((role) => [role, demand(role)])) as Record<Role, RoleDemand>

type WrittenDemand = NonNullable<NonNullable<PolicyText['roles']>[Role]>

/** Keys that are left out must not cover the preset's with nothing. */
const given = (written: WrittenDemand | undefined): Partial<RoleDemand> => ({
  ...(written?.required !== undefined && { required: written.required }),
  ...(written?.class !== undefined && { class: written.class }),
})

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
