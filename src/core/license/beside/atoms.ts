import { DENIED_WORDS } from '../identify/denied-words.ts'
import { holdsRestriction, isRestrictingName } from '../identify/restricting-names.ts'
import { FAMILY_NAMES, INERT_WORDS } from './vocabulary.ts'

/** A word, or a path or address as one. */
export type Atom = {
  readonly folded: string
  readonly raw: string
  readonly kind: 'word' | 'name' | 'address' | 'path'
  readonly line: number
  /** Within a turn of phrase that is known as a whole. */
  idiom: boolean
}

const PIECE = /\S{1,500}/g
const EDGES = /^[^\p{L}\p{N}/.$*]+|[^\p{L}\p{N}/*]+$/gu
const ADDRESS = /:\/\/|^www\.|@[\w-]+\.|^(?:[\w-]+\.){1,3}(?:org|com|net|io|de)$/
const PATH =
  /[\w*.-]\/|\/[\w*.-]|_|^[\w.+-]+\.(?:[chS]|cc|cpp|cxx|hh?|hpp|py|rst|md|txt|in|sh|html?|rsc|mk|cmake|ya?ml)$/
const WORD = /[\p{L}\p{N}]+/gu

/** What a page of HTML begins with, and how it is framed. */
const MARKUP =
  /^<?!?(?:doctype html\b|meta (?:http-equiv|name|charset)=|iframe src=|link rel=)[^<>]{0,200}(?:><\/iframe)?>?$/i
/** Quoted, or of parts joined by hyphens: written as names are, whatever its letters. */
const QUOTED = /^["'“‘`]+[\w.-]{1,40}["'”’`]+_?[.,;:)]*$/
const COMPOUND = /^[a-z\d]{1,20}(?:-[a-z\d]{1,20}){1,4}$/
const FILE_NAME = /^(?:COPYING|LICENSE|LICENCE|NOTICE|README|COPYRIGHT)(?:\.[\w-]{1,20})?$/

export const atomsOf = (text: string, line: number): Atom[] => {
  if (MARKUP.test(text.trim()) && !holdsRestriction(text)) return []
  return Array.from(text.matchAll(PIECE), ([found]) => found).flatMap((found): Atom[] => {
    const piece = found.replaceAll(EDGES, '')
    const of = (kind: Atom['kind'], raw: string): Atom => ({ folded: raw.toLowerCase(), raw, kind, line, idiom: false })
    if (ADDRESS.test(piece)) return [of('address', piece)]
    if (FILE_NAME.test(piece)) return [of('name', piece)]
    if (QUOTED.test(found) || COMPOUND.test(piece)) {
      const parts = piece.toLowerCase().split(/[^a-z\d]+/)
      const isPlain = parts.every((part) => INERT_WORDS.has(part) || FAMILY_NAMES.has(part))
      if (!isPlain && parts.every((part) => !isDenied(part)) && !holdsRestriction(piece)) return [of('name', piece)]
    }
    // "copyright/license" is two words, and both are known.
    const words = Array.from(piece.normalize('NFKC').matchAll(WORD), ([raw]) => of('word', raw))
    if (PATH.test(piece) && !words.every(({ folded }) => INERT_WORDS.has(folded) && !/[._*]/.test(piece)))
      return [of('path', piece)]
    return words
  })
}

export const isDenied = (folded: string): boolean => DENIED_WORDS.has(folded) || isRestrictingName(folded)

/** As turns of phrase are compared: words in lower case, and a stroke for an address. */
export const foldedAs = ({ folded, kind }: Atom): string =>
  kind === 'word' || kind === 'name' ? folded.replaceAll(/[^a-z\d]+/g, '') : '/'
