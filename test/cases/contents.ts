import { z } from 'zod'
import type { Case } from '../../src/core/case.ts'
import type { NameUse } from '../../src/core/evidence/names.ts'
import { componentsOf } from '../../src/core/components.ts'
import { targetsOf } from '../../src/core/evidence/targets-of.ts'
import { NOTHING } from '../../src/core/evidence/nothing.ts'
import type { ContentsRead, SnapshotFacts } from '../../src/core/evidence/snapshot-facts.ts'
import type { HeaderTally } from '../../src/core/license/combine/header-tally.ts'
import type { LicenseFile } from '../../src/core/license/license-file.ts'
import { parseManifest } from '../../src/core/manifest/parse.ts'
import { unknown } from './unknown.ts'

const FACTS = ['partial', 'withheld', 'submodules', 'source', 'links', 'shape', 'names', 'targets', 'firmware', 'headers'] as const

/** What was found beside licences, where it isn't the ordinary: each fact that is given takes the place of that one. */
export const contents = z.union([
  z.strictObject({ unknown }),
  z.partialRecord(z.enum(FACTS), z.unknown()).transform((given) => given as Partial<SnapshotFacts> & { readonly headers?: readonly HeaderTally[] }),
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
  const { headers = [], ...others } = given
  return { state: 'read', facts: { ...ORDINARY, ...others, licenses: { files: licenses, headers } } }
}

/** Where nothing else is recorded, a compiler names its targets, and a userspace uses every name of the change. */
export const answering = (judged: Case): Case => {
  const manifests = judged.manifests.map(parseManifest).flatMap((parsed) => (parsed.ok ? [parsed.value] : []))
  const targets = [...new Set(manifests.flatMap(targetsOf))].map((target) => ({
    target,
    files: 3,
    first: { path: `lib/${target}.cpp`, line: 1, text: `select("${target}")` },
  }))
  const words = (judged.change?.files ?? []).flatMap(({ patch }) => patch?.match(/\w+/g) ?? [])
  const uses = new Map([...new Set(words)].map((name) => [name, { name, use: { path: 'src/kmd.c', line: 9, text: name }, elsewhere: [] }]))
  const quoted = (judged.change?.files ?? []).flatMap(({ patch }) => patch?.match(/(?<=")[^"\s]+(?=")/g) ?? [])
  const listed = manifests.flatMap((manifest) => componentsOf(manifest).flatMap(({ files }) => files))
  const firmware = [...new Set([...quoted, ...listed])].map((name) => ({ name, path: name }))
  const answer = (contents: ContentsRead): ContentsRead => {
    if (contents.state === 'unknown') return contents
    const { facts } = contents
    const names = new Map<string, NameUse>([...uses, ...facts.names.map((each) => [each.name, each] as const)])
    return {
      state: 'read',
      facts: { ...facts, targets: facts.targets.length > 0 ? facts.targets : targets, names: [...names.values()], firmware: facts.firmware.length > 0 ? facts.firmware : firmware },
    }
  }
  return {
    ...judged,
    subject: {
      ...judged.subject,
      contents: judged.subject.contents.map(({ paths, read }) => ({ paths, read: answer(read) })),
    },
    components: judged.components.map(({ facts, ...key }) => ({
      ...key,
      facts:
        facts.state === 'readable'
          ? { state: 'readable', repository: { ...facts.repository, contents: answer(facts.repository.contents) } }
          : facts,
    })),
    changes: judged.changes.map(({ url, facts }) => ({
      url,
      facts:
        facts.state === 'readable'
          ? { state: 'readable', change: { ...facts.change, contents: answer(facts.change.contents) } }
          : facts,
    })),
  }
}
