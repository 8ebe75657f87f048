import { excerpt } from '../../core/characters.ts'
import { readNames } from '../../core/license/fields/spdx-names.ts'
import { headerTag } from '../../core/license/fields/spdx-tags.ts'
import type { Identification, TextLine } from '../../core/license/identification.ts'
import { findRestrictions } from '../../core/license/phrases.ts'
import type { Identify } from '../../core/license/read-license-file.ts'
import { RESTRICTION_CLASSES, type RestrictionCode } from '../../core/license/restriction.ts'
import { type CommentLine, headComment } from './head-comment.ts'

/** What the head of one source file says of its licence. */
export type Header = {
  /** null where what is written is no licence, or takes freedoms away. */
  readonly expression: string | null
  readonly written: string
  readonly line: number
  /** What the words take away; null where they take nothing. */
  readonly restriction: RestrictionCode | null
  /** The file bears a valid SPDX tag. */
  readonly isTagged: boolean
}

/**
 * Reads the heads of source files: SPDX tags, licence notices and whole licence texts in the first comment, and words
 * that close a file. A tree has thousands of files and a handful of notices, so what was told once is kept, up to a
 * bound; beyond it notices are no longer identified, and words that close a file still are.
 */
export const createHeaderReader = (identify: Identify): ((head: string) => Heads) => {
  const told = new Map<string, Notice>()
  const tell = (lines: readonly CommentLine[]): Notice => {
    const key = lines.map(({ text }) => text).join('\n')
    const known = told.get(key)
    if (known !== undefined) return known
    if (told.size >= MOST_NOTICES) return { told: closedWords(key, null), speaks: false }
    const found = tellNotice(key, identify)
    told.set(key, found)
    return found
  }
  return (head) => {
    const tag = head.includes('SPDX-License-') ? headerTag(head) : null
    const isTagged = tag !== null && tag.expression !== null
    const tagged: readonly Header[] = tag === null ? [] : [{ ...tag, restriction: null, isTagged }]
    // A tag tells the licence; the notice beside it is read only where it might take the licence back.
    // Most comments that bear one have no notice, which is told before all of the head is looked through.
    const lines = noticeLines(headComment(head))
    if (lines.length === 0 || !(tag === null ? LICENSING : CLOSING).test(head))
      return { headers: tagged, speaks: false }
    // The tag says what it is under now.
    if (isTagged && RELEASED.test(lines.map(({ text }) => text).join('\n'))) return { headers: tagged, speaks: false }
    const notice = tell(lines)
    const headers = notice.told
      .filter(({ expression }) => tag === null || expression === null)
      .map(({ at, ...each }): Header => ({ ...each, line: lines[at]?.line ?? 1, isTagged }))
    return { headers: [...tagged, ...headers], speaks: notice.speaks }
  }
}

/** `speaks`: a licence stands there in words of its own, of which none is known to take a freedom away. */
export type Heads = { readonly headers: readonly Header[]; readonly speaks: boolean }

type Notice = { readonly told: readonly Told[]; readonly speaks: boolean }

/** Of one tree. */
const MOST_NOTICES = 2_000

/** Whether a text may speak of its licence at all. */
const LICENSING =
  /licen[cs]|permission|permitted|redistribut|propriet|confidential|public domain|trade secret|\bGPL\b|\bLGPL\b/i

/** Whether a text may take freedoms away. Kept short, as it is asked of every file. */
const CLOSING =
  /propriet|confidential|trade secret|non-?disclosure|unpublished|reverse.engineer|non-?commercial|prohibited|evaluation|may not be (?:used|copied|disclosed)/i

/** Lines that differ from file to file. */
const COPYRIGHT =
  /^(?:\S{1,3} )?(?:copyright\s{0,4}(?:\(c\)|©|[:\d-])|©|\(c\)|spdx-|@?authors?\s{0,4}:|@author|written by|contributors?\s{0,4}:|[@\\]file\b|file\s{0,4}:|[@\\]?brief\b|all rights reserved\.?$)/i

/** What of a comment is about its licence: from its first paragraph that speaks of one to its last. */
const noticeLines = (comment: readonly CommentLine[]): readonly CommentLine[] => {
  const kept = comment.filter(({ text }) => !COPYRIGHT.test(text) || CLOSING.test(text))
  const paragraphs: CommentLine[][] = [[]]
  for (const line of kept) {
    if (line.text.trim() === '') paragraphs.push([])
    else paragraphs.at(-1)?.push(line)
  }
  const speaks = (paragraph: readonly CommentLine[]): boolean =>
    paragraph.some(({ text }) => NOTICE.test(text) || DEMANDS.test(text))
  const from = paragraphs.findIndex(speaks)
  if (from < 0) return []
  return paragraphs.slice(from, paragraphs.findLastIndex(speaks) + 1).flat()
}

const NOTICE =
  /licen[cs]|permission|permitted|redistribut|propriet|confidential|public domain|warrant|liable|liabilit|rights? reserved|trade secret|prohibited|free software|without fee|\bGPL\b|\bLGPL\b/i

/** `at`: which of the notice's lines says it. */
type Told = Omit<Header, 'line' | 'isTagged'> & { readonly at: number }

const tellNotice = (notice: string, identify: Identify): Notice => {
  const identification = identify(notice)
  const closed = closedWords(notice, identification)
  if (closed.length > 0) return { told: closed, speaks: false }
  const { expression, tier, licenses, inserted } = identification
  const demand = tier === 'extra' ? inserted.find(({ text }) => DEMANDS.test(text)) : undefined
  if (demand !== undefined) return { told: [unclear(demand)], speaks: true }
  if (expression !== null && (tier === 'clean' || tier === 'extra'))
    return {
      told: [{ expression, written: expression, at: (licenses[0]?.from ?? 1) - 1, restriction: null }],
      speaks: true,
    }
  if (tier === 'none') return { told: named(notice), speaks: false }
  const limit = inserted.find(({ text }) => LIMITS.test(text))
  return { told: limit === undefined ? [] : [unclear(limit)], speaks: true }
}

const unclear = ({ line, text }: TextLine): Told => ({
  expression: null,
  written: excerpt(text.trim(), 200),
  at: line - 1,
  restriction: null,
})

/** Words beside a licence by which the file comes under more than that. */
const DEMANDS =
  /\b(?:needs?|requires?)\b.{0,60}\b(?:licen[cs]es?|keys? from|accounts?|agreements?|permission|consent|fees?|contract)\b|\bterms\b.{0,40}\b(?:agreed|hold|apply)\b|\bsubject to\b.{0,40}\b(?:agree\w*|contract|fees?)\b/i

/** Words of a changed licence that may take back what the rest of it gives. */
const LIMITS =
  /\b(?:solely|exclusively|(?:limited|restricted) to|only (?:for|in|on|to|with|as|by)|(?:may|must|shall|can) ?not|prohibited|forbidden)\b/i

/** "Distributed under the MIT license", in one line and without its text. */
const named = (notice: string): readonly Told[] => {
  for (const [at, line] of notice.split('\n', MOST_NAMED_LINES).entries()) {
    const name = NAMED.exec(line)?.[1]
    const expression = name === undefined ? null : readNames(name)
    if (expression !== null) return [{ expression, written: expression, at, restriction: null }]
  }
  return []
}

const MOST_NAMED_LINES = 40

const NAMED =
  /\b(?:licen[sc]ed|distributed|released|available|covered|provided|published) under (?:the )?(?:terms of )?(?:the )?([A-Za-z][\w.+-]{0,20}(?: [\w.+-]{1,12}){0,3}?) licen[sc]e\b/i

/** Words beside the licence that close the file, or open it to some; the first of them. */
const closedWords = (notice: string, identification: Identification | null): readonly Told[] => {
  if (GOVERNED.test(notice)) return []
  const isLicensed = identification !== null && identification.licenses.length > 0
  const lines = isLicensed ? identification.inserted : notice.split('\n').map((text, at) => ({ line: at + 1, text }))
  const found = findRestrictions(lines).find(({ code }) =>
    isLicensed ? CERTAIN.has(code) : code === 'no-grant' || RESTRICTION_CLASSES[code] !== 'unknown',
  )
  if (found === undefined) return []
  return [{ expression: null, written: excerpt(found.text, 200), at: found.line - 1, restriction: found.code }]
}

/** Intel's heading of files that come under whatever licence stands beside them. */
const GOVERNED = /unless the license provides otherwise/i

/** What was closed once, and was given to all later (the Rabbit cipher of libtomcrypt). */
const RELEASED = /\bwas ["“]?released into the public domain and\s+may be used freely for any purpose\.["”]?$/im

/** What is meant of the file and not of a name or a condition, where it stands beside a licence. */
const CERTAIN: ReadonlySet<RestrictionCode> = new Set([
  'confidential',
  'no-redistribution',
  'no-reverse-engineering',
  'binary-only',
  'evaluation-only',
  'non-commercial',
  'hardware-tied',
])
