import { endOfAddress } from './address.ts'
import { hidesTerms } from './hidden-words.ts'
import { holdsRestriction } from './restricting-names.ts'
import type { Words } from './words.ts'

/** Words for the side that grants; never for the one that receives. */
const ROLES = [
  'copyright holder',
  'copyright holders',
  'author',
  'authors',
  'contributor',
  'contributors',
  'regents',
  'above listed copyright holders',
  'any other contributors to this software',
  'other contributors to this software',
  'organization',
  'company',
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
  'subsidiary ies',
  'et al',
  'with many contributors',
  'affiliated companies',
  'development team',
  'core team',
  'each contributor',
  'other authors',
  'individual contributors',
  'various contributors',
  'project contributors',
  'repository contributors',
  'contributing authors',
  'respective contributor',
  'respective owners',
  'original author or authors',
  'original author',
  'original authors',
].map((role) => role.split(' '))

export const endOfRole = ({ folded }: Words, at: number, to: number): number => {
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
export const endOfPlaceholder = (words: Words, at: number, to: number): number => {
  if (!/[[<{]\s*$/.test(words.text.slice(Math.max(0, (words.from[at] ?? 0) - 6), words.from[at]))) return at
  let end = at
  while (end < to && PLACEHOLDERS.has(words.folded[end] ?? '')) end += 1
  const after = words.text.slice(words.to[end - 1], (words.to[end - 1] ?? 0) + 2)
  return end > at && /^\s*[\]>}]/.test(after) ? end : at
}

const PLACEHOLDERS = new Set(
  'year years yyyy name of the copyright holder holders owner owners login author authors organization fullname full your company entity project email and or institution projecturl'.split(
    ' ',
  ),
)

/** Where the holders that a notice doesn't name are listed: "see the AUTHORS file", "listed at <https://example.org>". */
export const endOfCredits = (words: Words, at: number, to: number): number => {
  const text = words.folded.slice(at, Math.min(to, at + 7)).join(' ')
  const found =
    /^(?:as )?(?:(?:listed|named|shown) (?:in|at|by)|see) (?:the )?(?:authors|thanks|contributors|credits|maintainers|copyright)(?: (?:txt|md|rst))?(?: file)?(?: for (?:more )?details)?(?![^ ])/.exec(
      text,
    )
  if (found !== null) return at + found[0].split(' ').length
  if (!/^(?:listed|named) (?:in|at) http /.test(text)) return at
  const address = endOfAddress(words, at + 2, to)
  if (address === at + 2) return at
  const also = /^and in the (?:readme|authors|contributors) file(?![^ ])/.test(
    words.folded.slice(address, Math.min(to, address + 5)).join(' '),
  )
  return also ? address + 5 : address
}

const LIST_OF_CREDITS =
  /^(?:the|a) (?:complete|full) list of (?:the )?(?:contributors|authors|copyright holders) (?:can be found|is available) (?:at|in) (?:the )?(?:http |(?:authors|contributors|credits)(?: (?:txt|md|rst))?(?: file)?(?![^ ]))/

/** A sentence that says where all who wrote it are listed, and nothing else. */
export const endOfListOfCredits = (words: Words, at: number, to: number): number => {
  const first = words.folded[at]
  if ((first !== 'the' && first !== 'a') || words.folded[at + 2] !== 'list') return at
  const found = LIST_OF_CREDITS.exec(words.folded.slice(at, Math.min(to, at + 16)).join(' '))?.[0]
  if (found === undefined) return at
  if (!found.endsWith('http ')) return at + found.split(' ').length
  const link = at + found.trim().split(' ').length - 1
  const address = endOfAddress(words, link, to)
  return address > link ? address : at
}

const LABEL = /^(?:(?:original |main |lead )?authors?|maintainers?|contact|(?:originally )?written by)(?= )/
const FIRST_OF_LABEL = new Set(
  'original main lead author authors maintainer maintainers contact originally written'.split(' '),
)

/** "Author:" and the like, before the names of who wrote it. */
export const endOfAuthorLabel = (words: Words, at: number, to: number): number => {
  if (!FIRST_OF_LABEL.has(words.folded[at] ?? '')) return at
  const label = LABEL.exec(`${words.folded.slice(at, Math.min(to, at + 3)).join(' ')} `)?.[0]
  if (label === undefined) return at
  const end = at + label.split(' ').length
  const gap = words.text.slice(words.to[end - 1], words.from[end])
  if (end >= to) return at
  const isNamed = label.endsWith('by') || /^(?:19|20)\d\d$/.test(words.folded[end] ?? '')
  return (isNamed ? /^:?\s+$/ : /^(?:\(s\))?[ \t]?:\s+$/).test(gap) ? end : at
}

const FORM = /(?:s\.r\.o|z\.o\.o|d\.o\.o|e\.V|S\.p\.A|S\.A\.S|S\.A|B\.V|N\.V|A\.G)\b/iy

/** A company's form in letters with full stops. */
export const endOfForm = (words: Words, at: number, to: number): number => {
  if ((words.folded[at] ?? '').length !== 1) return at
  FORM.lastIndex = words.from[at] ?? 0
  const found = FORM.exec(words.text)?.[0]
  return found === undefined ? at : Math.min(to, at + found.split('.').length)
}

/** The account that a holder goes by: "twitter: @example". */
export const endOfHandle = (words: Words, at: number, to: number): number => {
  if (!/^(?:twitter|github|gitlab|email|e|mail|mailto)$/.test(words.folded[at] ?? '')) return at
  const start = words.from[at] ?? 0
  const handle = /(?:twitter|github|gitlab|e-?mail|mailto):\s?(?:\[?@[\w-]{1,40}|[\w.+-]{1,60}@[\w.-]{3,60})/iy
  handle.lastIndex = start
  const found = handle.exec(words.text)?.[0]
  if (found === undefined || holdsRestriction(found) || hidesTerms(found.replace(/^[^:]*:/, ''))) return at
  let end = at
  while (end < to && (words.from[end] ?? 0) < start + found.length) end += 1
  return end
}

/** The name of a project whose contributors hold a copyright: small and hyphenated, or behind "other". */
export const endOfProject = (words: Words, at: number, to: number): number => {
  const start = words.from[at] ?? 0
  const named =
    /(?:[a-z][a-z\d]{0,30}(?:-[a-z\d]{1,30}){1,4}|other [A-Z][\w.]{1,30})(?= (?:contributors|authors|developers|maintainers|team)\b)/y
  named.lastIndex = start
  const found = named.exec(words.text)?.[0]
  if (found === undefined || holdsRestriction(found) || hidesTerms(found.replace(/^other /, ''))) return at
  let end = at
  while (end < to && (words.from[end] ?? 0) < start + found.length) end += 1
  return end
}
