import { Composer, type CST, type Document, Lexer, LineCounter, Parser, type ParsedNode, type YAMLError } from 'yaml'
import { codePoint, excerpt } from '../characters.ts'
import type { Position } from '../place.ts'
import type { Problem } from '../problem.ts'
import type { Fault } from './fault.ts'

/** Positions of offsets into the text. */
export type Positions = (offset: number) => Position

export type Composed =
  | { readonly ok: true; readonly root: ParsedNode; readonly positions: Positions }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** Collections within collections; a manifest needs five. Composing recurses, so this bounds the stack. */
const MAX_DEPTH = 24

/**
 * Reads one YAML 1.2 document, without aliases followed or values made of it. `maxTokens` bounds the time: the parser
 * makes an error, with its stack trace, of each token that it can't place.
 */
export const composeYaml = (text: string, maxTokens: number): Composed => {
  const lines = lineCounter(text)
  const positions: Positions = (offset) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const fault = (offset: number, message: string, mend: string | null = null): Fault => ({
    at: positions(offset),
    message,
    mend,
  })
  const failed = (...faults: readonly Fault[]): Composed => ({ ok: false, faults })

  const unreadable = UNREADABLE.exec(text)
  if (unreadable !== null) {
    const code = codePoint(unreadable[0].codePointAt(0) ?? 0)
    return failed(fault(unreadable.index, `The file holds the hidden character ${code}.`, 'Delete it.'))
  }
  const read = tokenize(text, maxTokens)
  if (!read.ok) return failed(fault(read.offset, read.message, read.mend))
  const [document, second] = new Composer(OPTIONS).compose(read.tokens, true, text.length)
  if (document === undefined) return failed(fault(0, 'The file is empty.', EMPTY_MEND))
  // A tag that isn't known is but a warning to the parser, and its value would then pass for what it isn't.
  const problems = [...document.errors, ...document.warnings]
  if (problems.length > 0) return failed(...firstOfEachLine(problems, positions))
  if (second !== undefined) {
    return failed(fault(second.range[0], 'A second document begins here.', 'Keep one document in the file.'))
  }
  if (document.directives.yaml.explicit === true && document.directives.yaml.version !== '1.2') {
    return failed(fault(0, 'The file asks for another version of YAML than 1.2.', 'Delete the `%YAML` line.'))
  }
  return root(document, positions)
}

const EMPTY_MEND = 'Begin with `version: 1`.'

const OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  // Checked where values are made, in linear time and with the place of the first.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const

/** Characters that YAML 1.2 calls unprintable, and those that make a reader see another text than a program reads. */
const UNREADABLE =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/u

const lineCounter = (text: string): LineCounter => {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (const match of text.matchAll(/\n/g)) lines.addNewLine(match.index + 1)
  return lines
}

type Tokens =
  | { readonly ok: true; readonly tokens: readonly CST.Token[] }
  | ({ readonly ok: false; readonly offset: number } & Problem)

const tokenize = (text: string, maxTokens: number): Tokens => {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let count = 0
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser
    if (++count > maxTokens) {
      const message = `The file holds more than ${maxTokens} keys, values and marks.`
      return { ok: false, offset, message, mend: 'A manifest or policy needs a few hundred.' }
    }
    tokens.push(...parser.next(lexeme))
    // Each level puts a collection on the stack of what is being built, below the document and above the scalar.
    if (parser.stack.length > MAX_DEPTH + 1) {
      const message = `Nested more than ${MAX_DEPTH} levels deep.`
      return { ok: false, offset, message, mend: 'No key needs more than five levels.' }
    }
  }
  tokens.push(...parser.end())
  return { ok: true, tokens }
}

const root = (document: Document.Parsed, positions: Positions): Composed => {
  const { contents } = document
  if (contents === null || contents.range[0] === contents.range[1]) {
    return { ok: false, faults: [{ at: positions(0), message: 'The file is empty.', mend: EMPTY_MEND }] }
  }
  return { ok: true, root: contents, positions }
}

/** What the parser calls tersely, in words that say what to do. Other messages of it are clear as they are. */
const WORDS: Partial<Record<YAMLError['code'], readonly [message: string, mend: string]>> = {
  TAB_AS_INDENT: ['A tab indents this line; YAML takes spaces alone.', 'Indent with spaces.'],
  NON_STRING_KEY: ['A list or mapping stands where a key belongs.', 'Write each key as plain text.'],
  TAG_RESOLVE_FAILED: ['A tag (`!…`) stands here; no value needs one.', 'Delete the tag.'],
  MULTIPLE_TAGS: ['A tag (`!…`) stands here; no value needs one.', 'Delete the tag.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'Two keys stand on one line, or a value holds a colon and a space.',
    'Put each key on a line of its own, and a value with a colon in quotes.',
  ],
  BAD_DIRECTIVE: ['A line that begins with % is an order to the YAML parser; none is taken.', 'Delete the line.'],
}

/** One slip makes the parser stumble several times on its line; the first says most. */
const firstOfEachLine = (errors: readonly YAMLError[], positions: Positions): Fault[] => {
  const byLine = new Map<number, YAMLError>()
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const { line } = positions(error.pos[0])
    if (!byLine.has(line)) byLine.set(line, error)
  }
  return [...byLine.values()].map((error) => toFault(error, positions))
}

const toFault = (error: YAMLError, positions: Positions): Fault => {
  const [message, mend] = WORDS[error.code] ?? [`${excerpt(error.message, 160).replace(/\.$/, '')}.`, null]
  return { at: positions(error.pos[0]), message, mend }
}
