import { excerpt } from '../characters.ts'
import type { TextLine } from './identification.ts'
import type { Restriction } from './license-file.ts'
import { COPY_PHRASES } from './phrases/copies.ts'
import type { Phrase } from './phrases/pattern.ts'
import { flow } from './phrases/flow.ts'
import { USE_PHRASES } from './phrases/use.ts'

export const PHRASES: readonly Phrase[] = [...USE_PHRASES, ...COPY_PHRASES]

/** As much of a line as is quoted. */
const QUOTED = 200

/**
 * The phrases that take freedoms away, each once for each line that it begins on, in the order of the lines.
 *
 * @param lines what no licence accounts for, in order: the words of a licence itself are full of such phrases. Lines that
 *   follow on each other are read as one text.
 */
export const findRestrictions = (lines: readonly TextLine[]): readonly Restriction[] => {
  const text = flow(lines)
  const found = new Map<string, Restriction>()
  for (const { code, pattern } of PHRASES) {
    for (const { index } of text.words.matchAll(new RegExp(pattern, 'g'))) {
      const line = text.lineAt(index)
      const key = `${line.line} ${code}`
      if (!found.has(key)) found.set(key, { code, line: line.line, text: excerpt(line.text.trim(), QUOTED) })
    }
  }
  return [...found.values()].toSorted((a, b) => a.line - b.line)
}
