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
  for (const first of start === from ? [from] : [from, start]) {
    for (let end = longest; end > first; end -= 1) {
      const ids = index.names.get(words.folded.slice(first, end).join(' '))
      if (ids !== undefined && accept(ids)) return end
    }
  }
  return from
}
