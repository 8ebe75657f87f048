/** A string without its quotes, or an identifier or other character as it stands. */
export type MesonToken = { readonly kind: 'string' | 'sign'; readonly text: string; readonly line: number }

/** The tokens of a Meson build file, without comments and white space. A string that doesn't end goes to its limit. */
export const mesonTokens = function* (text: string): Generator<MesonToken, undefined> {
  let line = 1
  for (let at = 0; at < text.length;) {
    const { kind, content, end } = tokenAt(text, at)
    if (kind !== 'space') yield { kind, text: content, line }
    for (let each = at; each < end; each += 1) if (text[each] === '\n') line += 1
    at = end
  }
}

type Token = { readonly kind: 'string' | 'sign' | 'space'; readonly content: string; readonly end: number }

const tokenAt = (text: string, at: number): Token => {
  if (text.startsWith("'''", at)) return multiline(text, at)
  if (text.startsWith("'", at)) return singleLine(text, at)
  PLAIN.lastIndex = at
  const content = PLAIN.exec(text)?.[0] ?? ''
  return { kind: /^[\s#]/.test(content) ? 'space' : 'sign', content, end: at + content.length }
}

const PLAIN = /\s+|#[^\n]*|\w+|[^]/y

/** Knows no escapes. */
const multiline = (text: string, at: number): Token => {
  const close = text.indexOf("'''", at + 3)
  return close < 0
    ? { kind: 'string', content: text.slice(at + 3), end: text.length }
    : { kind: 'string', content: text.slice(at + 3, close), end: close + 3 }
}

const singleLine = (text: string, at: number): Token => {
  let end = at + 1
  while (end < text.length && text[end] !== "'" && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1
  return { kind: 'string', content: text.slice(at + 1, end).replaceAll(/\\(.)/g, '$1'), end: end + 1 }
}
