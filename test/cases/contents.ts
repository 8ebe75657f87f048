import { z } from 'zod'
import { NOTHING } from '../../src/core/evidence/nothing.ts'
import type { ContentsRead, SnapshotFacts } from '../../src/core/evidence/snapshot-facts.ts'
import type { LicenseFile } from '../../src/core/license/license-file.ts'
import { unknown } from './unknown.ts'

const FACTS = ['partial', 'withheld', 'submodules', 'source', 'links', 'shape', 'names', 'targets'] as const

/** What was found beside licences, where it isn't the ordinary: each fact that is given takes the place of that one. */
export const contents = z.union([
  z.strictObject({ unknown }),
  z.partialRecord(z.enum(FACTS), z.unknown()).transform((given) => given as Partial<SnapshotFacts>),
])

/** A tree of some C files. */
export const ORDINARY: SnapshotFacts = {
  ...NOTHING,
  source: { ...NOTHING.source, languages: [{ language: 'C', files: 40, bytes: 400_000 }] },
}

export const contentsOf = (
  licenses: readonly LicenseFile[] | { readonly unknown: z.output<typeof unknown> },
  given: z.output<typeof contents> = {},
): ContentsRead => {
  if ('unknown' in licenses) return { state: 'unknown', why: licenses.unknown }
  if ('unknown' in given) return { state: 'unknown', why: given.unknown }
  return { state: 'read', facts: { ...ORDINARY, ...given, licenses: { files: licenses, headers: [] } } }
}
