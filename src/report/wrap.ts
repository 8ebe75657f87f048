/** What stands between backticks is kept on one line, so that it can be copied. */
const TOKEN = /[^\s`]*`[^`]*`\S*|\S+/gu

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })
const widthOf = (text: string): number => Array.from(GRAPHEMES.segment(text)).length

/** Text in lines of at most `width` characters where its words allow; the first begins with `first`, the others with `rest`. */
export const wrap = (text: string, width: number, first = '', rest = first): string => {
  const lines: string[] = []
  let line = first
  let used = first.length
  let empty = true
  for (const [token] of text.matchAll(TOKEN)) {
    const needed = widthOf(token)
    if (!empty && used + 1 + needed > width) {
      lines.push(line)
      line = rest + token
      used = rest.length + needed
    } else {
      line += (empty ? '' : ' ') + token
      used += (empty ? 0 : 1) + needed
    }
    empty = false
  }
  return [...lines, line].join('\n')
}
