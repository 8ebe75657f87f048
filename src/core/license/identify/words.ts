import { foldWord } from './fold.ts'
import { blankMarkup } from './markup.ts'

/** The words of a text, each by its number from 0; offsets are into `text`. */
export type Words = {
  readonly text: string
  readonly count: number
  readonly folded: readonly string[]
  readonly from: Int32Array
  readonly to: Int32Array
  /** 1-based line of each word. */
  readonly line: Int32Array
  /** The list marker that stands right before a word, by the word's number: letters and digits only (`1`, `a`, `iv`). */
  readonly markers: ReadonlyMap<number, string>
}

/**
 * Splits a text into words: runs of letters and digits, and single characters where a script is written without spaces.
 * Punctuation, quotes, comment and list signs and markup are none. List markers are kept aside, as the same list is
 * written with numbers, letters or bullets. Takes time in proportion to the text.
 */
export const toWords = (original: string): Words => {
  const text = blankMarkup(original)
  const folded: string[] = []
  const from: number[] = []
  const to: number[] = []
  const lines: number[] = []
  const markers = new Map<number, string>()
  let line = 1
  let lineStartsHere = true
  let at = 0
  while (at < text.length) {
    const kind = kindAt(text, at)
    if (kind === OTHER) {
      if (text.charCodeAt(at) === NEWLINE) {
        line += 1
        lineStartsHere = true
      } else if (COPYRIGHT_SIGNS.includes(text.charAt(at))) {
        push('copyright', at, at + 1)
      }
      at += 1
      continue
    }
    const end = kind === ALONE ? at + 1 : endOfWord(text, at)
    const marker = kind === ALONE ? null : markerAt(text, at, end, lineStartsHere)
    const labels = marker === null ? '' : (markers.get(folded.length) ?? '') + marker.label
    if (marker !== null && !SPELLED.test(labels)) {
      markers.set(folded.length, labels)
      at = marker.end
      // "1. a)" are two markers, and so "1." goes on as the start of a line.
      continue
    }
    if (lineStartsHere && isCommentWord(text, at, end)) {
      at = end
      continue
    }
    lineStartsHere = false
    if (isCopyrightSign(text, at, end)) push('copyright', at, end)
    else if (!isPlural(text, at, end)) push(foldWord(text.slice(at, end)), at, end)
    at = end
  }

  function push(word: string, start: number, end: number): void {
    if (word === 'copyright' && folded.at(-1) === 'copyright') {
      to[to.length - 1] = end
      return
    }
    // SPDX holds a copyright owner and a copyright holder for the same.
    const known = folded.at(-1) === 'copyright' && OWNER.has(word) ? (OWNER.get(word) ?? word) : word
    folded.push(known)
    from.push(start)
    to.push(end)
    lines.push(line)
  }
  return {
    text,
    count: folded.length,
    folded,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    line: Int32Array.from(lines),
    markers,
  }
}

const OWNER: ReadonlyMap<string, string> = new Map([
  ['owner', 'holder'],
  ['owners', 'holders'],
])

const NEWLINE = 10
const OTHER = 0
const PART = 1
/** A character that is a word by itself. */
const ALONE = 2

const kinds = new Uint8Array(65536).fill(255)
// Those of most texts, without waiting for the expressions below to be made ready.
for (let code = 0; code < 128; code += 1) {
  kinds[code] = /[A-Za-z0-9]/.test(String.fromCharCode(code)) ? PART : OTHER
}

const kindAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  const known = kinds[code] ?? OTHER
  if (known !== 255) return known
  const char = String.fromCharCode(code)
  const kind = ALONE_CHAR.test(char) ? ALONE : PART_CHAR.test(char) ? PART : OTHER
  kinds[code] = kind
  return kind
}

const ALONE_CHAR = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
// Surrogates are letters of rarer scripts, or pictures: either way they are no punctuation to be passed over.
// So are letters in circles or brackets, and those for the blind.
const PART_CHAR =
  /[\p{L}\p{N}\p{M}\u00AD\u200B-\u200D\u2060\u249C-\u24B7\u24B9-\u24D1\u24D3-\u24E9\u2800-\u28FF\u3200-\u33FF\uD800-\uDFFF]/u
const COPYRIGHT_SIGNS = '©Ⓒⓒ'

const endOfWord = (text: string, start: number): number => {
  let end = start + 1
  while (end < text.length && kindAt(text, end) === PART) end += 1
  return end
}

const LABEL = /^(?:\d{1,2}|[a-z]|[ivx]{1,5})$/i
const LABEL_AT = /(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})(?:[.)](?=\s)|(?=[ \t]*\n))/y

/** Labels in a row that spell a word: `(n) (o) (t)`. A letter within a numbered item, or a Roman number, is none. */
const SPELLED = /[a-z][a-hj-uwyz]|.{9}/

/** A list marker: `1.`, `a)` or `2.1` that opens a line, or `(iv)` anywhere. `end` is past it. */
const markerAt = (
  text: string,
  at: number,
  end: number,
  opensLine: boolean,
): { readonly label: string; readonly end: number } | null => {
  if (end - at > 5) return null
  const inParentheses = text[at - 1] === '(' && text[end] === ')'
  if (inParentheses && LABEL.test(text.slice(at, end)) && !isWordBefore(text, at - 1)) {
    return isCopyrightSign(text, at, end) ? null : { label: text.slice(at, end).toLowerCase(), end: end + 1 }
  }
  if (!opensLine) return null
  LABEL_AT.lastIndex = at
  const found = LABEL_AT.exec(text)
  if (found === null || !/[.)]$/.test(found[0])) return null
  return { label: found[0].replaceAll(/[.)]/g, '').toLowerCase(), end: at + found[0].length }
}

const isWordBefore = (text: string, at: number): boolean => at > 0 && kindAt(text, at - 1) !== OTHER

/** `(c)` after the word copyright or before a year, and never the third item of a list. */
const isCopyrightSign = (text: string, at: number, end: number): boolean => {
  if (end - at !== 1 || text[at - 1] !== '(' || text[end] !== ')' || !/[cC]/.test(text.charAt(at))) return false
  return (
    /copyright[ \t:]{0,8}\($/i.test(text.slice(Math.max(0, at - 20), at)) ||
    /^\)[ \t]{0,8}(?:copyright|[[{<](?:year|yyyy)|(?:19|20)\d\d)/i.test(text.slice(end, end + 24))
  )
}

/** The `s` of "author(s)". */
const isPlural = (text: string, at: number, end: number): boolean =>
  end - at === 1 &&
  text[at - 1] === '(' &&
  text[end] === ')' &&
  /s/i.test(text.charAt(at)) &&
  isWordBefore(text, at - 1)

/** `dnl` and `REM` open comments. */
const isCommentWord = (text: string, at: number, end: number): boolean =>
  end - at === 3 && (text.startsWith('dnl', at) || text.startsWith('REM', at))
