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
  const needed = Uint32Array.from(grams, (count) => Math.max(1, Math.ceil(count * MIN_GRAMS)))
  // Kept from one text to the next, as making them anew takes longer than most texts do.
  const hits = new Uint32Array(grams.length)
  const counted = new Uint32Array(owners.length)
  let texts = 0
  const seen = makeSeen(grams.length)

  return (text) => {
    texts += 1
    const { found, count } = lookUp(text)
    countHits(found, count)
    const runs = new Map<number, Run[]>()
    seen.begin(text.length)
    let followed = 0
    for (let gram = 0; gram < count && followed <= MAX_PLACES; gram += 3) {
      const at = found[gram] ?? 0
      const to = found[gram + 2] ?? 0
      for (let entry = found[gram + 1] ?? 0; entry < to; entry += 1) {
        const owner = owners[entry] ?? 0
        if ((hits[owner] ?? 0) < (needed[owner] ?? 0)) continue
        followed += 1
        const place = places[entry] ?? 0
        if (seen.reaches(owner, place - at, at)) continue
        const first = bounds[owner] ?? 0
        const end = bounds[owner + 1] ?? first
        let back = 0
        while (place - back > first && at - back > 0 && tokens[place - back - 1] === text[at - back - 1]) back += 1
        const most = Math.min(end - place, text.length - at)
        let forward = 0
        while (forward < most && tokens[place + forward] === text[at + forward]) forward += 1
        // Words of the same hash may be others.
        if (back + forward < GRAM) continue
        seen.add(owner, place - at, at + forward)
        if (back + forward < MIN_RUN_OF_LONG && end - first > LONG_TEMPLATE) continue
        const run = { at: place - back - first, in: at - back, length: back + forward }
        const list = runs.get(owner)
        if (list === undefined) runs.set(owner, [run])
        else list.push(run)
      }
    }
    for (const [owner, list] of runs) if (!isInOrder(list)) runs.set(owner, inOrder(list))
    return runs
  }

  /** For each gram of the text that some template has: its first word, and from where to where its entries are. */
  function lookUp(text: Uint16Array): { readonly found: Uint32Array; readonly count: number } {
    const found = new Uint32Array(3 * text.length)
    let count = 0
    for (let at = 0; at + GRAM <= text.length; at += 1) {
      const hash = hashGram(text, at)
      if (hash < 0) continue
      const low = hash & 0xffff
      const bucketEnd = starts[(hash >>> 16) + 1] ?? 0
      let from = starts[hash >>> 16] ?? 0
      while (from < bucketEnd && (lows[from] ?? 0) < low) from += 1
      let to = from
      while (to < bucketEnd && lows[to] === low) to += 1
      if (to === from) continue
      found[count] = at
      found[count + 1] = from
      found[count + 2] = to
      count += 3
    }
    return { found, count }
  }

  /** Each gram of a template counts once, however often the text repeats it. */
  function countHits(found: Uint32Array, count: number): void {
    hits.fill(0)
    for (let gram = 0; gram < count; gram += 3) {
      const from = found[gram + 1] ?? 0
      if (counted[from] === texts) continue
      counted[from] = texts
      const to = found[gram + 2] ?? 0
      for (let entry = from; entry < to; entry += 1) {
        const owner = owners[entry] ?? 0
        hits[owner] = (hits[owner] ?? 0) + 1
      }
    }
  }
}

/**
 * Remembers how far the last run on a diagonal reaches in the text: the last diagonal of each template, and others by
 * their number among all templates' words, which is one of a single template nearly always. One that was forgotten only
 * costs time.
 */
const makeSeen = (templates: number) => {
  const lastDiagonals = new Int32Array(templates)
  const lastReached = new Float64Array(templates).fill(-1)
  const diagonals = new Int32Array(SLOTS)
  const reached = new Float64Array(SLOTS).fill(-1)
  /** Texts follow one another on one count, so that nothing needs to be forgotten between them. */
  let start = 0
  let next = 0
  const slotOf = (diagonal: number): number => (Math.imul(diagonal, 0x9e3779b1) >>> 16) & (SLOTS - 1)
  return {
    begin: (length: number): void => {
      start = next
      next += length + 1
    },
    reaches: (template: number, diagonal: number, at: number): boolean => {
      if (lastDiagonals[template] === diagonal && (lastReached[template] ?? -1) > start + at) return true
      const slot = slotOf(diagonal)
      return diagonals[slot] === diagonal && (reached[slot] ?? -1) > start + at
    },
    add: (template: number, diagonal: number, to: number): void => {
      lastDiagonals[template] = diagonal
      lastReached[template] = start + to
      const slot = slotOf(diagonal)
      diagonals[slot] = diagonal
      reached[slot] = start + to
    },
  }
}

const SLOTS = 8192

const isInOrder = (runs: readonly Run[]): boolean => {
  let previous = -1
  for (const run of runs) {
    if (run.in <= previous) return false
    previous = run.in
  }
  return true
}

const inOrder = (runs: readonly Run[]): Run[] => {
  const sorted = [...runs].sort((a, b) => a.in - b.in || a.at - b.at)
  return sorted.filter((run, number) => run.in !== sorted[number - 1]?.in || run.at !== sorted[number - 1]?.at)
}
