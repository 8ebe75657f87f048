import type { TextLine } from '../identification.ts'
import type { Words } from './words.ts'

const MAX_LINES = 200
const MAX_TEXT = 500

/** The lines of some words of the text, each cut to what the words span, at most `MAX_LINES` of them. */
export const insertedLines = (
  words: Words,
  spans: readonly { readonly from: number; readonly to: number }[],
): TextLine[] => {
  const lines: TextLine[] = []
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    for (let at = from; at < to && lines.length < MAX_LINES;) {
      const line = words.line[at] ?? 1
      let end = at + 1
      while (end < to && words.line[end] === line) end += 1
      lines.push({ line, text: words.text.slice(words.from[at], words.to[end - 1]).slice(0, MAX_TEXT) })
      at = end
    }
  }
  return lines
}
