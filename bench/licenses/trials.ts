import type { Identification } from '../../src/core/license/identification.ts'
import { pick, seededRandom } from './random.ts'
import { COMMON, foreignSentences, spdxText } from './texts.ts'

export type Identify = (text: string, name?: string) => Identification
export type Trial = {
  readonly id: string
  readonly at: number
  readonly change: string
  readonly result: Identification
}

/** Puts a foreign sentence anywhere into a common licence, and lists the trials that still come out clean. */
export const insertionTrials = (identify: Identify, trials: number, seed: number): readonly Trial[] => {
  const random = seededRandom(seed)
  const sentences = foreignSentences()
  return repeat(trials, () => {
    const id = pick(random, COMMON)
    const text = spdxText(id)
    const sentence = pick(random, sentences)
    const at = pick(random, wordStarts(text))
    const [open, close] = pick(random, [[' ', ' '], ['\n', '\n'], ['\n\n', '\n\n'], [' ', '\n']] as const) // prettier-ignore
    return tried(identify, id, at, sentence, text.slice(0, at) + open + sentence + close + text.slice(at))
  })
}

const TURNING = /\b(?:not|no|nor|without|with|only|and|or|any|all|may|must|shall|binary|source|commercial|non-commercial|free|royalty-free|irrevocable|perpetual|unlimited|written|prior|use|modify|distribute|sublicense|sell|permitted|prohibited|granted|\d+|sections?|licensor|licensee|contributors?|you|your|authors?|holders?|recipient|user|third|party)\b/gi // prettier-ignore
const OTHERS = [
  'not', 'only', 'never', 'non-commercial', 'licensee', 'user', 'recipient', 'customer', 'employer', 'source', 'binary',
  'or', 'and', 'without', 'with', 'may not', 'must', 'no', 'personal', '17', 'commercial', 'academic', 'some', 'prohibited',
] as const // prettier-ignore

/** Deletes or replaces a word that turns the meaning, and lists the trials that still come out clean. */
export const turningTrials = (identify: Identify, trials: number, seed: number): readonly Trial[] => {
  const random = seededRandom(seed)
  return repeat(trials, () => {
    const id = pick(random, COMMON)
    const text = spdxText(id)
    const places = [...text.matchAll(TURNING)].filter((found) => !isNamed(text, found.index))
    const found = pick(random, places)
    const [word] = found
    const other = random() < 0.4 ? '' : pick(random, OTHERS)
    if (other.toLowerCase() === word.toLowerCase()) return null
    const end = found.index + word.length
    return tried(identify, id, found.index, `${word} -> ${other}`, text.slice(0, found.index) + other + text.slice(end))
  })
}

/** Placeholders, notices, headings and list numbers are what a licence lets vary. */
const isNamed = (text: string, at: number): boolean => {
  const start = text.lastIndexOf('\n', at) + 1
  const end = text.indexOf('\n', at)
  const line = text.slice(start, end < 0 ? undefined : end)
  const before = text.slice(start, at)
  return (
    (before.endsWith('(') && /^\w{1,3}\)/.test(text.slice(at))) ||
    /^\W*(?:portions )?(?:copyright|©)|free software foundation, inc/i.test(line) ||
    /[<[{][^>\]}]*$/.test(before) ||
    /copyright \(c\)[\s\d,-]*$/i.test(text.slice(0, at)) ||
    (/^\W*$/.test(before) && /^\s*\W*(?:\d+|[a-z])(?:\.\d+)*[.)]?\s/i.test(text.slice(start, at + 8))) ||
    (line.length < 60 && !/[.;,:]\s*$/.test(line))
  )
}

const tried = (identify: Identify, id: string, at: number, change: string, text: string): Trial | null => {
  const result = identify(text)
  return result.tier === 'clean' ? { id, at, change, result } : null
}

const repeat = (times: number, trial: () => Trial | null): readonly Trial[] =>
  Array.from({ length: times }, trial).filter((failed) => failed !== null)

const wordStarts = (text: string): readonly number[] => Array.from(text.matchAll(/\S+/g), ({ index }) => index)
