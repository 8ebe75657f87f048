import { DENIED_WORDS } from './denied-words.ts'
import { hidesTerms } from './hidden-words.ts'
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
  if (NOT_ASCII.test(found)) return at
  // An address can be made up to say anything.
  const denied = words.folded.slice(at, end).filter((word) => DENIED_WORDS.has(word)).length
  const said = found.replace(HOSTS_OF_MAIL, '@')
  return holdsRestriction(said) || denied > MAX_DENIED || besideHost(said).some(hidesTerms) ? at : end
}

const NOT_ASCII = /[^\0-\x7F]/

const AT = String.raw`(?:@| ?[([{]at[)\]}] ?| at )`
const DOT = String.raw`(?:[.@]| ?[([{]dot[)\]}] ?| dot )`
const SPELLED_MAIL = new RegExp(
  `[a-z][\\w.+-]{0,40}(?:${DOT}[a-z][\\w-]{0,40}){0,2}${AT}[a-z][\\w-]{0,40}(?:${DOT}[a-z][\\w-]{0,40}){1,4}(?=\\s?[>)])`,
  'iy',
)

/** An e-mail address in brackets that is written so that no machine reads it: `<jane at example dot org>`. */
export const endOfSpelledMail = (words: Words, at: number, to: number): number => {
  const start = words.from[at] ?? 0
  if (!/[<(]\s?$/.test(words.text.slice(Math.max(0, start - 2), start))) return at
  SPELLED_MAIL.lastIndex = start
  const found = SPELLED_MAIL.exec(words.text)?.[0]
  if (found === undefined || hidesTerms(found.replaceAll(/\b(?:at|dot)\b/gi, ' ')) || holdsRestriction(found)) return at
  let end = at
  while (end < to && (words.from[end] ?? 0) < start + found.length) end += 1
  return words.folded.slice(at, end).some((word) => word !== 'at' && DENIED_WORDS.has(word)) ? at : end
}

/** Whose mail it is, or the parts of a path. */
const besideHost = (address: string): readonly string[] =>
  address.includes('@')
    ? address.split('@', 1)
    : address
        .replace(/^https?:\/\//i, '')
        .split(/[/?#&]/)
        .slice(1)

/** Where everybody's address may be. */
const HOSTS_OF_MAIL = /@users\.(?:noreply\.github\.com|sourceforge\.net|sf\.net)$/i

/** `copyright@example.org` */
const MAX_DENIED = 1
