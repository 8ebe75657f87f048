import type { LineKind } from './change/change.ts'
import type { LicenseClass } from './license/class.ts'
import type { Policy } from './policy/policy.ts'
import type { RepositoryUrl } from './repository-url.ts'

/** What `config/` holds, read once at start and handed to the pure core. */
export type Config = {
  readonly line: LineConfig
  readonly licenses: LicenseConfig
  readonly kernel: KernelConfig
  readonly forges: readonly ForgeConfig[]
  readonly upstreams: readonly Upstream[]
  readonly libraries: KnownLibraries
  /** By name, as a policy's `extends` gives it; `defaultPreset` names the one that applies without any policy. */
  readonly presets: Readonly<Record<string, Preset>>
  readonly defaultPreset: string
}

export type Preset = Pick<Policy, 'mode' | 'roles' | 'rules' | 'line'>

export type LineConfig = {
  readonly tokens: readonly LineToken[]
  /** Who uses a group by right: globs of paths. */
  readonly rights: readonly { readonly kinds: readonly LineKind[]; readonly paths: readonly string[] }[]
  /** Globs of the paths in a kernel tree that the line is looked for in where there is no policy. */
  readonly kernelTree: readonly string[]
}

export type LineToken = {
  readonly kind: LineKind
  /** Which files it is looked for in. */
  readonly in: 'source' | 'kconfig'
  /** A regular expression without back-tracking traps, matched against an added line. */
  readonly pattern: RegExp
  /** Where the token comes from: a document or a case. */
  readonly source: string
  /** Whether a driver may give such a name to what is its own: then it proves no use before the change. */
  readonly loose: boolean
  /** The kernel that has it first, such as `6.13`; null where that says nothing. */
  readonly since: string | null
}

export type LicenseConfig = {
  /** Identifiers that OSI approved, from the SPDX data. */
  readonly osi: ReadonlySet<string>
  /** Ids beyond OSI's, each with its class. */
  readonly classes: Readonly<Record<string, LicenseClass>>
  /** Exceptions that only add permissions. */
  readonly permissions: ReadonlySet<string>
}

/** What the kernel's license-rules.rst allows for a file of its tree. */
export type KernelConfig = {
  /** By id, without `-only`, `-or-later` and `+`. */
  readonly standing: ReadonlyMap<string, 'preferred' | 'deprecated' | 'dual'>
  /** Exceptions, each with the ids that it goes with. */
  readonly exceptions: ReadonlyMap<string, ReadonlySet<string>>
  readonly moduleLicenses: readonly string[]
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
  /** Serves so many devices that it says nothing of one of them, as a whole. */
  readonly isGeneral: boolean
  /** Its name is a word of many others' names. */
  readonly isCommon: boolean
  /** Directories that hardly any other project has: who has them is likely to have them from here. */
  readonly directories: readonly string[]
  readonly source: string
}

/** Open libraries and projects that many stacks build on, so that needing one says nothing. */
export type KnownLibraries = {
  /** Names as `plainName` gives them, of libraries, packages and what they are found by. */
  readonly names: ReadonlySet<string>
  /** What Debian main has: names of the same form, and where projects are kept, as `host/owner/name` in lower case. */
  readonly debian: ReadonlySet<string>
  /** What such a name may begin with. */
  readonly prefixes: readonly string[]
  /** Of Python, as they are imported. */
  readonly modules: ReadonlySet<string>
  readonly repositories: readonly RepositoryUrl[]
  /** Addresses below which there is nothing but source of open projects. */
  readonly places: readonly string[]
}
