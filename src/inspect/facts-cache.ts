import { LRUCache } from 'lru-cache'
import type { SnapshotFacts } from '../core/evidence/snapshot-facts.ts'

/** Facts by what they are facts of. A commit never changes, so that they stay true; what keeps them may lose them. */
export type FactsCache = {
  readonly get: (key: string) => Promise<SnapshotFacts | null>
  readonly set: (key: string, facts: SnapshotFacts) => Promise<void>
}

/** Of all facts together, as text. */
const MOST_BYTES = 64 * 1024 * 1024

/** Of those that are kept as objects too, by their texts. */
const MOST_READ_BYTES = 1024 * 1024
const MOST_READ = 100

/** In this process's memory; those that nobody asked for longest go first. */
export const createMemoryCache = (mostBytes = MOST_BYTES): FactsCache => {
  // As text their size is known.
  const kept = new LRUCache<string, string>({
    maxSize: mostBytes,
    sizeCalculation: (text, key) => text.length + key.length,
  })
  // What many verdicts in a row ask for is read from its text once.
  const read = new LRUCache<string, SnapshotFacts>({ max: MOST_READ, maxSize: MOST_READ_BYTES })
  return {
    get: (key) => {
      const text = kept.get(key)
      if (text === undefined) return Promise.resolve(null)
      const known = read.get(key)
      if (known !== undefined) return Promise.resolve(known)
      const facts = frozen(JSON.parse(text) as SnapshotFacts)
      read.set(key, facts, { size: text.length })
      return Promise.resolve(facts)
    },
    set: (key, facts) => {
      kept.set(key, JSON.stringify(facts))
      read.delete(key)
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

/** Shared by all who ask, so nobody can change it. */
const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) frozen(part)
  return Object.freeze(value)
}
