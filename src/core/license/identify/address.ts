import { DENIED_WORDS } from './denied-words.ts'
import { holdsRestriction } from './restricting-names.ts'
import type { Words } from './words.ts'

/** An e-mail or web address, of which every word counts as one name. */
export const endOfAddress = (words: Words, at: number, to: number): number => {
  const start = words.from[at] ?? 0
  const chunk = /[^\s<>()[\],;"']{1,120}/y
  chunk.lastIndex = start
  const found = chunk.exec(words.text)?.[0] ?? ''
  if (
    !/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+|^https?:\/\/[\w-]+\.|^www\.[\w-]+\.|^(?:[\w-]{1,60}\.){1,4}(?:com|org|net|io|de|edu|dev|fr|uk)\b/i.test(
      found,
    )
  ) {
    return at
  }
  let end = at
  while (end < to && (words.from[end] ?? 0) < start + found.length) end += 1
  // An address can be made up to say anything.
  const denied = words.folded.slice(at, end).filter((word) => DENIED_WORDS.has(word)).length
  return holdsRestriction(found) || denied > MAX_DENIED ? at : end
}

/** `copyright@example.org` */
const MAX_DENIED = 1
