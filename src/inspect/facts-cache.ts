import { LRUCache } from 'lru-cache'
import type { SnapshotFacts } from '../core/evidence/snapshot-facts.ts'

/** Facts by what they are facts of. A commit never changes, so that they stay true; what keeps them may lose them. */
export type FactsCache = {
  readonly get: (key: string) => Promise<SnapshotFacts | null>
  readonly set: (key: string, facts: SnapshotFacts) => Promise<void>
}

/** Of all facts together, as text. */
const MOST_BYTES = 64 * 1024 * 1024

/** In this process's memory; those that nobody asked for longest go first. */
export const createMemoryCache = (mostBytes = MOST_BYTES): FactsCache => {
  // As text their size is known, and nobody can change them.
  const kept = new LRUCache<string, string>({
    maxSize: mostBytes,
    sizeCalculation: (text, key) => text.length + key.length,
  })
  return {
    get: (key) => {
      const text = kept.get(key)
      return Promise.resolve(text === undefined ? null : (JSON.parse(text) as SnapshotFacts))
    },
    set: (key, facts) => {
      kept.set(key, JSON.stringify(facts))
      return Promise.resolve()
    },
  }
}

/** Two caches as one: what only the far one has is kept in the near one too. */
export const createLayeredCache = (near: FactsCache, far: FactsCache): FactsCache => ({
  get: async (key) => {
    const here = await near.get(key)
    if (here !== null) return here
    const there = await far.get(key)
    if (there !== null) await near.set(key, there)
    return there
  },
  set: async (key, facts) => {
    await Promise.all([near.set(key, facts), far.set(key, facts)])
  },
})
