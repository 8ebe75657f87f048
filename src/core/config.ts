import type { LineKind } from './change/change.ts'
import type { LicenseClass } from './license/class.ts'
import type { Policy } from './policy/policy.ts'
import type { RepositoryUrl } from './repository-url.ts'

/** What `config/` holds, read once at start and handed to the pure core. */
export type Config = {
  readonly line: LineConfig
  readonly licenses: LicenseConfig
  readonly forges: readonly ForgeConfig[]
  readonly upstreams: readonly Upstream[]
  /** By name, as a policy's `extends` gives it; `defaultPreset` names the one that applies without any policy. */
  readonly presets: Readonly<Record<string, Preset>>
  readonly defaultPreset: string
}

export type Preset = Pick<Policy, 'mode' | 'roles' | 'line'>

export type LineConfig = {
  readonly tokens: readonly LineToken[]
}

export type LineToken = {
  readonly kind: LineKind
  /** Which files it is looked for in. */
  readonly in: 'source' | 'uapi-header' | 'kconfig'
  /** A regular expression without back-tracking traps, matched against an added line. */
  readonly pattern: RegExp
  /** Where the token comes from: a document or a case. */
  readonly source: string
}

export type LicenseConfig = {
  /** Identifiers that OSI approved, from the SPDX data. */
  readonly osi: ReadonlySet<string>
  /** Ids beyond OSI's, each with its class. */
  readonly classes: Readonly<Record<string, LicenseClass>>
  /** Exceptions that only add permissions. */
  readonly permissions: ReadonlySet<string>
}

export const FORGE_KINDS = ['github', 'gitlab', 'git'] as const

/** A host that manifests may name, and how it is asked. */
export type ForgeConfig = {
  /** As it stands in an address, lower case. */
  readonly host: string
  readonly kind: (typeof FORGE_KINDS)[number]
  /** Base URL of its API, without trailing slash; null for that of its kind at the host. */
  readonly api: string | null
  /** Base URL of its archives, and of plain git its repositories, without trailing slash; null for the host itself. */
  readonly archive: string | null
  /** Who runs it. */
  readonly run: string
  /** Where the operator set it: its addresses are taken as they are. `ca`: PEM of the authority to trust, or null. */
  readonly operator: { readonly ca: string | null } | null
}

export type Upstream = {
  readonly project: string
  readonly canonical: RepositoryUrl
  /** Where it is in there, if it is a part of something larger. */
  readonly path?: string | undefined
  readonly mirrors: readonly RepositoryUrl[]
  readonly copies: readonly RepositoryUrl[]
  readonly source: string
}
