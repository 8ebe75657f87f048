import { type Binary, type BinaryKind, MACHINE_WORDS } from '../../evidence/source.ts'
import type { SnapshotFacts } from '../../evidence/snapshot-facts.ts'
import { contentsOf } from '../../contents.ts'
import { declared } from '../declared.ts'
import type { Answer, Judged, Seen } from '../source.ts'

/** What stands below the paths: source, headers alone, or what was built from source that isn't there. */
export const judgeTree = (judged: Judged): readonly Answer[] => {
  const { facts } = judged
  const { headers, kernel, hosted } = facts.source
  const prebuilt = ownOf(facts, ['library', 'program', 'pointer'])
  const [first] = prebuilt.found
  const seen = prebuilt.found.map(seenBinary)
  const code = codeBytes(facts)
  if (first !== undefined && code < PREBUILT_SHARE * prebuilt.bytes && code < MOST_GLUE_BYTES)
    return [{ outcome: 'unmet', reason: { code: 'prebuilt-only', count: prebuilt.files, first }, seen }]
  if (isShell(facts)) {
    // Where there are submodules or a list of others, the source may be there.
    const isElsewhere = facts.shape.manifestOnly !== null || facts.submodules.some(({ within }) => within)
    return isElsewhere ? [] : [{ outcome: 'unmet', reason: { code: 'nothing' }, seen: [] }]
  }
  if (code === 0 && headers.files > 0 && !facts.submodules.some(({ within }) => within) && isAlone(judged))
    return [{ outcome: 'unmet', reason: { code: 'headers-only', files: headers.files }, seen: [] }]
  // A helper or two beside headers is no driver.
  const isThin = code < HEADERS_SHARE * headers.bytes && code < MOST_HELPER_BYTES
  const thin = isThin && !facts.submodules.some(({ within }) => within) && isAlone(judged)
  const isKernel = judged.component.role === 'userspace' && hosted.bytes < HOSTED_SHARE * kernel.bytes
  return [
    ...(thin ? [thinAnswer(headers.files)] : []),
    ...(isKernel
      ? [{ outcome: 'review', reason: { code: 'kernel-only', files: kernel.files }, seen: [] } as const]
      : []),
    ...beside(judged),
  ]
}

/** Wrappers and loaders around a prebuilt library are small against it, and small altogether. */
const PREBUILT_SHARE = 0.1
const MOST_GLUE_BYTES = 512 * 1024

/** A file without any text is none. */
const LEAST_CODE_BYTES = 1

const HEADERS_SHARE = 0.1
const MOST_HELPER_BYTES = 64 * 1024

/** A kernel module has a tool or two beside it. */
const HOSTED_SHARE = 0.25

/** Bytes of code that does something: neither headers that only declare, nor scripts. */
const codeBytes = ({ source: { languages, headers, scripts } }: SnapshotFacts): number =>
  languages.reduce((sum, { bytes }) => sum + bytes, 0) - headers.bytes - scripts.bytes

/** Whether there is no source, and no header either. */
export const isShell = (facts: SnapshotFacts): boolean =>
  codeBytes(facts) < LEAST_CODE_BYTES && facts.source.headers.bytes < LEAST_CODE_BYTES

const thinAnswer = (files: number): Answer => ({
  outcome: 'review',
  reason: { code: 'headers-only', files },
  seen: [],
})

/** Prebuilt code beside source. What is too small to hold much, firmware and data is only pointed out. */
const beside = ({ facts, component }: Judged): readonly Answer[] => {
  // What only runs is linked by nothing; a compiler is itself a program.
  const linked = ownOf(
    facts,
    component.role === 'compiler' ? ['library', 'program', 'pointer'] : ['library', 'pointer'],
  )
  const [first] = linked.found
  if (first !== undefined && linked.bytes >= LEAST_PREBUILT_BYTES)
    return [
      {
        outcome: 'review',
        reason: { code: 'prebuilt-beside', count: linked.files, first },
        seen: linked.found.map(seenBinary),
      },
    ]
  const code = ownOf(facts, ['array']).found.filter(({ form }) => form === MACHINE_WORDS)
  const [program] = code
  if (program !== undefined)
    return [
      {
        outcome: 'review',
        reason: { code: 'prebuilt-beside', count: code.length, first: program },
        seen: code.map(seenBinary),
      },
    ]
  const others = ownOf(facts, ['library', 'program', 'pointer', 'device', 'blob', 'array'])
  const [other] = others.found
  if (other === undefined) return []
  return [
    {
      outcome: 'noted',
      reason: { code: 'binaries-beside', count: others.files, first: other },
      seen: others.found.map(seenBinary),
    },
  ]
}

const LEAST_PREBUILT_BYTES = 64 * 1024

const ownOf = (
  { source: { binaries } }: SnapshotFacts,
  kinds: readonly BinaryKind[],
): { readonly found: readonly Binary[]; readonly files: number; readonly bytes: number } => {
  const counted = binaries.kinds.filter(({ kind, whose }) => whose === 'own' && kinds.includes(kind))
  return {
    found: binaries.found.filter(({ kind, whose }) => whose === 'own' && kinds.includes(kind)),
    files: counted.reduce((sum, { files }) => sum + files, 0),
    bytes: counted.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

const seenBinary = ({ path, form }: Binary): Seen => ({ path, line: null, text: form })

/** Whether no other component of the role has code that the headers could be for. */
const isAlone = ({ context, component }: Judged): boolean =>
  !declared(context).some((other) => {
    if (other === component || other.role !== component.role) return false
    const contents = contentsOf(other, context.case.subject, context.factsOf(other))
    return contents?.read.state === 'read' && codeBytes(contents.read.facts) >= LEAST_CODE_BYTES
  })
