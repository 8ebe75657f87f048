import type { LicenseIndex } from './license-index.ts'
import type { Words } from './words.ts'

const MAX_TITLE = 16
const BEFORE = new Set(['the', 'license'])

/**
 * Where a heading that starts at word `from` ends; `from` where none does. A heading is exactly the name of a licence
 * that `accept` knows, such as one whose text stands below it.
 */
export const endOfTitle = (
  index: LicenseIndex,
  words: Words,
  from: number,
  to: number,
  accept: (ids: readonly string[]) => boolean,
): number => {
  const longest = Math.min(to, from + MAX_TITLE)
  const start = BEFORE.has(words.folded[from] ?? '') ? from + 1 : from
  const begins = firstWordsOf(index)
  for (const first of start === from ? [from] : [from, start]) {
    if (!begins.has(words.folded[first] ?? '')) continue
    for (let end = longest; end > first; end -= 1) {
      const ids = index.names.get(words.folded.slice(first, end).join(' '))
      if (ids !== undefined && accept(ids)) return end
    }
  }
  return from
}

/** The words that a name begins with. */
const firstWordsOf = (index: LicenseIndex): ReadonlySet<string> => {
  const known = firstWords.get(index)
  if (known !== undefined) return known
  const words = new Set(Array.from(index.names.keys(), (name) => name.split(' ', 1)[0] ?? ''))
  firstWords.set(index, words)
  return words
}

const firstWords = new WeakMap<LicenseIndex, ReadonlySet<string>>()
