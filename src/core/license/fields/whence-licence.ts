import { licenseFileKind } from '../names.ts'
import { readNames } from './spdx-names.ts'

/** What one `Licence` field of a `WHENCE` file says. */
export type WhenceLicence = {
  /** Its first paragraph. */
  readonly written: string
  readonly expression: string | null
  readonly texts: readonly string[]
  readonly redistributable: boolean
}

/**
 * @param value what stands beside the field's name
 * @param below the lines after it
 * @param status the record's `Status` field, or ''
 */
export const readWhenceLicence = (value: string, below: readonly string[], status: string): WhenceLicence => {
  const written = firstParagraph(value, below)
  const doubtful = /\b(?:allegedly|unknown|unclear)\b/i.test(written)
  const sourceless = /\bno source\b|\bwithout source\b/i.test(written)
  const texts = value.trim() === '' ? [] : textsIn(written)
  // What is only alleged is no licence, and a copyleft licence without source gives what nobody can pass on.
  const expression = doubtful || sourceless ? null : readNames(withoutPointer(written))
  const named = expression !== null || PERMISSIVE.test(written) || (!sourceless && COPYLEFT.test(written))
  const granted = (named && !doubtful) || GRANT.test(`${written} ${status}`) || GRANT.test(plain(below))
  const forbidden = FORBIDDEN.test(`${written} ${status}`) || FORBIDDEN.test(plain(below))
  return { written, expression, texts, redistributable: granted && !forbidden }
}

const MAX_PARAGRAPH = 1000
const MAX_TEXT = 16_384

const firstParagraph = (value: string, below: readonly string[]): string => {
  const lines = [value, ...below]
  const start = lines.findIndex((line) => line.trim() !== '')
  if (start < 0) return ''
  const end = lines.findIndex((line, at) => at > start && line.trim() === '')
  return lines
    .slice(start, end < 0 ? undefined : end)
    .join(' ')
    .slice(0, MAX_PARAGRAPH)
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Lines as running text, without the marks of the comment that they were copied from. */
const plain = (lines: readonly string[]): string =>
  lines
    .join('\n')
    .slice(0, MAX_TEXT)
    .replaceAll(/[\s*/]+/g, ' ')

/** Only where a statement begins with the name: further on it may be another's. */
const PERMISSIVE = /^(?:dual )?(?:\S+ or |\S+\/)?(?:the |new )?(?:BSD|MIT|ISC|OpenIB|Apache)\b|^free software\b/i
const COPYLEFT = /^(?:dual )?(?:L?GPL|MPL)(?:v?\d|\b)/i

const GRANT =
  /\b(?:re)?distributable\b|permission is (?:hereby )?granted[^.]{0,200}?\b(?:distribut|to deal in)|permission to use and redistribute|\bredistribution and use in (?:source|binary)\b/i

const FORBIDDEN =
  /\b(?:not|non|no|never) (?:be )?(?:re)?distribut|\bnon-(?:re)?distribut|\bnon-?commercial|\bfor evaluation\b|\bevaluation (?:purposes|only)\b|\binternal use\b/i

const POINTER = /\bSee (.+?) for (?:more )?details\b\.*/i

const withoutPointer = (written: string): string =>
  written
    .replace(POINTER, '')
    .trim()
    .replace(/(?<!\.)\.+$/, '')

/** Names after "See", and whatever else is named as licence files are. */
const textsIn = (written: string): readonly string[] => {
  const bare = (word: string): string => word.replaceAll(/^["'(]+|["'),;]+$/g, '').replace(/(?<!\.)\.+$/, '')
  const pointed = (POINTER.exec(written)?.[1] ?? '').split(' ').map(bare)
  const named = written.split(' ').map(bare).filter(isFileName)
  return [...new Set([...pointed.filter((word) => /[A-Z0-9]/.test(word)), ...named])]
}

/** The bare word "licence" is prose; COPYING isn't. */
const isFileName = (word: string): boolean => {
  if (!/licen[cs]e|copying|copyright|notice|eula/i.test(word)) return false
  if (!/[./_-]./.test(word) && word !== word.toUpperCase()) return false
  const kind = licenseFileKind(word)
  return kind === 'text' || kind === 'side'
}
