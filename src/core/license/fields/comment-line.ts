/** What a line of a comment says: without the marks before it, whatever the language. */
export const withoutMarks = (line: string): string => {
  const start = /[A-Za-z0-9(]/.exec(line)?.index ?? line.length
  return line.slice(start).replace(/^(?:dnl|rem)\s+/i, '')
}

/**
 * Whether what stands before a tag only opens a comment or a value, or is a copyright line. After other words the tag is
 * only mentioned: "use SPDX-License-Identifier: MIT".
 */
export const opensTag = (before: string): boolean => {
  if (before.length > MAX_BEFORE) return false
  const words = before.replaceAll(/<[^<>]*>/g, ' ').match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length === 0 || /copyright|\(c\)|©/i.test(before)) return true
  return words.length === 1 && (/^(?:dnl|rem|c)$/i.test(words[0]) || /[:=][\s"'`]*$/.test(before))
}

const MAX_BEFORE = 200

/** What stands before the end of a comment, a string or a markup element, and whether there was such an end. */
export const untilEnd = (text: string): { readonly value: string; readonly ended: boolean } => {
  const at = END.exec(text)?.index ?? text.length
  return { value: text.slice(0, at).trim().replace(TRAILING, ''), ended: at < text.length }
}

const END = /\*\/|--+>|#\}|\*\)|[%?]>|["'`<]|\\n|\sCopyright\s/

/** Box edges and punctuation. The look-behind keeps a run from being tried at each of its characters. */
const TRAILING = /(?<![\s;,.*#|/>~}\]!@%=-])[\s;,.*#|/>~}\]!@%=-]+$/
