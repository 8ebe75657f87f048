import { GRAM, hashGram, type LicenseIndex } from './license-index.ts'

/** Words in a row that a template and the text share. `at` is the first in the template, `in` the first in the text. */
export type Run = { readonly at: number; readonly in: number; readonly length: number }

/** Places that are followed in one text; past this it is made to cost time, and is no licence file. */
const MAX_PLACES = 4_000_000
/** Share of its grams that a template must have in the text to be looked at. */
const MIN_GRAMS = 0.4
/** In a long text a short run is chance more often than not, and what is between longer ones is compared anyway. */
const LONG_TEMPLATE = 500
const MIN_RUN_OF_LONG = 8

/** Finds the runs that a text shares with each template that may stand in it, in the order of the text. */
export const makeRunFinder = (index: LicenseIndex): ((text: Uint16Array) => ReadonlyMap<number, readonly Run[]>) => {
  const { tokens, bounds, grams, starts, lows, owners, places } = index

  return (text) => {
    const found = lookUp(text)
    // Each gram of a template counts once, however often the text repeats it.
    const hits = new Uint32Array(grams.length)
    const counted = new Uint8Array(owners.length)
    for (const [, from, to] of found) {
      for (let entry = from; entry < to; entry += 1) {
        if (counted[entry] === 1) continue
        counted[entry] = 1
        const owner = owners[entry] ?? 0
        hits[owner] = (hits[owner] ?? 0) + 1
      }
    }
    const likely = Uint8Array.from(hits, (count, owner) =>
      count >= (grams[owner] ?? 0) * MIN_GRAMS && count > 0 ? 1 : 0,
    )
    const runs = new Map<number, Run[]>()
    const seen = makeSeen()
    let followed = 0
    for (const [at, from, to] of found) {
      if (followed > MAX_PLACES) break
      for (let entry = from; entry < to; entry += 1) {
        const owner = owners[entry] ?? 0
        if (likely[owner] === 0) continue
        followed += 1
        const place = places[entry] ?? 0
        if (seen.reaches(place - at, at)) continue
        const first = bounds[owner] ?? 0
        const end = bounds[owner + 1] ?? first
        let back = 0
        while (place - back > first && at - back > 0 && tokens[place - back - 1] === text[at - back - 1]) back += 1
        let forward = 0
        while (place + forward < end && at + forward < text.length && tokens[place + forward] === text[at + forward])
          forward += 1
        // Words of the same hash may be others.
        if (back + forward < GRAM) continue
        seen.add(place - at, at + forward)
        if (back + forward < MIN_RUN_OF_LONG && end - first > LONG_TEMPLATE) continue
        const run = { at: place - back - first, in: at - back, length: back + forward }
        const list = runs.get(owner)
        if (list === undefined) runs.set(owner, [run])
        else list.push(run)
      }
    }
    for (const [owner, list] of runs) runs.set(owner, inOrder(list))
    return runs
  }

  /** For each gram of the text that some template has: its first word, and its entries in the index. */
  function lookUp(text: Uint16Array): (readonly [at: number, from: number, to: number])[] {
    const found: (readonly [number, number, number])[] = []
    for (let at = 0; at + GRAM <= text.length; at += 1) {
      const hash = hashGram(text, at)
      if (hash < 0) continue
      const low = hash & 0xffff
      const bucketEnd = starts[(hash >>> 16) + 1] ?? 0
      let from = starts[hash >>> 16] ?? 0
      while (from < bucketEnd && (lows[from] ?? 0) < low) from += 1
      let to = from
      while (to < bucketEnd && lows[to] === low) to += 1
      if (to > from) found.push([at, from, to])
    }
    return found
  }
}

/**
 * Remembers how far the last run on a diagonal reaches in the text. A diagonal of all templates' words together is one of
 * a single template nearly always, and one that was forgotten only costs time.
 */
const makeSeen = () => {
  const diagonals = new Int32Array(SLOTS)
  const reached = new Int32Array(SLOTS).fill(-1)
  const slotOf = (diagonal: number): number => (Math.imul(diagonal, 0x9e3779b1) >>> 16) & (SLOTS - 1)
  return {
    reaches: (diagonal: number, at: number): boolean => {
      const slot = slotOf(diagonal)
      return diagonals[slot] === diagonal && (reached[slot] ?? -1) > at
    },
    add: (diagonal: number, to: number): void => {
      const slot = slotOf(diagonal)
      diagonals[slot] = diagonal
      reached[slot] = to
    },
  }
}

const SLOTS = 8192

const inOrder = (runs: readonly Run[]): Run[] => {
  const sorted = [...runs].sort((a, b) => a.in - b.in || a.at - b.at)
  return sorted.filter((run, number) => run.in !== sorted[number - 1]?.in || run.at !== sorted[number - 1]?.at)
}
