const bytes = (text: string): number => Buffer.byteLength(text, 'utf8')

/** Plain text of at most `limit` bytes of UTF-8, cut on a character, with `…` where something was cut. */
export const cutText = (text: string, limit: number): string => {
  const whole = text.toWellFormed()
  if (bytes(whole) <= limit) return whole
  const room = limit - bytes('…')
  let used = 0
  let end = 0
  for (const character of whole) {
    used += bytes(character)
    if (used > room) break
    end += character.length
  }
  return `${whole.slice(0, end)}…`
}

/**
 * Markdown of at most `limit` bytes of UTF-8. Whole lines are left out from the end, never a part of one: an opened
 * code span that lost its end would let foreign text out of it. The last line says how many were left out.
 *
 * @param spared a block that stands at the end whatever is left out; of fewer bytes than `limit`
 */
export const cutMarkdown = (markdown: string, limit: number, spared = ''): string =>
  spared === '' ? cutLines(markdown, limit) : `${cutLines(markdown, limit - bytes(spared) - 2)}\n\n${spared}`

const cutLines = (markdown: string, limit: number): string => {
  const whole = markdown.toWellFormed()
  if (bytes(whole) <= limit) return whole
  const lines = whole.split('\n')
  const note = (left: number): string => `\n\n*Left out for length: ${left} more lines.*`
  const room = limit - bytes(note(lines.length))
  let used = 0
  let kept = 0
  for (const line of lines) {
    used += bytes(line) + 1
    if (used > room) break
    kept += 1
  }
  // A hard line break has nothing to break before the end.
  const begun = lines.slice(0, kept).join('\n').trimEnd().replace(/\\$/u, '')
  return `${begun}${note(lines.length - kept)}`.trimStart()
}
