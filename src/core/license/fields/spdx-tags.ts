import { opensTag, untilEnd, withoutMarks } from './comment-line.ts'
import type { FieldStatement } from './field-facts.ts'
import { joinAll, readSpdx } from './spdx-names.ts'
import { statement } from './statement.ts'

/**
 * The `SPDX-License-Identifier` tags of a text, in any comment style, wrapped over lines or not. An invalid tag
 * (`Apache 2.0`) is stated without expression. Not among them: tags that a sentence only mentions, placeholders in angle
 * brackets, what stands between REUSE-IgnoreStart and REUSE-IgnoreEnd, and the usage guides of licence texts.
 *
 * Source: https://spdx.github.io/spdx-spec/v2.3/using-SPDX-short-identifiers-in-source-files/
 */
export const readTags = (text: string): readonly FieldStatement[] => {
  // How the kernel keeps its licence texts: the tags there are examples.
  if (!text.includes(KEY_START)) return []
  if (text.includes('Valid-License-Identifier:') && /^Valid-License-Identifier:/m.test(text)) return []
  const lines = tagLines(text)
  const found: FieldStatement[] = []
  let ignored = false
  for (const [at, line] of lines.entries()) {
    if (line.includes('REUSE-Ignore')) ignored = line.includes('REUSE-IgnoreStart')
    const tag = ignored ? null : tagAt(lines, at)
    if (tag !== null) found.push(statement(tag, at + 1, { expression: readOnce(tag) }))
  }
  return found
}

/** Thousands of files of a tree bear the same few tags. */
const MOST_READ = 500
const read = new Map<string, string | null>()
const readOnce = (tag: string): string | null => {
  const known = read.get(tag)
  if (known !== undefined) return known
  const expression = readSpdx(tag)
  if (read.size < MOST_READ && tag.length <= MAX_LENGTH) read.set(tag, expression)
  return expression
}

/** The lines up to the last one that a tag of this text can reach. */
const tagLines = (text: string): readonly string[] => {
  let end = -1
  // Forwards, as looking backwards takes ten times as long.
  for (let at = text.indexOf(KEY_START); at >= 0; at = text.indexOf(KEY_START, at + 1)) end = at
  // A key may be parted over two lines, and its value go over more.
  for (let more = 0; more < MAX_LINES + 2 && end >= 0; more += 1) end = text.indexOf('\n', end + 1)
  return (end < 0 ? text : text.slice(0, end)).split('\n')
}

/** What the tags of a source file say together; `expression` is null where one of them is invalid. */
export type HeaderTag = Pick<FieldStatement, 'expression' | 'written' | 'line'>

/** The tag of a source file, looked for in its first 4096 characters; null where it has none. */
export const headerTag = (text: string): HeaderTag | null => {
  const whole = text.length <= HEADER
  const tags = readTags(whole ? text : text.slice(0, Math.max(0, text.lastIndexOf('\n', HEADER))))
  const [first] = tags
  if (first === undefined) return null
  const expression = joinAll(tags.map((tag) => tag.expression))
  const { written, line } = tags.find((tag) => tag.expression === null) ?? first
  return { expression, written, line }
}

const HEADER = 4096
const KEY_START = 'SPDX-License-'
const KEY_END = 'Identifier:'
const MAX_LINES = 16
const MAX_LENGTH = 1000

/** The value of the tag that begins in this line; null where none does. */
const tagAt = (lines: readonly string[], start: number): string | null => {
  const line = lines[start] ?? ''
  const key = line.indexOf(KEY_START)
  if (key < 0 || !opensTag(line.slice(0, key))) return null
  const after = line.slice(key + KEY_START.length)
  if (after.startsWith(KEY_END)) return valueAt(after.slice(KEY_END.length), lines, start)
  const next = withoutMarks(lines[start + 1] ?? '')
  return after.trim() === '' && next.startsWith(KEY_END) ? valueAt(next.slice(KEY_END.length), lines, start + 1) : null
}

const valueAt = (rest: string, lines: readonly string[], line: number): string | null => {
  const begun = rest.slice(0, MAX_LENGTH).replace(/^[\s*`"'#]+/, '')
  if (begun.startsWith('<')) return null
  let { value, ended } = untilEnd(begun)
  for (let at = line + 1; at <= line + MAX_LINES && value.length <= MAX_LENGTH; at += 1) {
    const next = withoutMarks((lines[at] ?? '').slice(0, MAX_LENGTH))
    if (!continues(value, ended, next)) break
    const more = untilEnd(next)
    value = `${value} ${more.value}`.trim()
    ended = more.ended
  }
  return value
}

/** Whether the expression goes on in the next line, as what there is of it isn't whole or the next begins within it. */
const continues = (value: string, ended: boolean, next: string): boolean => {
  if (next === '' || next.includes(KEY_START)) return false
  if (value === '') return readSpdx(untilEnd(next).value) !== null
  const open = value.split('(').length > value.split(')').length || /(?:^|[\s)])(?:AND|OR|WITH)$/i.test(value)
  return open || (!ended && /^(?:AND|OR|WITH)[\s(]/.test(next))
}
