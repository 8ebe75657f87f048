import type { Place, Position } from '../place.ts'
import type { RepositoryUrl } from '../repository-url.ts'

export const MANIFEST_NAME = 'open-userspace.yml'

export const ROLES = ['userspace', 'compiler', 'firmware'] as const
export type Role = (typeof ROLES)[number]

/** One declared repository in a role: (role, repository, ref, path). */
export type Component = {
  readonly role: Role
  /** `.` is the driver's own repository: contents at the head, identity that of the base. */
  readonly repository: RepositoryUrl | '.'
  /** Branch or tag; null is the default branch. */
  readonly ref: string | null
  /** The parts that count, from the repository's root, without leading or trailing slash; empty is the whole. */
  readonly paths: readonly string[]
  /** The SPDX expression as declared, unparsed; null where none is declared. */
  readonly license: string | null
  /** URLs of the userspace side of this change. */
  readonly changes: readonly string[]
  /** Globs of firmware file names. */
  readonly files: readonly string[]
  /** Where the entry begins, and where each of its keys' values stand. */
  readonly at: Place
  readonly keys: Readonly<Partial<Record<ComponentKey, Position>>>
}

export type ComponentKey = 'repository' | 'ref' | 'path' | 'license' | 'change' | 'files'

export type RoleDeclaration =
  | { readonly kind: 'components'; readonly components: readonly Component[]; readonly at: Place }
  /** The role truly doesn't exist for this device, for the reason given. */
  | { readonly kind: 'none'; readonly reason: string; readonly at: Place }
  | { readonly kind: 'undeclared' }

export type Manifest = {
  /** Path of the manifest from the root of the driver repository. */
  readonly file: string
  readonly driver: string
  /** uAPI headers of this driver, paths from the root. */
  readonly uapi: readonly string[]
  /** What the device is called in code. */
  readonly targets: readonly string[]
  readonly roles: Readonly<Record<Role, RoleDeclaration>>
  /** Where the manifest's first key stands; findings about the manifest as a whole point here. */
  readonly at: Place
}

/** Directory that a manifest rules: '' for the root. */
export const manifestDirectory = (file: string): string => file.split('/').slice(0, -1).join('/')
