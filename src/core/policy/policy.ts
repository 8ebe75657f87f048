import type { LicenseClass } from '../license/class.ts'
import type { Role } from '../manifest/manifest.ts'
import type { Place } from '../place.ts'
import type { RepositoryUrl } from '../repository-url.ts'
import type { RuleCode } from '../rules/codes.ts'

export const POLICY_FILE = '.github/open-userspace-policy.yml'
/** The organisation's floor is the same file on the default branch of this repository. */
export const FLOOR_REPOSITORY = '.github'

export type Mode = 'enforce' | 'audit'

export type Waiver = {
  readonly driver: string
  /**
   * Where the driver's manifest stands or would stand, as a head can give any driver any name; null: at the root, or in
   * a directory of the driver's name.
   */
  readonly manifest: string | null
  readonly rule: RuleCode
  /** The repository that it is bound to; null binds it to findings about the driver as a whole. */
  readonly component: RepositoryUrl | null
  readonly reason: string
  readonly approvedBy: string
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly until: string
  readonly at: Place
}

export type RoleDemand = {
  /** `asked`: only where the driver asks for files of it. */
  readonly required: 'always' | 'asked' | 'never'
  /** The least class that is enough. */
  readonly class: Extract<LicenseClass, 'open' | 'redistributable'>
}

/** One level of policy with its presets filled in: the shipped default, the floor or the repository's own. */
export type Policy = {
  readonly source: PolicySource
  /** The shipped preset that it rests on. */
  readonly preset: string
  readonly mode: Mode
  readonly roles: Readonly<Record<Role, RoleDemand>>
  readonly line: {
    /** Globs of the paths that the line is looked for in; empty: everywhere. */
    readonly paths: readonly string[]
    readonly exclude: readonly string[]
  }
  readonly waivers: readonly Waiver[]
}

export type PolicySource = {
  readonly level: 'default' | 'floor' | 'repository'
  /** `.github/open-userspace-policy.yml`, or `config/policies/<preset>.yml` for the shipped default. */
  readonly file: string
  /** The commit it was read at; null for what ships with the product and for a working tree. */
  readonly commit: string | null
}
