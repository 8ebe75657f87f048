import { LRUCache } from 'lru-cache'
import type { ComponentKey } from '../core/case.ts'
import type { Config } from '../core/config.ts'
import type { Lineage } from '../core/evidence/lineage.ts'
import { likelyUpstreams } from '../core/evidence/likely-upstreams.ts'
import type { RepositoryUrl } from '../core/repository-url.ts'
import type { Answer } from '../forges/answer.ts'
import type { DescribedRepository, Forge } from '../forges/forge.ts'

/** How a component's commit stands to the registered upstreams that it may be a copy of; null where there is none. */
export type ReadLineage = (forge: Forge, key: ComponentKey, found: DescribedRepository) => Promise<Lineage | null>

const MOST_KEPT = 10_000
/** An upstream may take in what was another's until then. */
const OWN_FOR_MS = 86_400_000

/**
 * Looks components up at their likely upstreams by their commits, so that a copy is recognised whatever its forge knows.
 * What was found is kept by commit: a commit that is an upstream's stays one.
 */
export const createReadLineage = (
  config: Pick<Config, 'upstreams' | 'forges'>,
  now: () => number = Date.now,
): ReadLineage => {
  const kept = new LRUCache<string, Shared>({ max: MOST_KEPT, perf: { now }, ttlResolution: 0 })
  const running = new Map<string, Promise<Shared>>()
  const likelyOf = new LRUCache<string, ReturnType<typeof likelyUpstreams>>({ max: MOST_KEPT })

  const likelyFor = (known: Parameters<typeof likelyUpstreams>[1]): readonly RepositoryUrl[] => {
    const key = JSON.stringify(known)
    const likely = likelyOf.get(key) ?? likelyUpstreams(config, known)
    likelyOf.set(key, likely)
    return likely
  }

  /** Those that ask the same at the same time, as for several paths of one repository, share one answer. */
  const share = (forge: Forge, suspect: Suspect): Promise<Shared> => {
    const key = JSON.stringify(suspect)
    const known = kept.get(key)
    if (known !== undefined) return Promise.resolve(known)
    const asked = running.get(key) ?? compare(forge, suspect)
    running.set(key, asked)
    const keep = (found: Shared): void => {
      running.delete(key)
      if (found.state !== 'unknown') kept.set(key, found, { ttl: found.state === 'copy' ? 0 : OWN_FOR_MS })
    }
    asked.then(keep, () => running.delete(key))
    return asked
  }

  return async (forge, { repository: declared, paths }, { url, ref, parent }) => {
    if (ref === null) return null
    const forkedFrom = parent === 'not-tellable' || parent === null ? [] : [parent.url]
    const likely = likelyFor({ urls: [declared, url, ...forkedFrom], paths })
    if (likely.length === 0) return null
    const found = await Promise.all(
      likely.map(async (upstream): Promise<Lineage> => {
        const shared = await share(forge, { upstream, url, commit: ref.commit, ref: ref.name })
        return shared.state === 'history' ? forkOf(forge, upstream, paths) : shared
      }),
    )
    return RANK.map((state) => found.find((each) => each.state === state)).find((each) => each !== undefined) ?? null
  }
}

/** What says most comes first; what could not be found out may still say more than nothing. */
const RANK: readonly Lineage['state'][] = ['copy', 'unknown', 'fork', 'own']

/** Without its paths: `history` is a fork of what has them too or has not. */
type Shared = Exclude<Lineage, { state: 'fork' }> | { readonly state: 'history' }

type Suspect = {
  readonly upstream: RepositoryUrl
  readonly url: RepositoryUrl
  readonly commit: string
  readonly ref: string
}

const OWN = { state: 'own' } as const

const compare = async (forge: Forge, { upstream, url, commit, ref }: Suspect): Promise<Shared> => {
  const isTheirs = await forge.holds({ repository: upstream, commit, ref })
  if (!isTheirs.ok) return unlessMissing(isTheirs)
  if (isTheirs.value === true) return { state: 'copy', upstream }
  const history = await forge.history({ repository: url, commit })
  if (!history.ok) return unlessMissing(history)
  const oldest = history.value.at(-1)
  if (oldest === undefined || oldest === commit) return OWN
  const isShared = await forge.holds({ repository: upstream, commit: oldest, ref })
  if (!isShared.ok) return unlessMissing(isShared)
  return isShared.value === true ? { state: 'history' } : OWN
}

const forkOf = async (forge: Forge, upstream: RepositoryUrl, paths: readonly string[]): Promise<Lineage> => {
  const [there] = await forge.describe([{ repository: upstream, ref: null, paths }])
  if (there?.state === 'unknown') return there
  if (there?.state !== 'readable') return OWN
  return { state: 'fork', upstream, hasPaths: there.repository.missingPaths.length === 0 }
}

/** Nobody is sent to an upstream that isn't there. */
const unlessMissing = ({ failure }: Answer<unknown> & { ok: false }): Shared =>
  failure.kind === 'missing' ? OWN : { state: 'unknown', why: failure.why }
