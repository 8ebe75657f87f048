import type { Unknown } from '../core/case.ts'
import type { Asked } from '../core/evidence/questions.ts'
import type { ContentsRead, SnapshotFacts } from '../core/evidence/snapshot-facts.ts'
import type { SnapshotSource } from '../forges/snapshot-source.ts'
import { VERSION } from '../version.ts'
import type { FactsCache } from './facts-cache.ts'
import type { Questions } from './inspector.ts'
import { INSPECTOR_VERSION } from './inspectors.ts'
import { readFirmwareList } from './firmware-list.ts'
import type { Snapshots } from './snapshots.ts'

/** What is wanted of the files of a repository at one commit. */
export type Wanted = {
  /** Address of the repository; null for a working tree without a known one. */
  readonly repository: string | null
  /** null for what is no commit, and so may change: nothing is kept of it. */
  readonly commit: string | null
  /** '' or none for the whole repository. */
  readonly paths: readonly string[]
  readonly asked: Asked
  readonly open: () => SnapshotSource
}

/** Finds out what is in the files of components, in the order of what is wanted. */
export type ReadContents = (wanted: readonly Wanted[]) => Promise<readonly ContentsRead[]>

/**
 * Reads the contents of components: from what is kept, or else in one pass for all that are at one commit. Two that want
 * the same at the same time share one reading.
 */
export const createReadContents = (snapshots: Snapshots, cache: FactsCache): ReadContents => {
  const running = new Map<string, Promise<ContentsRead>>()

  const known = async (wanted: Wanted): Promise<ContentsRead | null> => {
    const key = keyOf(wanted)
    if (key === null) return null
    const facts = await cache.get(key)
    return facts === null ? ((await running.get(key)) ?? null) : { state: 'read', facts }
  }

  const read = async (group: readonly Wanted[]): Promise<readonly ContentsRead[]> => {
    const [first] = group
    if (first === undefined) return []
    const listed = group.every(({ asked }) => asked.firmware !== null)
      ? await readFirmwareList(first.open(), snapshots, group.map(firmwarePaths))
      : null
    if (listed !== null) return listed
    const scanned = await snapshots.read(first.open(), { base: first.repository, questions: group.map(questionsFor) })
    if (scanned.state === 'unknown') return group.map(() => scanned)
    return group.map((_, at) => asContents(scanned.facts[at]))
  }

  const keep = async (wanted: Wanted, contents: ContentsRead): Promise<void> => {
    const key = keyOf(wanted)
    // Another day's network may be faster.
    if (key === null || contents.state === 'unknown' || contents.facts.partial?.bound === 'time') return
    await cache.set(key, contents.facts)
  }

  return async (wanted) => {
    const found = await Promise.all(wanted.map(known))
    const missing = wanted.filter((_, at) => found[at] === null)
    const groups = [...Map.groupBy(missing, (each) => JSON.stringify([each.repository, each.commit])).values()]
    const readings = new Map<Wanted, Promise<ContentsRead>>()
    for (const group of groups) {
      const reading = read(group)
      for (const [at, each] of group.entries()) {
        const one = reading.then(async (all) => {
          const contents = all[at] ?? NOT_ASKED
          await keep(each, contents)
          return contents
        })
        readings.set(each, one)
        const key = keyOf(each)
        if (key === null) continue
        running.set(key, one)
        const forget = () => void running.delete(key)
        one.then(forget, forget)
      }
    }
    return Promise.all(wanted.map(async (each, at) => found[at] ?? (await readings.get(each)) ?? NOT_ASKED))
  }
}

const keyOf = ({ repository, commit, paths, asked }: Wanted): string | null =>
  commit === null
    ? null
    : JSON.stringify([
        VERSION,
        INSPECTOR_VERSION,
        repository,
        commit,
        paths,
        asked.names,
        asked.targets,
        asked.firmware,
      ])

const questionsFor = ({ paths, asked: { names, targets } }: Wanted): Questions => ({ paths, names, targets })

/** The files in question, as paths: of globs the directories that they begin with. */
const firmwarePaths = ({ paths, asked }: Wanted): readonly string[] =>
  paths.length > 0 ? paths : (asked.firmware ?? []).map((glob) => glob.replace(/[^/]*[*?].*$/s, '').replace(/\/$/, ''))

const asContents = (facts: SnapshotFacts | undefined): ContentsRead =>
  facts === undefined ? NOT_ASKED : { state: 'read', facts }

const FAULT: Unknown = { cause: 'malformed', detail: 'nobody read its files', retryAt: null }
const NOT_ASKED: ContentsRead = { state: 'unknown', why: FAULT }
