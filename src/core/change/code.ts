/** Where comments and literals begin. */
const HIDING = /\/\/|\/\*|["']/g
/** A path between angle brackets may hold `//`, which is no comment there. */
const INCLUDE = /^\s*#\s*include\s*<[^>]*>/

/**
 * C or Rust lines with their comments blanked, and with them the literals that hold white space: those are prose for
 * a person, while `"DMA_BUF"` and `"linux/dma-buf.h"` have a meaning in code.
 *
 * @param fromTheTop whether these lines begin the file; a hunk from its middle may begin inside a comment
 */
export const codeOf = (lines: readonly string[], fromTheTop: boolean): string[] => {
  let inComment = !fromTheTop && beginsInComment(lines)
  return lines.map((line) => {
    const stripped = stripLine(line, inComment)
    inComment = stripped.inComment
    return stripped.code
  })
}

/** Kconfig lines with their comments blanked. */
export const kconfigOf = (lines: readonly string[]): string[] => lines.map((line) => (/^\s*#/.test(line) ? '' : line))

/**
 * Only the kernel's own way of writing long comments is believed, a `*` before every line up to the end of the comment
 * or of the hunk: in doubt it is code, as a missed line is worse than one too many.
 */
const beginsInComment = (lines: readonly string[]): boolean => {
  const end = lines.findIndex((line) => line.includes('*/'))
  const leading = end === -1 ? lines : lines.slice(0, end + 1)
  return leading.length > 0 && leading.every((line) => /^\s*\*(?:\s|\/|$)/.test(line))
}

const stripLine = (line: string, startsInComment: boolean): { code: string; inComment: boolean } => {
  let code = ''
  let from = 0
  if (startsInComment) {
    const end = line.indexOf('*/')
    if (end === -1) return { code: '', inComment: true }
    from = end + 2
  }
  const include = from === 0 ? (INCLUDE.exec(line)?.[0] ?? '') : ''
  code += include
  from += include.length
  for (;;) {
    HIDING.lastIndex = from
    const found = HIDING.exec(line)
    if (found === null) return { code: code + line.slice(from), inComment: false }
    code += line.slice(from, found.index)
    const [token] = found
    if (token === '//') return { code, inComment: false }
    if (token === '/*') {
      const end = line.indexOf('*/', found.index + 2)
      if (end === -1) return { code, inComment: true }
      code += ' '
      from = end + 2
    } else {
      from = literalEnd(line, found.index)
      const literal = line.slice(found.index, from)
      code += /\s/.test(literal) ? '""' : literal
    }
  }
}

/** Index behind the literal that begins at `start`; a lone `'` is one of Rust's lifetimes. */
const literalEnd = (line: string, start: number): number => {
  const quote = line[start]
  if (quote === "'" && line[start + 1] !== '\\' && line[start + 2] !== "'") return start + 1
  for (let at = start + 1; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === quote) return at + 1
  }
  return line.length
}
