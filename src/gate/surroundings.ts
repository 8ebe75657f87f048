import { LRUCache } from 'lru-cache'
import type { Surroundings, WantedSurroundings } from '../core/change/surroundings.ts'
import type { LineConfig } from '../core/config.ts'
import type { RepositoryName } from '../forges/github/blobs.ts'
import type { GitHubClient } from '../forges/github/client.ts'
import { readSurroundings } from '../forges/github/surroundings.ts'

export type ReadSurroundings = (
  client: GitHubClient,
  repository: RepositoryName,
  range: { readonly base: string; readonly head: string },
  wanted: WantedSurroundings,
  config: LineConfig,
) => Promise<Surroundings>

const MOST_KEPT = 1_000

/** Keeps what commits hold, as that never changes: a push to a pull request seldom asks anything new of its base. */
export const createReadSurroundings = (): ReadSurroundings => {
  const kept = new LRUCache<string, Surroundings>({ max: MOST_KEPT })
  return async (client, repository, range, wanted, config) => {
    // Only headers are read at the head.
    const head = wanted.headers.length > 0 ? range.head : null
    const key = JSON.stringify([repository.owner, repository.name, range.base, head, wanted])
    const known = kept.get(key)
    if (known !== undefined) return known
    const found = await readSurroundings(client, repository, range, wanted, config)
    if (found.state === 'read') kept.set(key, found)
    return found
  }
}
