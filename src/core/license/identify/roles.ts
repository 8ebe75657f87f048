import { endOfAddress } from './address.ts'
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
    /^(?:as )?(?:(?:listed|named|shown) (?:in|at|by)|see) (?:the )?(?:authors|thanks|contributors|credits|maintainers|copyright)(?: (?:txt|md))?(?: file)?(?![^ ])/.exec(
      text,
    )
  if (found !== null) return at + found[0].split(' ').length
  if (!/^(?:listed|named) (?:in|at) http /.test(text)) return at
  const address = endOfAddress(words, at + 2, to)
  return address > at + 2 ? address : at
}

/** The account that a holder goes by: "twitter: @example". */
export const endOfHandle = (words: Words, at: number, to: number): number => {
  if (!/^(?:twitter|github|gitlab|email|e|mail|mailto)$/.test(words.folded[at] ?? '')) return at
  const start = words.from[at] ?? 0
  const handle = /(?:twitter|github|gitlab|e-?mail|mailto):\s?(?:\[?@[\w-]{1,40}|[\w.+-]{1,60}@[\w.-]{3,60})/iy
  handle.lastIndex = start
  const found = handle.exec(words.text)?.[0]
  if (found === undefined || holdsRestriction(found)) return at
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
  if (found === undefined) return at
  let end = at
  while (end < to && (words.from[end] ?? 0) < start + found.length) end += 1
  return end
}
