import { type Hunk, type NumberedText, differences } from './align.ts'
import { type Chain, chainsOf, without } from './chain.ts'
import type { LicenseIndex, Template } from './license-index.ts'
import type { Run } from './runs.ts'

/** A template that stands in the text, from word `from` up to word `to`, and how the two differ. */
export type Placed = {
  readonly template: Template
  readonly from: number
  readonly to: number
  readonly hunks: readonly Hunk[]
  /** Words that both share. */
  readonly matched: number
}

/** Share of the words that a template can't do without, below which it isn't there. */
const MIN_SHARE = 0.5
/** Templates that may be found in one text, and readings of one place that are compared. */
const MAX_PLACED = 1500
const MAX_RIVALS = 6

/**
 * The licences that explain a text: the one that explains most of it first, then what explains what is left. Where
 * several templates come close, `cost` says how far a reading is from being that licence.
 */
export const explain = (
  index: LicenseIndex,
  text: NumberedText,
  shared: ReadonlyMap<number, readonly Run[]>,
  cost: (placed: Placed) => number,
): readonly Placed[] => {
  const taken = new Uint8Array(text.numbers.length)
  const placed: Placed[] = []
  const queue = makeQueue()
  for (const [number, runs] of shared) {
    const template = index.template(number)
    const least = leastOf(template)
    let words = 0
    for (const run of runs) words += run.length
    if (words < least) continue
    for (const chain of chainsOf(number, runs, least)) queue.add(chain, scoreOf(template, chain))
  }
  while (placed.length < MAX_PLACED) {
    const best = next(queue, index, taken)
    if (best === null) break
    const rivals = [best]
    while (rivals.length < MAX_RIVALS) {
      const rival = queue.peek()
      if (rival === null || rival.score < best.score * 0.8 - 8 || !sameplace(best.chain, rival.chain)) break
      queue.take()
      const fresh = refresh(rival, index, taken)
      if (fresh !== null) rivals.push(fresh)
    }
    const readings = rivals.map((rival) => {
      const reading = place(index, text, rival.chain, taken)
      return { reading, cost: cost(reading), rival }
    })
    const whole = readings.reduce((least, reading) => (reading.cost < least.cost ? reading : least))
    for (const { rival } of readings) if (rival !== whole.rival) queue.add(rival.chain, rival.score)
    const inside = isPoor(whole) ? partsOf(queue, whole.rival.chain, index, taken) : []
    const parts = inside.map((rival) => {
      const reading = place(index, text, rival.chain, taken)
      return { reading, cost: cost(reading), rival }
    })
    const first = parts[0]
    const better = first !== undefined && parts.reduce((sum, part) => sum + part.cost, 0) < whole.cost
    const winner = better ? first : whole
    for (const { rival } of [...parts, ...(better ? [whole] : [])]) {
      if (rival !== winner.rival) queue.add(rival.chain, rival.score)
    }
    placed.push(winner.reading)
    taken.fill(1, winner.reading.from, winner.reading.to)
  }
  return placed.sort((a, b) => a.from - b.from)
}

type Scored = { readonly chain: Chain; readonly score: number }

/** Shared words below which a template isn't there. */
const leastOf = ({ required, from, to }: Template): number => Math.max(required * MIN_SHARE, Math.min(4, to - from))

const scoreOf = (template: Template, chain: Chain): number => {
  if (chain.matched < leastOf(template)) return -1
  const required = requiredIn(template, chain)
  if (required < template.required * MIN_SHARE) return -1
  const span = endOf(chain) - startOf(chain)
  const gain = chain.matched - 0.6 * (template.required - required) - 0.3 * Math.max(0, span - chain.matched)
  // The whole of a short text explains more than the half of a long one that holds something like it twice.
  return gain * Math.min(1, required / template.required)
}

/** Shared words that the template can't do without. */
const requiredIn = ({ optional }: Template, chain: Chain): number => {
  let needed = chain.matched
  if (optional.length === 0) return needed
  for (const { at, length } of chain.runs) {
    for (const [from, to] of optional) needed -= Math.max(0, Math.min(to, at + length) - Math.max(from, at))
  }
  return needed
}

const startOf = (chain: Chain): number => chain.runs[0]?.in ?? 0
const endOf = (chain: Chain): number => {
  const last = chain.runs.at(-1)
  return last === undefined ? 0 : last.in + last.length
}

const sameplace = (one: Chain, other: Chain): boolean => {
  const shared = Math.min(endOf(one), endOf(other)) - Math.max(startOf(one), startOf(other))
  return shared > 0.6 * (endOf(one) - startOf(one))
}

/** Far enough from what it is taken for that several licences in a row may explain the text better. */
const isPoor = ({ reading, cost }: { readonly reading: Placed; readonly cost: number }): boolean =>
  reading.template.required >= LONG && cost > -0.72 * reading.matched

const LONG = 200
const MAX_LOOKED = 300

/** Other licences that follow one another where one may stand, the best of each place. They leave the queue. */
const partsOf = (queue: Queue, chain: Chain, index: LicenseIndex, taken: Uint8Array): Scored[] => {
  const parts: Scored[] = []
  const looked: Scored[] = []
  while (looked.length < MAX_LOOKED) {
    const found = queue.take()
    if (found === null) break
    looked.push(found)
    const apart = parts.every(
      (part) => startOf(found.chain) >= endOf(part.chain) || endOf(found.chain) <= startOf(part.chain),
    )
    const inside = startOf(found.chain) >= startOf(chain) - NEAR && endOf(found.chain) <= endOf(chain) + NEAR
    const fresh = inside && apart ? refresh(found, index, taken) : null
    if (fresh?.chain.matched !== found.chain.matched) continue
    looked.pop()
    parts.push(fresh)
  }
  for (const { chain: other, score } of looked) queue.add(other, score)
  return parts
}

const NEAR = 40

const refresh = (scored: Scored, index: LicenseIndex, taken: Uint8Array): Scored | null => {
  const { chain } = scored
  const left = without(chain, taken)
  if (left === null) return null
  if (left === chain) return scored
  const template = index.template(chain.template)
  const score = scoreOf(template, left)
  return score <= 0 ? null : { chain: left, score }
}

/** The best chain that is still free. One that lost words to another licence goes back and waits for its new turn. */
const next = (queue: Queue, index: LicenseIndex, taken: Uint8Array): Scored | null => {
  for (;;) {
    const best = queue.take()
    if (best === null) return null
    const fresh = refresh(best, index, taken)
    if (fresh === null) continue
    if (fresh.chain.matched === best.chain.matched) return fresh
    queue.add(fresh.chain, fresh.score)
  }
}

const place = (index: LicenseIndex, text: NumberedText, chain: Chain, taken: Uint8Array): Placed => {
  const template = index.template(chain.template)
  let from = startOf(chain)
  while (from > 0 && taken[from - 1] === 0 && startOf(chain) - from < EDGE) from -= 1
  let to = endOf(chain)
  while (to < text.numbers.length && taken[to] === 0 && to - endOf(chain) < EDGE) to += 1
  const words = index.tokens.subarray(template.from, template.to)
  const found = differences(words, text, chain.runs, { from, to })
  const titled = withoutPartOfTitle(withoutFarTitle(found, template, text), template, text)
  const { hunks, ...span } = withoutStrayEnd(titled, template)
  const missing = hunks.reduce((sum, hunk) => sum + hunk.to - hunk.from, 0)
  return { template, hunks, ...span, matched: words.length - missing }
}

const EDGE = 500

type Differences = ReturnType<typeof differences>

/** A title with other text behind it, as in a link, isn't the licence's own: the licence begins below. */
const withoutFarTitle = (found: Differences, { title }: Template, { silent }: NumberedText): Differences => {
  const after = found.hunks.findLastIndex(
    ({ from, to, inFrom, inTo }) => from > 0 && to <= title && silent.subarray(inFrom, inTo).includes(0),
  )
  const hunk = found.hunks[after]
  if (hunk === undefined) return found
  const missing = { from: 0, to: hunk.to, inFrom: hunk.inTo, inTo: hunk.inTo }
  return { hunks: [missing, ...found.hunks.slice(after + 1)], from: hunk.inTo, to: found.to }
}

/** The last words of a title behind others on their line are of those: "Acme Research License" is no "MIT License". */
const withoutPartOfTitle = (found: Differences, { title }: Template, { line }: NumberedText): Differences => {
  const [first, second] = found.hunks
  const opensLine = found.from === 0 || line[found.from] !== line[found.from - 1]
  if (opensLine || first?.from !== 0 || first.to === 0 || first.to >= title || first.inTo > found.from) return found
  const end = Math.min(title, second?.from ?? title)
  const inText = found.from + end - first.to
  return {
    hunks: [{ from: 0, to: end, inFrom: inText, inTo: inText }, ...found.hunks.slice(1)],
    from: inText,
    to: found.to,
  }
}

/** Words by which the end of a text resembles the start of an appendix that isn't there. */
const STRAY = 2

const withoutStrayEnd = (found: Differences, { optional, from, to }: Template): Differences => {
  const last = found.hunks.at(-1)
  const size = to - from
  if (last?.to !== size || last.inTo !== last.inFrom || last.inTo !== found.to) return found
  const [start] = optional.find(([first, end]) => first < last.from && last.from < end) ?? [size]
  const stray = last.from - start
  const before = found.hunks.at(-2)?.to ?? 0
  if (start === size || stray > STRAY || before > start) return found
  const end = last.inFrom - stray
  return { hunks: [...found.hunks.slice(0, -1), { from: start, to: size, inFrom: end, inTo: end }], from: found.from, to: end } // prettier-ignore
}

type Queue = {
  readonly add: (chain: Chain, score: number) => void
  readonly peek: () => Scored | null
  readonly take: () => Scored | null
}

/** A binary heap, the best score first; among equals the template that comes first in the index. */
const makeQueue = (): Queue => {
  const heap: Scored[] = []
  const before = (a: Scored, b: Scored) =>
    a.score > b.score || (a.score === b.score && a.chain.template < b.chain.template)
  const swap = (one: number, other: number) => {
    const [a, b] = [heap[one], heap[other]]
    if (a === undefined || b === undefined) return
    heap[one] = b
    heap[other] = a
  }
  const isBefore = (one: number, other: number): boolean => {
    const [a, b] = [heap[one], heap[other]]
    return a !== undefined && b !== undefined && before(a, b)
  }
  return {
    add: (chain, score) => {
      if (score <= 0) return
      let at = heap.push({ chain, score }) - 1
      while (at > 0 && isBefore(at, (at - 1) >> 1)) {
        swap(at, (at - 1) >> 1)
        at = (at - 1) >> 1
      }
    },
    peek: () => heap[0] ?? null,
    take: () => {
      const top = heap[0] ?? null
      const last = heap.pop()
      if (top === null || last === undefined || heap.length === 0) return top
      heap[0] = last
      for (let at = 0; ;) {
        let first = at
        if (isBefore(2 * at + 1, first)) first = 2 * at + 1
        if (isBefore(2 * at + 2, first)) first = 2 * at + 2
        if (first === at) return top
        swap(at, first)
        at = first
      }
    },
  }
}
