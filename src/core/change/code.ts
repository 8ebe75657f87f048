import { withoutDead } from './dead-code.ts'

/** Lines in a literal are told by `'` and `"`, which mean different things in the two languages. */
export type Language = 'c' | 'rust'

/**
 * C or Rust lines with their comments and what stands under `#if 0` blanked, and with them the literals that hold white space: those are prose for
 * a person, while `"DMA_BUF"` and `"linux/dma-buf.h"` have a meaning in code. Lines that a backslash joins are read as
 * the compiler reads them, and an identifier that is broken over several of them stands on each.
 *
 * These lines are hostile: whatever could be read in two ways is code, as a missed line is worse than one too many.
 *
 * @param fromTheTop whether these lines begin the file; a hunk from its middle may begin inside a comment or literal
 */
export const codeOf = (lines: readonly string[], fromTheTop: boolean, language: Language = 'c'): string[] => {
  const codes: string[] = []
  let state: State = !fromTheTop && beginsInComment(lines) ? 'comment' : 'code'
  for (let next = 0; next < lines.length;) {
    const line = lines[next] ?? ''
    // Most lines hold nothing that begins or ends a comment or literal.
    if ((state === 'code' && !TELLING.test(line)) || (state === 'comment' && !/[*\\\r]/.test(line))) {
      codes.push(state === 'code' ? line : '')
      next++
      continue
    }
    const { parts, joined } = logicalLine(lines, next, language)
    // The first lines of a hunk may go on with a literal that began above it.
    const unknown: boolean = next === 0 && !fromTheTop && parts.length > 1 && state === 'code'
    next += parts.length
    const read: Masked = unknown ? { masked: joined, state } : maskLine(joined, state, { language, sure: fromTheTop })
    state = read.state
    for (const code of partsOf(read.masked, parts)) codes.push(code)
  }
  return language === 'c' ? withoutDead(codes) : codes
}

const TELLING = /[\\/"'\r%]/

/** Kconfig lines with their comments blanked. */
export const kconfigOf = (lines: readonly string[]): string[] => lines.map((line) => (/^\s*#/.test(line) ? '' : line))

/** `doubt`: from here on nothing is hidden. `literal`: within a string of Rust, which may hold ends of lines. */
type State = 'code' | 'comment' | 'literal' | 'doubt'

/**
 * Only the kernel's own way of writing long comments is believed, a `*` before every line up to the end of the comment
 * or of the hunk.
 */
const beginsInComment = (lines: readonly string[]): boolean => {
  const end = lines.findIndex((line) => line.includes('*/'))
  const leading = end === -1 ? lines : lines.slice(0, end + 1)
  return leading.length > 0 && leading.every((line) => /^\s*\*(?:\s|\/|$)/.test(line))
}

/** C joins lines before it looks at anything else; GCC also where white space stands behind the backslash. */
const logicalLine = (
  lines: readonly string[],
  from: number,
  language: Language,
): { readonly parts: readonly string[]; readonly joined: string } => {
  const parts: string[] = []
  for (let at = from; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(/\\[ \t]*\r/g, '')
    const end = line.trimEnd()
    const isJoined = language === 'c' && end.endsWith('\\')
    parts.push(isJoined ? end.slice(0, -1) : line)
    if (!isJoined) break
  }
  return { parts, joined: parts.join('') }
}

/** Stands for each character that is hidden, so that places stay the same. */
const HIDDEN = '\0'
const LONGEST_TOKEN = 100

/** The code of each of the lines that were joined, with the whole of an identifier that goes beyond one of them. */
const partsOf = (masked: string, parts: readonly string[]): string[] => {
  if (parts.length === 1) return [shownIn(masked).replace(DIGRAPH, '$1#')]
  let from = 0
  return parts.map((part) => {
    const to = from + part.length
    const start = isWithinWord(masked, from) ? from - wordBefore(masked, from) : from
    const end = isWithinWord(masked, to) ? to + wordAfter(masked, to) : to
    from = to
    return shownIn(masked.slice(start, end)).replace(DIGRAPH, '$1#')
  })
}

const shownIn = (masked: string): string => masked.replaceAll(HIDDEN, '')

const isWithinWord = (text: string, at: number): boolean => /^\w\w$/.test(text.slice(Math.max(0, at - 1), at + 1))
const wordBefore = (text: string, at: number): number =>
  /\w*$/.exec(text.slice(Math.max(0, at - LONGEST_TOKEN), at))?.[0].length ?? 0
const wordAfter = (text: string, at: number): number => /^\w*/.exec(text.slice(at, at + LONGEST_TOKEN))?.[0].length ?? 0

/** Where comments and literals begin. */
const HIDING = /\/\/|\/\*|["']/g
const DIGRAPH = /^(\s*)%:/
const DIRECTIVE = /^\s*(?:#|%:)/
/** A path between angle brackets may hold `//` or `/*`, which begins no comment there. */
const INCLUDE = /^\s*(?:#|%:)\s*include\s*<[^>]*>/
/** Before its first quote: a raw string, in which neither a backslash nor `/*` means anything. */
const RAW: Readonly<Record<Language, RegExp>> = {
  c: /(?:^|\W)(?:u8|[uUL])?R$/,
  rust: /(?:^|\W)[bc]?r#*$/,
}
const LONGEST_PREFIX = 20

/** What it quotes is code. */
const ASSEMBLY = /\b(?:asm|__asm__|__asm)\b/

type Masked = { readonly masked: string; readonly state: State }
type Reading = { readonly language: Language; readonly sure: boolean }

/** One line as the compiler reads it, with what is no code masked. */
const maskLine = (line: string, before: State, { language, sure }: Reading): Masked => {
  // Compilers disagree on whether a carriage return ends a line.
  if (before === 'doubt' || line.includes('\r')) return { masked: line, state: 'doubt' }
  const isAssembly = ASSEMBLY.test(line)
  let masked = ''
  let at = 0
  const keep = (to: number): void => {
    masked += line.slice(at, to)
    at = to
  }
  const hide = (to: number, shown = ''): void => {
    masked += shown + HIDDEN.repeat(to - at - shown.length)
    at = to
  }
  if (before === 'comment') {
    const end = line.indexOf('*/')
    hide(end === -1 ? line.length : end + 2)
    if (end === -1) return { masked, state: 'comment' }
  } else if (before === 'literal') {
    const end = literalEnd(line, 0, '"')
    keep(end ?? line.length)
    if (end === null) return { masked, state: 'literal' }
  } else if (language === 'c') {
    keep(INCLUDE.exec(line)?.[0].length ?? 0)
  }
  for (;;) {
    HIDING.lastIndex = at
    const found = HIDING.exec(line)
    if (found === null) {
      keep(line.length)
      return { masked, state: 'code' }
    }
    keep(found.index)
    const [token] = found
    if (token === '//') {
      // Were this in truth the middle of a long comment, that would end here.
      const end = sure ? -1 : line.indexOf('*/', at)
      hide(end === -1 ? line.length : end + 2)
    } else if (token === '/*') {
      const end = line.indexOf('*/', at + 2)
      if (end !== -1) hide(end + 2, ' ')
      else if (DIRECTIVE.test(shownIn(masked)) && /[<"'\\]/.test(masked)) {
        // Names of headers hold what elsewhere begins a comment, and `__has_include` takes one too.
        keep(line.length)
        return { masked, state: 'doubt' }
      } else {
        hide(line.length)
        return { masked, state: 'comment' }
      }
    } else if (isDoubtful(line, at, token, language)) {
      keep(line.length)
      return { masked, state: 'doubt' }
    } else if (token === "'" && language === 'rust' && isLifetime(line, at)) keep(at + 1)
    else {
      const end = literalEnd(line, at + 1, token)
      if (end === null) {
        // To a compiler of C the rest of the line is part of it, whatever begins there.
        keep(line.length)
        return { masked, state: language === 'rust' && token === '"' ? 'literal' : 'code' }
      }
      if (token === '"' && !isAssembly && isProse(line.slice(at, end), sure)) {
        masked += '"'
        at += 1
        hide(end - 1)
      }
      keep(end)
    }
  }
}

/** Raw strings, and quotes within numbers, which the newer standards take for separators. */
const isDoubtful = (line: string, at: number, quote: string, language: Language): boolean => {
  const before = line.slice(Math.max(0, at - LONGEST_PREFIX), at)
  if (quote === '"') return RAW[language].test(before)
  return language === 'c' && /(?:^|\W)\.?\d\w*$/.test(before) && /^\w/.test(line.slice(at + 1, at + 2))
}

const isLifetime = (line: string, at: number): boolean => line[at + 1] !== '\\' && line[at + 2] !== "'"

/** Whether a literal is words for a person. What may in truth stand between two literals must not look like code. */
const isProse = (literal: string, sure: boolean): boolean =>
  /\s/.test(literal) && (sure || !/[;{}]|\*\/|\w\(/.test(literal))

/** Index behind the quote that ends a literal whose content begins at `from`; null where none does. */
const literalEnd = (line: string, from: number, quote: string): number | null => {
  for (let at = from; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === quote) return at + 1
  }
  return null
}
