import type { LicenseConfig } from '../../config.ts'
import type { Role } from '../../manifest/manifest.ts'
import type { LicenseClass } from '../class.ts'
import type { LicenseFile } from '../license-file.ts'

/** What every part is judged with. */
export type Context = {
  readonly role: Role
  readonly config: LicenseConfig
  readonly layout: Layout
  /** Classes of the `LicenseRef-…` whose texts the repository holds. */
  readonly references: ReadonlyMap<string, LicenseClass>
}

/** The licence files of a repository by what they are for. */
export type Layout = {
  readonly byPath: ReadonlyMap<string, LicenseFile>
  /** Each holds for a directory and all below it, unless a nearer one does. */
  readonly texts: readonly Placed[]
  readonly sides: readonly Placed[]
  /** Texts in `LICENSES/`: which of them holds for what is said elsewhere. */
  readonly sets: readonly Placed[]
  /** Files that state licences for others by field. */
  readonly statements: readonly Placed[]
  /** Files of build systems. */
  readonly builds: readonly Placed[]
  readonly hints: readonly Placed[]
}

/** A file with the directory that it speaks for. */
export type Placed = {
  readonly file: LicenseFile
  readonly directory: string
}
