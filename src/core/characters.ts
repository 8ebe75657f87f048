/**
 * Control, format (bidirectional marks among them), private-use, surrogate and unassigned characters, and line
 * separators: what a reader can't see, or sees elsewhere than it stands.
 */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]/u

/** The first hidden character of a text as `U+202E`; null where there is none. */
export const hiddenCharacter = (text: string): string | null => {
  const code = HIDDEN.exec(text)?.[0].codePointAt(0)
  return code === undefined ? null : codePoint(code)
}

export const codePoint = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`

/** Text from a file for use within a message: on one line, at most `limit` characters, hidden ones made visible. */
export const excerpt = (text: string, limit = 60): string => {
  const characters = Array.from(text.slice(0, 2 * limit))
  const shown = characters.slice(0, limit).map((c) => (HIDDEN.test(c) ? `<${codePoint(c.codePointAt(0) ?? 0)}>` : c))
  return shown.join('') + (characters.length > limit || text.length > 2 * limit ? '…' : '')
}
