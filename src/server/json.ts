/**
 * Parses a JSON object, or returns null for whatever else the bytes are. Texts that take long to parse for their size,
 * as no webhook's does, are refused unparsed: 25 MB of `[` would hold the process for seconds.
 */
export const parseObject = (bytes: Buffer): Readonly<Record<string, unknown>> | null => {
  if (!isPlain(bytes)) return null
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null
  } catch {
    return null
  }
}

const DEEPEST = 100
/** A pull request's webhook has about a thousand. */
const MOST_VALUES = 500_000

const codes = (...characters: readonly string[]) => characters.map((character) => character.charCodeAt(0))
const [QUOTE, BACKSLASH, COMMA] = codes('"', '\\', ',')
const [OPEN_ARRAY, OPEN_OBJECT, CLOSE_ARRAY, CLOSE_OBJECT] = codes('[', '{', ']', '}')

/** Counts depth and values without looking at what they are: `JSON.parse` tells whether the text is right. */
const isPlain = (bytes: Buffer): boolean => {
  const { length } = bytes
  let depth = 0
  let values = 0
  for (let at = 0; at < length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) {
      // Most of a webhook is within quotes.
      for (at++; at < length && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++
    } else if (byte === COMMA) values++
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      values++
      depth++
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth--
    if (depth > DEEPEST || values > MOST_VALUES) return false
  }
  return true
}
