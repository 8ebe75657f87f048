import { z } from 'zod'
import type { Case } from '../../src/core/case.ts'
import { targetsOf } from '../../src/core/evidence/targets-of.ts'
import { NOTHING } from '../../src/core/evidence/nothing.ts'
import type { ContentsRead, SnapshotFacts } from '../../src/core/evidence/snapshot-facts.ts'
import type { LicenseFile } from '../../src/core/license/license-file.ts'
import { parseManifest } from '../../src/core/manifest/parse.ts'
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

/** Where nothing else is recorded, a compiler names its targets. */
export const answering = (judged: Case): Case => {
  const manifests = judged.manifests.map(parseManifest).flatMap((parsed) => (parsed.ok ? [parsed.value] : []))
  const targets = [...new Set(manifests.flatMap(targetsOf))].map((target) => ({
    target,
    files: 3,
    first: { path: `lib/${target}.cpp`, line: 1, text: `select("${target}")` },
  }))
  const answer = (contents: ContentsRead): ContentsRead =>
    contents.state === 'unknown' || contents.facts.targets.length > 0
      ? contents
      : { state: 'read', facts: { ...contents.facts, targets } }
  return {
    ...judged,
    subject: { ...judged.subject, contents: judged.subject.contents && answer(judged.subject.contents) },
    components: judged.components.map((component) =>
      component.facts.state !== 'readable'
        ? component
        : {
            ...component,
            facts: {
              state: 'readable',
              repository: { ...component.facts.repository, contents: answer(component.facts.repository.contents) },
            },
          },
    ),
  }
}
