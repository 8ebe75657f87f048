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

  const readTogether = async (group: readonly Wanted[]): Promise<readonly ContentsRead[]> => {
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

  /** null where nothing is kept of it. */
  const known = async (wanted: Wanted): Promise<ContentsRead | null> => {
    const key = keyOf(wanted)
    const facts = key === null ? null : await cache.get(key)
    return facts === null ? null : { state: 'read', facts }
  }

  const keep = async (wanted: Wanted, contents: ContentsRead): Promise<void> => {
    const key = keyOf(wanted)
    // Another day's network may be faster.
    if (key === null || contents.state === 'unknown' || contents.facts.partial?.bound === 'time') return
    await cache.set(key, contents.facts)
  }

  const find = async (wanted: readonly Wanted[]): Promise<ReadonlyMap<Wanted, ContentsRead>> => {
    const found = new Map<Wanted, ContentsRead>()
    const missing: Wanted[] = []
    for (const each of wanted) {
      const contents = await known(each)
      if (contents === null) missing.push(each)
      else found.set(each, contents)
    }
    const groups = Map.groupBy(missing, (each) => JSON.stringify([each.repository, each.commit])).values()
    await Promise.all(
      [...groups].map(async (group) => {
        const read = await readTogether(group)
        for (const [at, each] of group.entries()) {
          const contents = read[at] ?? NOT_ASKED
          found.set(each, contents)
          await keep(each, contents)
        }
      }),
    )
    return found
  }

  return (wanted) => {
    const mine = wanted.filter((each) => !running.has(keyOf(each) ?? ''))
    const finding = find(mine)
    for (const each of mine) {
      const key = keyOf(each)
      if (key === null) continue
      const one = finding.then((found) => found.get(each) ?? NOT_ASKED)
      running.set(key, one)
      const forget = () => void running.delete(key)
      one.then(forget, forget)
    }
    return Promise.all(
      wanted.map(async (each) => {
        const shared = mine.includes(each) ? undefined : running.get(keyOf(each) ?? '')
        return (await shared) ?? (await finding).get(each) ?? NOT_ASKED
      }),
    )
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
