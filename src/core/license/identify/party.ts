import type { Words } from './words.ts'

/** What is known of the words of a text, beside how they are written. */
export type Lexicon = {
  /** Whether a folded word stands in lower case in a licence text, so that it is nobody's name by itself. */
  readonly isOrdinary: (folded: string) => boolean
}

/**
 * Where the copyright notices that start at word `from` end; `from` itself where none does. A notice is the word
 * copyright, years, and the names of holders, by a strict grammar: a line isn't taken for one because it begins so, as
 * what restricts a licence may stand on the same line.
 */
export const endOfNotices = (words: Words, from: number, to: number, lexicon: Lexicon): number => {
  let end = from
  for (;;) {
    const next = endOfNotice(words, end, to, lexicon)
    if (next === end) return end
    end = next
  }
}

/** 1 for each word of a copyright notice that opens a line. */
export const noticeMask = (words: Words, lexicon: Lexicon): Uint8Array => {
  const mask = new Uint8Array(words.count)
  for (let at = 0; at < words.count;) {
    const opensLine = at === 0 || words.line[at - 1] !== words.line[at]
    const end = opensLine ? endOfNotices(words, at, words.count, lexicon) : at
    mask.fill(1, at, end)
    at = Math.max(end, at + 1)
  }
  return mask
}

const MAX_NOTICE = 60

const endOfNotice = (words: Words, from: number, to: number, lexicon: Lexicon): number => {
  const reserved = endOfReserved(words, from, to)
  if (reserved !== from) return reserved
  let at = from
  while (at < to && BEFORE_COPYRIGHT.has(words.folded[at] ?? '')) at += 1
  if (words.folded[at] !== 'copyright' || at >= to) return from
  const last = endOfParty(words, at + 1, Math.min(to, at + MAX_NOTICE), lexicon, true)
  // "Copyright" and nothing more says nothing.
  return last === at + 1 ? from : last
}

const BEFORE_COPYRIGHT = new Set(['portions', 'parts', 'some', 'original', 'modifications', 'code'])

const endOfReserved = ({ folded }: Words, from: number, to: number): number => {
  const text = folded.slice(from, Math.min(to, from + 3)).join(' ')
  if (text === 'all rights reserved') return from + 3
  return folded[from] === 'rights' && folded[from + 1] === 'reserved' && from + 2 <= to ? from + 2 : from
}

/** Whether all of the words are the name of one or more holders: roles like "the authors", and proper names. */
export const isParty = (words: Words, from: number, to: number, lexicon: Lexicon): boolean =>
  to > from &&
  to - from <= MAX_PARTY &&
  endOfParty(words, from, to, lexicon, false) === to &&
  isSomebody(words, from, to, lexicon)

/** Each name that a word like "or" sets apart says who, by more than words that any company's name may hold. */
const isSomebody = (words: Words, from: number, to: number, lexicon: Lexicon): boolean => {
  let who = false
  let some = false
  for (let at = from; at < to; at += 1) {
    const word = words.folded[at] ?? ''
    // "the of": a name is missing.
    if (words.folded[at - 1] === 'the' && at > from && SEPARATORS.has(word)) return false
    if (words.folded[at - 1] === 'the' && at > from && word === 'of') return false
    if (SEPARATORS.has(word) && isConnector(words, at)) {
      if (some && !who) return false
      who = false
      some = false
    } else if (!CONNECTORS.has(word)) {
      some = true
      who ||= !COMPANY.has(word) || !lexicon.isOrdinary(word)
    }
  }
  return who
}

const SEPARATORS = new Set(['and', 'or', 'nor'])

const MAX_PARTY = 24

const endOfParty = (words: Words, from: number, to: number, lexicon: Lexicon, withYears: boolean): number => {
  let at = from
  /** Past the last word that can end a name. */
  let end = from
  let wasRole = false
  let lowerCase = 0
  while (at < to) {
    const word = words.folded[at] ?? ''
    if (at > from && !(withYears ? goesOn(words, from, at) : !isSetApart(words, from, at))) break
    const chunk = endOfAddress(words, at, to)
    if (chunk > at) {
      at = chunk
      end = at
      continue
    }
    if (withYears && isYear(word)) {
      at += 1
      end = at
      continue
    }
    // Two names in a row are joined by a word or a sign, or one of them was taken away.
    if (!withYears && end === at && at > from && wasRole && !/[,&/+]/.test(gapBefore(words, at))) {
      if (!isConnector(words, at)) break
    }
    const credits = endOfCredits(words, at, to)
    if (credits > at) return credits
    const role = endOfRole(words, at, to)
    const placeholder = endOfPlaceholder(words, at, to)
    if (role > at || placeholder > at) {
      if (!withYears && end === at && at > from && !/[,&/+]/.test(gapBefore(words, at))) break
      wasRole = true
      at = Math.max(role, placeholder)
      end = at
      continue
    }
    if (isConnector(words, at)) {
      at += 1
      continue
    }
    if (!isName(words, at, lexicon)) break
    wasRole = false
    // A login may be written small; many small words are a sentence, in a language that no licence here is in.
    if (/^\p{Ll}/u.test(words.text.charAt(words.from[at] ?? 0))) lowerCase += 1
    if (lowerCase > MAX_LOWER_CASE) break
    at += 1
    end = at
  }
  return end
}

const WRAPPED_AT = 50
const INDENT = 4

/** Whether a notice reaches the word at `at`: on another line only where the line breaks in the midst of it. */
const goesOn = (words: Words, from: number, at: number): boolean => {
  const gap = gapBefore(words, at)
  if (words.line[at] === words.line[at - 1]) {
    // "Foo The Bar" are two holders run together.
    const runsOn = words.folded[at] === 'the' && !/[,;&/(]/.test(gap) && !CONNECTORS.has(words.folded[at - 1] ?? '')
    return !isSetApart(words, from, at) && !(runsOn && !isYear(words.folded[at - 1] ?? '') && at > from)
  }
  if (/\n[^\S\n]*\n/.test(gap)) return false
  if (/[,&/]/.test(gap.slice(0, gap.indexOf('\n'))) || CONNECTORS.has(words.folded[at - 1] ?? '')) return true
  if (
    (isConnector(words, at) && words.folded[at] !== 'the') ||
    isYear(words.folded[at] ?? '') ||
    endOfAddress(words, at, at + 1) > at
  )
    return true
  const before = columnOf(words, at - 1) + (words.to[at - 1] ?? 0) - (words.from[at - 1] ?? 0)
  const ended = /^[^\n]*[.;:]/.test(gap)
  return (!ended && before >= WRAPPED_AT) || columnOf(words, at) >= columnOf(words, from) + INDENT
}

/** Signs that set a name apart from a file's name or a remark. */
const isSetApart = (words: Words, from: number, at: number): boolean => {
  const gap = gapBefore(words, at)
  const before = words.folded[at - 1] ?? ''
  // A full stop that no abbreviation explains ends a sentence, and no name.
  if (/^\.\s/.test(gap) && before.length > 3 && !COMPANY.has(before)) return true
  return at > from + 1 && !gap.includes('\n') && /[:*_=|]|->/.test(gap)
}

const columnOf = (words: Words, at: number): number => {
  const start = words.from[at] ?? 0
  return start - words.text.lastIndexOf('\n', start - 1) - 1
}

const gapBefore = (words: Words, at: number): string => words.text.slice(words.to[at - 1], words.from[at])

const MAX_LOWER_CASE = 2

const isYear = (word: string): boolean =>
  /^(?:(?:19|20)\d\d|\d\d|present|now|today|onwards?|year|years|yyyy)$/.test(word)

/** An e-mail or web address, of which every word counts as one name. */
const endOfAddress = (words: Words, at: number, to: number): number => {
  const start = words.from[at] ?? 0
  const chunk = /[^\s<>()[\],;"']{1,120}/y
  chunk.lastIndex = start
  const found = chunk.exec(words.text)?.[0] ?? ''
  if (
    !/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+|^https?:\/\/[\w-]+\.|^www\.[\w-]+\.|^[\w-]+\.(?:com|org|net|io|de|edu|dev|fr|uk)\b/i.test(
      found,
    )
  ) {
    return at
  }
  let end = at
  while (end < to && (words.from[end] ?? 0) < start + found.length) end += 1
  return end
}

/** Words for the side that grants; never for the one that receives. */
const ROLES = [
  'copyright holder',
  'copyright holders',
  'author',
  'authors',
  'contributor',
  'contributors',
  'regents',
  'developers',
  'maintainers',
  'others',
  'many others',
  'many contributors',
  'other contributors',
  'respective authors',
  'respective contributors',
  'suppliers',
  'affiliates',
  'subsidiaries',
  'affiliated companies',
  'development team',
  'core team',
  'each contributor',
  'respective contributor',
  'respective owners',
].map((role) => role.split(' '))

const endOfRole = ({ folded }: Words, at: number, to: number): number => {
  for (const role of ROLES) {
    if (at + role.length <= to && role.every((word, index) => folded[at + index] === word)) return at + role.length
  }
  return at
}

/** Whether folded words are one of the roles, with or without an article. */
export const isRole = (folded: readonly string[]): boolean => {
  const role = folded[0] === 'the' ? folded.slice(1) : folded
  return ROLES.some((known) => known.length === role.length && known.every((word, index) => word === role[index]))
}

/** `<year>`, `[name of copyright owner]`: in brackets, and of these words alone. */
const endOfPlaceholder = (words: Words, at: number, to: number): number => {
  if (!/[[<{]\s*$/.test(words.text.slice(Math.max(0, (words.from[at] ?? 0) - 6), words.from[at]))) return at
  let end = at
  while (end < to && PLACEHOLDERS.has(words.folded[end] ?? '')) end += 1
  const after = words.text.slice(words.to[end - 1], (words.to[end - 1] ?? 0) + 2)
  return end > at && /^\s*[\]>}]/.test(after) ? end : at
}

const PLACEHOLDERS = new Set(
  'year years yyyy name of the copyright holder holders owner owners author authors organization fullname full your company entity project email and or institution'.split(
    ' ',
  ),
)

const CONNECTORS = new Set(
  'by to of the and or for at in de von van der den la le du et al its their any a an nor'.split(' '),
)

/** "du" joins; "Du" may be somebody. */
const isConnector = (words: Words, at: number): boolean => {
  const word = words.folded[at] ?? ''
  if (!CONNECTORS.has(word)) return false
  const raw = words.text.slice(words.from[at], words.to[at])
  return JOINING.has(word) || raw === word || raw === raw.toUpperCase()
}

const JOINING = new Set(['by', 'to', 'of', 'the', 'and', 'or', 'for', 'a', 'any', 'its', 'their', 'nor'])

/** "and many contributors, see the AUTHORS file". */
const endOfCredits = (words: Words, at: number, to: number): number => {
  const text = words.folded.slice(at, Math.min(to, at + 6)).join(' ')
  const found =
    /^(?:(?:listed|named) in|see) (?:the )?(?:authors|thanks|contributors|credits|maintainers|copyright)(?: (?:txt|md))?(?: file)?(?![^ ])/.exec(
      text,
    )
  return found === null ? at : at + found[0].split(' ').length
}

const isName = (words: Words, at: number, lexicon: Lexicon): boolean => {
  const folded = words.folded[at] ?? ''
  if (DENIED.has(folded)) return false
  const raw = words.text.slice(words.from[at], words.to[at])
  if (COMPANY.has(folded)) return true
  if (!lexicon.isOrdinary(folded))
    return /^[\p{L}\p{N}\p{M}]/u.test(raw) && !/^\p{Script=Han}/u.test(raw) && !/^\d+$/.test(raw)
  // "SOFTWARE" in capitals is no name, and "Brown" is one.
  return (/^\p{Lu}/u.test(raw) && /\p{Ll}/u.test(raw.slice(1))) || /^\p{Lu}$/u.test(raw)
}

/** Ordinary words that companies and projects are called by, whatever their case. */
const COMPANY = new Set(
  `inc incorporated ltd limited llc llp corp corporation co company gmbh ag kg sa bv oy ab plc pty pte srl spa
   university college institute institution foundation consortium association laboratory laboratories labs lab
   group team project community technologies technology systems electronics semiconductor semiconductors
   devices micro advanced networks international research computing software solutions industries
   department center school california illinois technion berkeley urbana champaign open source linux x m`.split(/\s+/),
)

/** Words that say what may be done, by whom or with what. One of them ends a name, whatever its case. */
const DENIED = new Set(
  `spdx warranties disclaimer disclaimers limitation limitations indemnity indemnification termination endorsement
   endorsements definition definitions publicity acceptance provisions jurisdiction miscellaneous microcode firmware
   copyright copyrights holder holders author authors owner owners contributor contributors licensor licensors the
   may must shall will can cannot could should would not no never none only non nor without unless until except
   excluding provided subject under use uses used using usage user users copy copies copying distribute distributed
   distribution redistribute redistribution redistributions modify modified modification modifications reproduce
   reproduction disclose disclosure disclosed transfer sell sale sold rent lease license licensed licenses licensee
   licensees licensing sublicense permission permissions permitted prohibited forbidden restricted restriction
   restrictions reserved rights right grant granted grants allowed allow require required requires confidential
   proprietary secret secrets trade commercial commercially noncommercial nonprofit academic educational evaluation
   evaluate internal personal private trial demo demonstration test testing military weapon weapons nuclear
   government purpose purposes terms term agreement eula contract customer customers recipient recipients you your
   employer employee third parties party product products hardware binary object code form forms written consent
   approval authorized authorised unauthorized valid expire expires patent patents trademark fee fees royalty pay
   paid payment purchase free warranty liability liable as is if when where provided this that these those any
   following above below ethical ethics harm good evil competing compete competitive production analysis reverse
   engineer engineering decompile disassemble export conditions condition notice available see with from to be been
   are was has have had but whose which who`
    .split(/\s+/)
    .filter((word) => !CONNECTORS.has(word)),
)
