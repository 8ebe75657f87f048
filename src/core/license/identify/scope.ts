import type { LicenseIndex } from './license-index.ts'
import { isParty, type Lexicon } from './party.ts'
import { endOfTitle } from './titles.ts'
import type { Words } from './words.ts'

/** Words that are looked at for one sentence. */
const MAX_SENTENCE = 40
const MAX_NAME = 6

const THINGS = 'software|project|library|program|package|module|code|work|repository|file|product|source code'
const THIS = new RegExp(`^(?:this|the) (?:${THINGS}) (?=(?:is|are) )`)
const CONTRIBUTIONS = /^(?:all )?contributions (?:to|towards) /
const INCLUDES = /^(?:this (?:software|project|library|program|package) )?(?:includes|contains|uses) (?:the )?/
const VERB =
  /^this is the |^(?:(?:is|are) )?(?:hereby )?(?:released|licensed|distributed|made available|provided) (?:under|with|as) (?:the |an )?(?:terms (?:and conditions )?of (?:the )?)?/
/** What a notice in a package of Debian ends with. */
const DEBIAN =
  /^on debian (?:gnu linux )?(?:based )?systems (?:you can find )?the (?:complete |full )?text of (?:the )?(?:version [\d ]{1,4}of the )?(?:gnu (?:lesser |library |affero )?general public license|apache license|mozilla public license|artistic license)(?: version [\d ]{0,3}\d| v\d)?(?: license)? can be found (?:in|at) (?:the file )?usr share common licenses (?:apache|gpl|lgpl|artistic|mpl|cc0|gfdl|bsd)(?: \d){0,2}(?![^ ])/
const END = /^(?:license )?(?:as )?(?:reproduced |included |given |listed )?(?:below|as follows)(?![^ ])/

/**
 * Where a sentence ends that only says that what is here stands under a licence whose text is here too; `from` where
 * none does. It is nothing but a subject, such a verb, the licence's name, and where it stands: whatever follows is
 * read by itself.
 */
export const endOfScope = (
  index: LicenseIndex,
  words: Words,
  from: number,
  to: number,
  lexicon: Lexicon,
  accept: (ids: readonly string[]) => boolean,
): number => {
  const limit = Math.min(to, from + MAX_SENTENCE)
  const debian = words.folded[from] === 'on' ? DEBIAN.exec(words.folded.slice(from, limit).join(' ')) : null
  if (debian !== null) return from + countOf(debian[0])
  for (const start of subjectsOf(words, from, limit, lexicon)) {
    const text = `${words.folded.slice(start, limit).join(' ')} `
    const verb = VERB.exec(text)
    if (verb !== null) {
      const title = start + countOf(verb[0])
      // The name may be taken as the title of the text that follows.
      if (title === to && to < words.count) return title
      const end = endOfTitle(index, words, title, limit, accept)
      if (end > title) return endOfPlace(words, endOfWord(words, end, limit, 'license'), limit)
    } else if (start > from && /^(?:is|are) /.test(text)) {
      const end = endOfTitle(index, words, start + 1, limit, accept)
      if (end > start + 1 && words.folded[end] === 'licensed' && end < limit) return end + 1
    }
  }
  return from
}

const countOf = (text: string): number => text.trim().split(' ').length

const endOfWord = (words: Words, at: number, to: number, word: string): number =>
  at < to && words.folded[at] === word ? at + 1 : at

/** "as reproduced below", in the same sentence. */
const endOfPlace = (words: Words, at: number, to: number): number => {
  const gap = words.text.slice(words.to[at - 1], words.from[at])
  const place = /[.;]/.test(gap) ? null : END.exec(words.folded.slice(at, Math.min(to, at + 5)).join(' '))
  return place === null ? at : at + countOf(place[0])
}

/** Where the subject may end: nothing, "this software", or a name. */
const subjectsOf = (words: Words, from: number, to: number, lexicon: Lexicon): readonly number[] => {
  if (!mayBegin(words, from, to)) return []
  const text = `${words.folded.slice(from, to).join(' ')} `
  const known = THIS.exec(text)
  if (known !== null) return [from + countOf(known[0])]
  if (VERB.test(text)) return [from]
  const included = INCLUDES.exec(text)
  if (included !== null) return endOfIncluded(words, from + countOf(included[0]), to, lexicon)
  const before = CONTRIBUTIONS.exec(text)
  const name = before === null ? from : from + countOf(before[0])
  for (let end = name + 1; end <= Math.min(to - 1, name + MAX_NAME); end += 1) {
    const next = words.folded[end]
    if (next !== 'is' && next !== 'are') continue
    let last = end
    while (last > name + 1 && PARTS.has(words.folded[last - 1] ?? '')) last -= 1
    return isParty(words, name, last, lexicon) ? [end] : []
  }
  return []
}

/** "Includes Foo utility", before it is said what that is licensed under. */
const endOfIncluded = (words: Words, name: number, to: number, lexicon: Lexicon): readonly number[] => {
  const verb = words.folded.slice(0, Math.min(to, name + MAX_NAME)).indexOf('licensed', name)
  let last = verb
  while (last > name + 1 && PARTS.has(words.folded[last - 1] ?? '')) last -= 1
  return verb > name && verb < Math.min(to, name + MAX_NAME) && isParty(words, name, last, lexicon) ? [verb] : []
}

const FIRST = new Set([
  'includes',
  'contains',
  'uses',
  'this',
  'the',
  'all',
  'contributions',
  'released',
  'licensed',
  'distributed',
  'made',
  'provided',
])

/** A look at a few words, before the sentence is put together. */
const mayBegin = (words: Words, from: number, to: number): boolean => {
  if (FIRST.has(words.folded[from] ?? '')) return true
  for (let at = from + 1; at <= Math.min(to - 1, from + MAX_NAME); at += 1) {
    if (words.folded[at] === 'is' || words.folded[at] === 'are') return true
  }
  return false
}

/** Words that name a part of a product in a heading, beside names. */
const PARTS = new Set(
  'project package extensions utility runtime interface library libraries libs driver drivers core kernel compiler tools sdk api unit tests release the'.split(
    ' ',
  ),
)
const MAX_HEADING = 6

/** Where a line ends that is the name of a product and the word "license". */
export const endOfProductHeading = (
  index: LicenseIndex,
  words: Words,
  from: number,
  to: number,
  lexicon: Lexicon,
): number => {
  let end = from
  // The last word may be taken as the title of the text that follows.
  while (end < words.count && words.line[end] === words.line[from] && end - from <= MAX_HEADING) end += 1
  const last = end - 1
  if (words.folded[last] !== 'license' || last === from || to < last || end - from > MAX_HEADING) return from
  let named = false
  for (let at = from; at < last; at += 1) {
    if (PARTS.has(words.folded[at] ?? '')) continue
    if (!isParty(words, at, at + 1, lexicon) || lexicon.isOrdinary(words.folded[at] ?? '')) return from
    named = true
  }
  return named && !startsName(index, words.folded.slice(from, end).join(' ')) ? Math.min(end, to) : from
}

/** Whether a licence is called so, or its name begins so. */
const startsName = (index: LicenseIndex, heading: string): boolean => {
  for (const name of index.names.keys()) if (name.startsWith(heading)) return true
  return false
}

const LISTS = ['opensource.org/licenses/', 'spdx.org/licenses/', 'choosealicense.com/licenses/']

/** Where the address of a licence's page ends, of one whose text is here. */
export const endOfLicenseAddress = (words: Words, at: number, to: number, ids: ReadonlySet<string>): number => {
  const address = /https?:\/\/(?:www\.)?([\w./-]{1,100})/y
  address.lastIndex = words.from[at] ?? 0
  const found = address.exec(words.text)
  const path = found?.[1] ?? ''
  const list = LISTS.find((start) => path.toLowerCase().startsWith(start))
  if (found === null || list === undefined) return at
  const id = path.slice(list.length).replace(/[./]+$/, '').replace(/(?:-license)?(?:\.(?:php|html|txt))?$/i, '') // prettier-ignore
  if (![...ids].some((known) => known.toLowerCase() === id.toLowerCase())) return at
  let end = at
  while (end < to && (words.from[end] ?? 0) < (words.from[at] ?? 0) + found[0].length) end += 1
  return end
}
