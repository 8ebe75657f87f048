import type { TextLine } from '../identification.ts'

export type FlowingText = {
  /** Lower case, single spaces; a line feed stands where the text has a gap. */
  readonly words: string
  /** The line that a character of `words` came from. */
  readonly lineAt: (index: number) => TextLine
}

/** Lines as one running text, so that what is wrapped over two of them reads as it was written. */
export const flow = (lines: readonly TextLine[]): FlowingText => {
  const starts: number[] = []
  const kept: TextLine[] = []
  const pieces: string[] = []
  let length = 0
  let last = Number.NaN
  for (const line of lines) {
    const text = plain(line.text)
    if (text === '') continue
    const joint = pieces.length === 0 ? '' : jointAfter(pieces.at(-1) ?? '', line.line - last)
    starts.push(length + joint.length)
    kept.push(line)
    pieces.push(joint + text)
    length += joint.length + text.length
    last = line.line
  }
  return { words: pieces.join(''), lineAt: (index) => at(kept, starts, index) }
}

/** Farther apart than a blank line is a gap: what stands between was a licence's own. */
const NEAR = 2

const jointAfter = (piece: string, distance: number): string => {
  if (distance > NEAR) return '\n'
  return /[a-z]-$/.test(piece.slice(-2)) ? '' : ' '
}

const at = (lines: readonly TextLine[], starts: readonly number[], index: number): TextLine => {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= index) low = middle
    else high = middle - 1
  }
  const line = lines[low]
  if (line === undefined) throw new Error('a text without lines has no characters')
  return line
}

const COMMENT_MARK = /^(?:\s|[*#;%|>"']|\/\/|\/\*|--|\.\.)+/

/** Abbreviations whose full stop would end a sentence. */
const ABBREVIATED = /\b(inc|ltd|corp|co|llc|no|vs|etc|e\.g|i\.e|u\.s)\./g

const plain = (line: string): string =>
  line
    .normalize('NFKC')
    .toLowerCase()
    .replace(COMMENT_MARK, '')
    .replaceAll(/[‘’´`]/g, "'")
    .replaceAll(/[‐‑‒–—]/g, '-')
    .replaceAll(/[*_“”"|<>\\\p{C}]+/gu, ' ')
    .replaceAll(ABBREVIATED, '$1')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.;:)])/g, '$1')
    .trim()
