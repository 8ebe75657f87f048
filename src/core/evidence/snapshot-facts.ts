import type { Unknown } from '../case.ts'
import type { LicenseEvidence } from '../license/governing.ts'
import type { Links } from './links.ts'
import type { NameUse } from './names.ts'
import type { Shape } from './shape.ts'
import type { Source } from './source.ts'
import type { TargetUse } from './targets.ts'

/** What was found in a component's files at one commit; `unknown` where they could not be had now. */
export type ContentsRead =
  { readonly state: 'read'; readonly facts: SnapshotFacts } | { readonly state: 'unknown'; readonly why: Unknown }

/** What the inspectors found below a component's paths. A commit never changes, and so neither do its facts. */
export type SnapshotFacts = {
  /** The bound that ended the reading: what lies beyond it may be anything. null: all was read. */
  readonly partial: Partial | null
  /** What the commit's tree lists at the paths and its archive lacks (`export-ignore`). */
  readonly withheld: Withheld
  /** Other repositories that the tree points into. */
  readonly submodules: readonly Submodule[]
  readonly licenses: LicenseEvidence
  readonly source: Source
  readonly links: Links
  readonly shape: Shape
  /** One for each name that was asked for, in that order. */
  readonly names: readonly NameUse[]
  /** One for each target that was asked for, in that order. */
  readonly targets: readonly TargetUse[]
}

export type Bound = 'bytes' | 'entries' | 'path-length' | 'ratio' | 'time' | 'listing'

export type Partial = { readonly bound: Bound; readonly detail: string }

export type Withheld = {
  readonly count: number
  /** The most telling first; not all of many. */
  readonly files: readonly { readonly path: string; readonly kind: 'license' | 'source' | 'library' | 'other' }[]
}

export type Submodule = {
  readonly path: string
  /** As `.gitmodules` writes it, a relative one resolved; null where that doesn't tell. */
  readonly url: string | null
  /** Below a declared path; elsewhere a build at the path may still need it. */
  readonly within: boolean
}

/** A line of a file, as a reader is shown it: 1-based, without white space around it, and cut where it is very long. */
export type SeenLine = { readonly path: string; readonly line: number; readonly text: string }

/** How many, and how large together. */
export type Count = { readonly files: number; readonly bytes: number }
