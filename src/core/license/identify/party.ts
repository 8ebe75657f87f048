import { endOfAddress, endOfSpelledMail } from './address.ts'
import { DENIED_WORDS } from './denied-words.ts'
import { isRestrictingName, joinToRestriction } from './restricting-names.ts'
import { hidesTerms } from './hidden-words.ts'
import { endOfKnownHolder } from './holders.ts'
import { hasTurningWord } from './lexicon.ts'
import {
  endOfAuthorLabel,
  endOfCredits,
  endOfForm,
  endOfHandle,
  endOfListOfCredits,
  endOfPlaceholder,
  endOfProject,
  endOfRole,
} from './roles.ts'
import type { Words } from './words.ts'

/** What is known of the words of a text, beside how they are written. */
export type Lexicon = {
  /** Whether a folded word stands in lower case in a licence text, so that it is nobody's name by itself. */
  readonly isOrdinary: (folded: string) => boolean
  /** Whether it is a licence's own text, which keeps what it says of its publisher beyond a plain notice. */
  readonly ofTemplate: boolean
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
  if (words.folded[at] === 'spdx' && !lexicon.ofTemplate) return endOfTagged(words, from, to, lexicon)
  if (words.folded[at] !== 'copyright' || at >= to)
    return lexicon.ofTemplate ? from : endOfAuthors(words, from, to, lexicon)
  const last = endOfParty(words, at + 1, Math.min(to, at + MAX_NOTICE), lexicon, true)
  // "Copyright" and nothing more says nothing.
  if (last === at + 1) return from
  // "Jane Doe and contributors. See AUTHORS."
  return words.line[last] === words.line[last - 1] ? Math.min(to, endOfCredits(words, last, to)) : last
}

/** "SPDX-FileCopyrightText: 2024 Jane Doe", with or without the word copyright. */
const endOfTagged = (words: Words, from: number, to: number, lexicon: Lexicon): number => {
  const tag = words.folded[from + 1]
  if (words.folded[from] !== 'spdx' || (tag !== 'filecopyrighttext' && tag !== 'filecontributor')) return from
  const start = words.folded[from + 2] === 'copyright' ? from + 3 : from + 2
  const last = endOfParty(words, start, Math.min(to, from + MAX_NOTICE), lexicon, true)
  return last <= start ? from : last
}

/** Who wrote it, or where they are listed, beside or in place of who holds the copyright. */
const endOfAuthors = (words: Words, from: number, to: number, lexicon: Lexicon): number => {
  const list = endOfListOfCredits(words, from, to)
  if (list > from) return list
  const names = endOfAuthorLabel(words, from, to)
  if (names === from) return from
  const last = endOfParty(words, names, Math.min(to, from + MAX_NOTICE), lexicon, true)
  return last === names ? from : last
}

const BEFORE_COPYRIGHT = new Set(['portions', 'parts', 'some', 'original', 'modifications', 'code'])

const endOfReserved = ({ folded }: Words, from: number, to: number): number => {
  const rights = folded[from] === 'all' || folded[from] === 'some' ? from + 1 : from
  return rights + 2 <= to && folded[rights] === 'rights' && folded[rights + 1] === 'reserved' ? rights + 2 : from
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
    if (endOfPlaceholder(words, at, to) > at) who = true
    // "the of": a name is missing.
    if (words.folded[at - 1] === 'the' && at > from && SEPARATORS.has(word)) return false
    if (words.folded[at - 1] === 'the' && at > from && word === 'of') return false
    // Nobody is called "the U", which is what is left of a sentence that was cut.
    if (words.folded[at - 1] === 'the' && at > from && word.length === 1) return false
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
    const chunk = Math.max(endOfAddress(words, at, to), endOfSpelledMail(words, at, to))
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
    const known =
      withYears && !lexicon.ofTemplate
        ? Math.max(endOfKnownHolder(words, at, to), at > from ? endOfForm(words, at, to) : at)
        : at
    if (known > at) {
      at = known
      end = at
      continue
    }
    // "Jane Doe. Author: John Roe" are two notices.
    if (withYears && !lexicon.ofTemplate && at > from && endOfAuthorLabel(words, at, to) > at) break
    const credits = endOfCredits(words, at, to)
    if (credits > at) return credits
    const project = withYears ? Math.max(endOfHandle(words, at, to), endOfProject(words, at, to)) : at
    if (project > at && !words.folded.slice(at, project).some((part) => DENIED.has(part))) {
      at = project
      end = at
      continue
    }
    const role = endOfRole(words, at, to)
    const placeholder = endOfPlaceholder(words, at, to)
    if (role > at || placeholder > at) {
      const runsOn = !withYears && end === at && at > from && !/[,&/+]/.test(gapBefore(words, at))
      // "The Example Developers" are one party; "Example contributors" lack a word.
      if (runsOn && (wasRole || !DEVELOPERS.has(words.folded[at] ?? ''))) break
      wasRole = true
      at = Math.max(role, placeholder)
      end = at
      continue
    }
    if (isConnector(words, at)) {
      at += 1
      continue
    }
    if (!isName(words, at, lexicon) || isCutOff(words, at)) break
    // A login may be written small; many small words are a sentence, in a language that no licence here is in.
    if (isSmall(words, at)) {
      lowerCase += 1
      if (followsName(words, at, wasRole ? at : from)) break
    }
    wasRole = false
    if (lowerCase > MAX_LOWER_CASE) break
    at += 1
    end = at
  }
  return end
}

const DEVELOPERS = new Set(['developers', 'maintainers'])

/** "or the U.": what is left of a sentence that was cut. "The X Consortium" goes on. */
const isCutOff = (words: Words, at: number): boolean =>
  words.folded[at]?.length === 1 &&
  words.folded[at - 1] === 'the' &&
  /^\.?\s*(?:$|\n|[(<\d])|^\.\s/.test(words.text.slice(words.to[at], (words.to[at] ?? 0) + 4))

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
  if (NAME_AND_MAIL.test(lineAt(words, at))) return true
  const before = columnOf(words, at - 1) + (words.to[at - 1] ?? 0) - (words.from[at - 1] ?? 0)
  const ended = /^[^\n]*[.;:]/.test(gap)
  return (!ended && before >= WRAPPED_AT) || columnOf(words, at) >= columnOf(words, from) + INDENT
}

/** A line of a list of holders. */
const NAME_AND_MAIL = /^\W{0,20}\p{Lu}[\p{L}.' -]{1,60}<[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}>\s{0,20}$/u

const lineAt = ({ text, from }: Words, at: number): string => {
  const start = text.lastIndexOf('\n', from[at] ?? 0) + 1
  return text.slice(start, start + 200).split('\n', 1)[0] ?? ''
}

/** Signs that set a name apart from a file's name or a remark. */
const isSetApart = (words: Words, from: number, at: number): boolean => {
  const gap = gapBefore(words, at)
  const before = words.folded[at - 1] ?? ''
  // A full stop that no abbreviation explains ends a sentence, and no name.
  if (/^\.\s/.test(gap) && before.length > 3 && !COMPANY.has(before) && !isYear(before)) return true
  return (at > from + 1 || !isYear(before)) && !gap.includes('\n') && /[:*_=|]|->/.test(gap)
}

const columnOf = (words: Words, at: number): number => {
  const start = words.from[at] ?? 0
  return start - words.text.lastIndexOf('\n', start - 1) - 1
}

const gapBefore = (words: Words, at: number): string => words.text.slice(words.to[at - 1], words.from[at])

const MAX_LOWER_CASE = 2

const isYear = (word: string): boolean =>
  /^(?:(?:19|20)\d[\dx]|\d\d|present|now|today|onwards?|year|years|yyyy)$/.test(word)

const CONNECTORS = new Set(
  'by to of the and or for at de von van der den la le du et al its their any a an nor formerly dba'.split(' '),
)

/** "du" joins; "Du" may be somebody. */
const isConnector = (words: Words, at: number): boolean => {
  const word = words.folded[at] ?? ''
  if (!CONNECTORS.has(word)) return false
  // "Foo a." ends a sentence; "et al." is short for more.
  if (word !== 'al' && /^\.\s/.test(words.text.slice(words.to[at], (words.to[at] ?? 0) + 2))) return false
  const raw = words.text.slice(words.from[at], words.to[at])
  return JOINING.has(word) || raw === word || raw === raw.toUpperCase()
}

const JOINING = new Set(['by', 'to', 'of', 'the', 'and', 'or', 'for', 'a', 'any', 'its', 'their', 'nor'])

/** Written small, which a company's form may be, and the part of a name that a sign joins to it. */
const isSmall = (words: Words, at: number): boolean =>
  /^\p{Ll}/u.test(words.text.charAt(words.from[at] ?? 0)) &&
  !COMPANY.has(words.folded[at] ?? '') &&
  !isJoinedToName(words, at)

/** A small word right behind a name is no name: "Acme untersagt". */
const followsName = (words: Words, at: number, from: number): boolean =>
  at > from &&
  /^\s+$/.test(gapBefore(words, at)) &&
  /^\p{Lu}/u.test(words.text.charAt(words.from[at - 1] ?? 0)) &&
  !isConnector(words, at - 1) &&
  !(words.line[at + 1] === words.line[at] && COMPANY.has(words.folded[at + 1] ?? ''))

/** "Jean-loup", "Ts'o", "d'Itri". */
const isJoinedToName = (words: Words, at: number): boolean => {
  const word = words.folded[at] ?? ''
  const capital = (number: number) => /^\p{Lu}/u.test(words.text.charAt(words.from[number] ?? 0))
  if (word.length === 1) {
    if (!/[dlo]/.test(word)) return false
    return /^['’]$/.test(word === 'o' ? gapBefore(words, at) : gapBefore(words, at + 1)) && capital(word === 'o' ? at - 1 : at + 1) // prettier-ignore
  }
  return at > 0 && gapBefore(words, at) === '-' && capital(at - 1) && !DENIED.has(word) && !hasTurningWord([word])
}

const MAX_INITIALS = 4

/** One letter after another, as nobody has so many initials. */
const isSpelledOut = ({ folded }: Words, at: number): boolean =>
  folded.slice(Math.max(0, at - MAX_INITIALS), at + 1).filter((word) => word.length === 1).length > MAX_INITIALS

const isName = (words: Words, at: number, lexicon: Lexicon): boolean => {
  const folded = words.folded[at] ?? ''
  if (DENIED.has(folded) || isRestrictingName(folded)) return false
  if (isJoinedToName(words, at)) return true
  // A name in letters that have no case can't be told from a sentence.
  if (/\p{Lo}/u.test(folded) || isSpelledOut(words, at) || joinToRestriction(words.folded[at - 1] ?? '', folded))
    return false
  const raw = words.text.slice(words.from[at], words.to[at])
  // A small word before a full stop is the end of a sentence, or of a file's name or an address.
  if (/^[\p{Ll}\d]/u.test(raw) && /^\.(?:\s|$)/.test(words.text.slice(words.to[at], (words.to[at] ?? 0) + 2))) {
    return COMPANY.has(folded)
  }
  if (COMPANY.has(folded)) return true
  // Words of a name that are written together, and small ones that no login could be.
  if (/\p{Ll}\p{Lu}/u.test(raw) && hidesTerms(raw)) return false
  if (/^\p{Ll}.*[^\p{ASCII}]/u.test(raw) && words.text[words.to[at] ?? 0] !== '@') return false
  if (!lexicon.isOrdinary(folded)) return /^[\p{L}\p{N}\p{M}]/u.test(raw) && !/^\d+$/.test(raw)
  // "APPLE INC": what stands before a company's form is its name.
  if (/^\p{Lu}+$/u.test(raw) && FORMS.has(words.folded[at + 1] ?? '') && !hasTurningWord([folded])) return true
  // "SOFTWARE" in capitals is no name, and "Brown" is one.
  return (/^\p{Lu}/u.test(raw) && /\p{Ll}/u.test(raw.slice(1))) || /^\p{Lu}$/u.test(raw)
}

const FORMS = new Set(['inc', 'incorporated', 'ltd', 'llc', 'corp', 'corporation', 'gmbh'])

/** Ordinary words that companies and projects are called by, whatever their case. */
const COMPANY = new Set(
  `inc incorporated ltd limited llc llp corp corporation co company gmbh ag kg sa bv oy ab plc pty pte srl spa
   university college institute institution foundation consortium association laboratory laboratories labs lab
   group team project community technologies technology systems electronics semiconductor semiconductors
   devices micro advanced networks international research computing software solutions industries
   department center school california illinois technion berkeley urbana champaign open source linux x m sgi llvm oasis se i18n l10n`.split(
    /\s+/,
  ),
)

const DENIED = new Set([...DENIED_WORDS].filter((word) => !CONNECTORS.has(word)))
