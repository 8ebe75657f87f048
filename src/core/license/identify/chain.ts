import type { Run } from './runs.ts'

/** Runs of one template that follow one another in it and in the text: one place where it may stand. */
export type Chain = { readonly template: number; readonly runs: readonly Run[]; readonly matched: number }

/** How many runs back a predecessor is looked for, and how many words of the text may lie between. */
const LOOK_BACK = 20
const MAX_GAP = 700
const GAP_COST = 0.15
/** A run this long says that the shorter ones within it are chance. */
const LONG = 12
const MUCH_LONGER = 3

/**
 * The places where a template may stand that hold `least` of its words or more, each run in one of them at most. Time in
 * proportion to the runs.
 */
export const chainsOf = (template: number, all: readonly Run[], least: number): Chain[] => {
  const runs = withoutChance(all)
  const score = new Float64Array(runs.length)
  const before = new Int32Array(runs.length).fill(-1)
  for (const [number, run] of runs.entries()) {
    let best = run.length
    for (let other = number - 1; other >= Math.max(0, number - LOOK_BACK); other -= 1) {
      const previous = runs[other]
      if (previous === undefined) continue
      const total = (score[other] ?? 0) + join(previous, run)
      if (total > best) {
        best = total
        before[number] = other
      }
    }
    score[number] = best
  }
  const used = new Uint8Array(runs.length)
  const chains: Chain[] = []
  for (const last of byScore(score)) {
    if (used[last] === 1) continue
    const picked: Run[] = []
    let words = 0
    for (let number = last; number !== -1 && used[number] !== 1; number = before[number] ?? -1) {
      used[number] = 1
      const run = runs[number]
      if (run === undefined) continue
      picked.push(run)
      words += run.length
    }
    if (words >= least) chains.push(toChain(template, picked.reverse()))
  }
  return chains
}

/** The numbers of the scores, the best first, among equals in their order. */
const byScore = (score: Float64Array): Iterable<number> => {
  const order = Array.from(score.keys())
  if (score.length > FEW) return order.sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0))
  for (let number = 1; number < order.length; number += 1) {
    let at = number
    for (; at > 0 && (score[order[at - 1] ?? 0] ?? 0) < (score[number] ?? 0); at -= 1) order[at] = order[at - 1] ?? 0
    order[at] = number
  }
  return order
}

/** Scores that are sorted by insertion, which takes less time than to call a sort for them. */
const FEW = 16

/** The same chain without the words of the text that are taken already; null where nothing is left. */
export const without = (chain: Chain, taken: Uint8Array): Chain | null => {
  const [first, last] = [chain.runs[0], chain.runs.at(-1)]
  if (first === undefined || last === undefined) return null
  const next = taken.indexOf(1, first.in)
  if (next === -1 || next >= last.in + last.length) return chain
  const left = chain.runs.flatMap((run) => {
    const parts: Run[] = []
    let start = -1
    for (let offset = 0; offset <= run.length; offset += 1) {
      const free = offset < run.length && taken[run.in + offset] === 0
      if (free && start < 0) start = offset
      if (!free && start >= 0) {
        parts.push({ at: run.at + start, in: run.in + start, length: offset - start })
        start = -1
      }
    }
    return parts
  })
  return left.length === 0 ? null : longestPart(chain.template, left, taken)
}

/** What is left on one side of a licence that was found inside is another place than what is left on the other side. */
const longestPart = (template: number, runs: readonly Run[], taken: Uint8Array): Chain => {
  const parts: Run[][] = []
  let previous: Run | null = null
  for (const run of runs) {
    const blocked = previous !== null && takenBetween(taken, previous.in + previous.length, run.in) > ISLAND
    if (previous === null || blocked) parts.push([run])
    else parts.at(-1)?.push(run)
    previous = run
  }
  const chains = parts.map((part) => toChain(template, part))
  return chains.reduce((best, next) => (next.matched > best.matched ? next : best))
}

const ISLAND = 8

const takenBetween = (taken: Uint8Array, from: number, to: number): number => {
  let count = 0
  for (let at = from; at < to; at += 1) count += taken[at] ?? 0
  return count
}

const toChain = (template: number, picked: readonly Run[]): Chain => {
  const runs: Run[] = []
  for (const run of picked) {
    const last = runs.at(-1)
    // Runs may overlap by words that both could claim: they belong to the earlier.
    const overlap = last === undefined ? 0 : Math.max(0, last.at + last.length - run.at, last.in + last.length - run.in)
    if (overlap < run.length) runs.push({ at: run.at + overlap, in: run.in + overlap, length: run.length - overlap })
  }
  return { template, runs, matched: runs.reduce((sum, run) => sum + run.length, 0) }
}

/** What a run adds after another; nothing can make up for one that can't follow. */
const join = (previous: Run, run: Run): number => {
  const inTemplate = run.at - (previous.at + previous.length)
  const inText = run.in - (previous.in + previous.length)
  if (run.at <= previous.at || run.in <= previous.in || inText > MAX_GAP) return -Infinity
  const overlap = Math.max(0, -inTemplate, -inText)
  if (overlap >= run.length) return -Infinity
  return run.length - overlap - GAP_COST * (Math.max(0, inTemplate) + Math.max(0, inText)) - 1
}

const withoutChance = (runs: readonly Run[]): readonly Run[] => {
  let reach = 0
  let longest = { end: 0, length: 0 }
  return runs.filter((run) => {
    const end = run.in + run.length
    // A text of several licences that are alike repeats itself: a much longer run knows which of its parts this is.
    const repeated = end <= longest.end && run.length * MUCH_LONGER <= longest.length
    const chance = repeated || (run.length < LONG && end <= reach)
    if (run.length >= LONG) reach = Math.max(reach, end)
    if (run.in >= longest.end || run.length > longest.length) longest = { end, length: run.length }
    return !chance
  })
}
