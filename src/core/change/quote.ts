import type { QuotedLine } from './change.ts'

const LONGEST_QUOTE = 200

/** A line as a reader is shown it. */
export const quote = (file: string, { line, text }: Pick<QuotedLine, 'line' | 'text'>): QuotedLine => ({
  file,
  line,
  text: text.trim().slice(0, LONGEST_QUOTE),
})
