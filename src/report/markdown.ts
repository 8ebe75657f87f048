import type { Sentence } from './sentence.ts'
import { visible } from './visible.ts'

/**
 * GitHub links mentions, issues and commits in the text of the rendered page, so no backslash and no entity keeps them
 * out; only a code span does. Foreign text is therefore shown in code spans, all but words that mean nothing to it.
 */

/** A foreign value as a code span in one line, whatever it holds. */
export const codeSpan = (value: string): string => {
  const text = visible(value)
  if (text === '') return '` `'
  const longestRun = Math.max(0, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length))
  const fence = '`'.repeat(longestRun + 1)
  // A space on either side is taken off again by the parser; without it these would join the fence, or be taken off.
  const pad = /^[` ]|[` ]$/u.test(text) && !/^ +$/u.test(text) ? ' ' : ''
  return `${fence}${pad}${text}${pad}${fence}`
}

const HARMLESS = [
  /^[("'“‘]?\p{L}[\p{L}\p{M}]*(?:['’][\p{L}\p{M}]+)?[)"'”’.,;:!?]*$/u,
  /^\p{Lu}?\p{Ll}+(?:-\p{Ll}+)+[)"'”’.,;:!?]*$/u,
  /^\d{1,6}[,;:]?$/u,
  /^[)"'”’.,;:!?]+$/u,
]
/** What looks like a commit or an advisory to GitHub, though it is a word. */
const LINKED = /(?:\b[0-9a-f]{7,40}\b|ghsa-)/iu

const word = (text: string): string =>
  HARMLESS.some((form) => form.test(text)) && !LINKED.test(text) ? text : codeSpan(text)

/** Foreign text; what it has between backticks itself is a value. */
const prose = (text: string): string =>
  visible(text)
    .split(/`([^`]*)`/u)
    .map((part, index) => (index % 2 === 1 ? codeSpan(part) : part.replace(/\S+/gu, word)))
    .reduce(joined, '')

/** Two code spans side by side would be read as one with other fences. */
const joined = (before: string, next: string): string =>
  before + (before.endsWith('`') && next.startsWith('`') ? ' ' : '') + next

const ownWords = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~&!]/gu, '\\$&')

/** A sentence as Markdown in one line. */
export const inline = (sentence: Sentence): string => {
  const render = { words: ownWords, code: codeSpan, prose }
  return sentence.map(({ kind, text }) => render[kind](text)).reduce(joined, '')
}

/** A link of ours around Markdown that is already safe; without an address, that Markdown alone. */
export const link = (label: string, url: string | null): string =>
  url === null ? label : `[${label}](${destination(url)})`

const destination = (url: string): string =>
  url
    .toWellFormed()
    .replace(/[^\w\-.~:/?#@&=+,;%$]/gu, (character) =>
      /[!'()*]/u.test(character) ? `%${character.charCodeAt(0).toString(16)}` : encodeURIComponent(character),
    )

/** A table. A `|` in a cell ends it for some parsers even after a backslash, so it is shown as invisible characters are. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\u{7c}')).join(' | ')} |`)
    .join('\n')
