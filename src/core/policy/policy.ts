import type { LicenseClass } from '../license/class.ts'
import type { Role } from '../manifest/manifest.ts'
import type { Place } from '../place.ts'
import type { RepositoryUrl } from '../repository-url.ts'
import type { DriverRuleCode } from '../rules/codes.ts'

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
  readonly rule: DriverRuleCode
  /** The repository that it is bound to; null binds it to findings about the driver as a whole. */
  readonly component: RepositoryUrl | null
  readonly reason: string
  readonly approvedBy: string
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly until: string
  readonly at: Place
}

/** How much is asked of a role, laxest first. `asked`: only where the driver asks for files of it. */
export const REQUIRED = ['never', 'asked', 'always'] as const
/** The least class of licence that is enough, laxest first. */
export const NEEDED = ['redistributable', 'open'] as const satisfies readonly LicenseClass[]
/** What an answer of a rule comes to, laxest first. */
export const SEVERITIES = ['off', 'note', 'review', 'require'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Where a demand is written: in a policy's own file, or in a shipped preset, with what that follows. */
export type Origin =
  | { readonly kind: 'written'; readonly at: Place }
  | { readonly kind: 'preset'; readonly preset: string; readonly source: string }

export type RoleDemand = {
  readonly required: (typeof REQUIRED)[number]
  readonly class: (typeof NEEDED)[number]
  readonly origin: Origin
}

export type RuleDemand = { readonly severity: Severity; readonly origin: Origin }

/** What is asked of a driver. */
export type Demands = {
  readonly roles: Readonly<Record<Role, RoleDemand>>
  readonly rules: Readonly<Record<DriverRuleCode, RuleDemand>>
}

/** Other demands for some paths; what is left out stays as it is elsewhere. */
export type PolicyScope = {
  /** Globs. */
  readonly paths: readonly string[]
  readonly roles: Readonly<Partial<Record<Role, Partial<Omit<RoleDemand, 'origin'>>>>>
  readonly rules: Readonly<Partial<Record<DriverRuleCode, Severity>>>
  readonly at: Place
}

/** Which driver a uAPI header belongs to that stands far from it. */
export type HeaderOwner = {
  /** Glob of paths from the root. */
  readonly path: string
  /** Directory of the driver. */
  readonly driver: string
}

/** One level of policy with its presets filled in: the shipped default, the floor or the repository's own. */
export type Policy = Demands & {
  readonly source: PolicySource
  /** The shipped preset that it rests on. */
  readonly preset: string
  readonly mode: Mode
  /** Where several hold for a path, the later says more. */
  readonly scopes: readonly PolicyScope[]
  readonly line: {
    /** Globs of the paths that the line is looked for in; empty: everywhere. */
    readonly paths: readonly string[]
    readonly exclude: readonly string[]
    readonly headers: readonly HeaderOwner[]
  }
  /** The hosts that repositories may be on; null: all that the product knows. */
  readonly forges: readonly string[] | null
  /** What it comes to where a forge has no way to tell what a rule asks, as plain git knows no forks. */
  readonly notTellable: (typeof NOT_TELLABLE)[number]
  readonly waivers: readonly Waiver[]
  /** Logins of those who may accept findings besides maintainers; null: it says nothing of that. */
  readonly acceptors: readonly string[] | null
}

/** Laxest first. */
export const NOT_TELLABLE = ['note', 'review'] as const

export type PolicySource = {
  readonly level: 'default' | 'floor' | 'repository'
  /** `.github/open-userspace-policy.yml`, or `config/policies/<preset>.yml` for the shipped default. */
  readonly file: string
  /** The commit it was read at; null for what ships with the product and for a working tree. */
  readonly commit: string | null
}
