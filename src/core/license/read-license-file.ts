import { readFields } from './fields/read-fields.ts'
import type { Identification, TextLine } from './identification.ts'
import type { LicenseFile } from './license-file.ts'
import { findRestrictions } from './phrases.ts'
import { isRedistributableFirmware, linesOf } from './redistribution.ts'

/** Tells which licences a text holds; the name counts where it stands for one (`LICENSES/MIT.txt`). */
export type Identify = (text: string, name?: string) => Identification

export type LicenseFileText = {
  /** From the repository's root. */
  readonly path: string
  /** What a symbolic link points to; null for a regular file. */
  readonly target: string | null
  /** Decoded; of a symbolic link, what it points to. */
  readonly text: string
}

/** Everything that is kept of a licence file. */
export const readLicenseFile = ({ path, target, text }: LicenseFileText, identify: Identify): LicenseFile => {
  if (target !== null) return link(path, target)
  const identification = identify(text, path)
  const lines = linesOf(text)
  return {
    path,
    target,
    identification,
    fields: readFields(path, text),
    restrictions: findRestrictions(unaccounted(identification, lines)),
    redistributable: isRedistributableFirmware(differing(identification, lines)),
  }
}

/** A symbolic link's content is a path, and never a text to be told. */
const link = (path: string, target: string): LicenseFile => ({
  path,
  target,
  identification: {
    tier: 'none',
    expression: null,
    licenses: [],
    inserted: [],
    deleted: [],
    by: 'nothing',
    reason: 'pointer',
    pointsTo: [target],
  },
  fields: null,
  restrictions: [],
  redistributable: false,
})

/** What no licence accounts for: all of a text that holds none, else what was added to one. */
const unaccounted = (
  { tier, licenses, by, inserted }: Identification,
  lines: readonly TextLine[],
): readonly TextLine[] => (tier === 'none' && licenses.length === 0 && by === 'nothing' ? lines : inserted)

/** A changed licence is judged by the lines around each change: what it takes away may be only in what was cut. */
const AROUND = 2

/**
 * Where a text differs from every known licence, in whole lines. A grant of the licence that stands unchanged elsewhere in
 * the file says nothing about what the difference is about.
 */
const differing = (identification: Identification, lines: readonly TextLine[]): readonly TextLine[] => {
  const { tier, inserted, deleted } = identification
  if (tier === 'clean') return []
  if (tier !== 'modified') return unaccounted(identification, lines)
  const wanted = new Set<number>()
  for (const { line } of [...inserted, ...deleted]) {
    for (let near = line - AROUND; near <= line + AROUND; near += 1) wanted.add(near)
  }
  return lines.filter(({ line }) => wanted.has(line))
}
