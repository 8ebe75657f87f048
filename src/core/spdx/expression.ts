import parse from 'spdx-expression-parse'
import type { Problem } from '../problem.ts'

/** A parsed SPDX licence expression. */
export type Expression =
  Leaf | { readonly conjunction: 'and' | 'or'; readonly left: Expression; readonly right: Expression }

/** One licence of an expression, with the exception that is bound to it. */
export type Leaf = {
  /** An SPDX id, or `LicenseRef-…`, also behind `DocumentRef-…:`. */
  readonly license: string
  /** `+`: or any later version. */
  readonly plus: boolean
  readonly exception: string | null
}

export type ParsedExpression =
  { readonly ok: true; readonly expression: Expression } | ({ readonly ok: false } & Problem)

const MAX_LENGTH = 1000

/** Reads an SPDX licence expression. `NONE` and `NOASSERTION` are none. */
export const parseExpression = (text: string): ParsedExpression => {
  const refused = (message: string): ParsedExpression => ({ ok: false, message, mend: null })
  if (text.length > MAX_LENGTH) return refused(`is longer than ${MAX_LENGTH} characters`)
  if (!isWellFormed(text)) return refused('is no SPDX licence expression')
  try {
    return { ok: true, expression: convert(parse(text)) }
  } catch {
    // The parser throws for every text that it can't read, and knows no other way to say so.
    return refused('is no SPDX licence expression')
  }
}

/** An expression as text, with no more parentheses than it needs. */
export const print = (expression: Expression): string => {
  if (!('conjunction' in expression)) return printLeaf(expression)
  const side = (part: Expression) =>
    expression.conjunction === 'and' && 'conjunction' in part && part.conjunction === 'or'
      ? `(${print(part)})`
      : print(part)
  return `${side(expression.left)} ${expression.conjunction.toUpperCase()} ${side(expression.right)}`
}

export const printLeaf = (leaf: Leaf): string =>
  `${leaf.license}${leaf.plus ? '+' : ''}${leaf.exception === null ? '' : ` WITH ${leaf.exception}`}`

/** Folds an expression into one value, from its leaves up. */
export const walk = <T>(
  expression: Expression,
  each: {
    readonly leaf: (leaf: Leaf) => T
    readonly or: (left: T, right: T) => T
    readonly and: (left: T, right: T) => T
  },
): T => {
  if (!('conjunction' in expression)) return each.leaf(expression)
  return each[expression.conjunction](walk(expression.left, each), walk(expression.right, each))
}

/** The parser skips over characters that it doesn't know where it looks for an id, and takes `()` for nothing. */
const isWellFormed = (text: string): boolean =>
  /^[A-Za-z0-9.+\-:() ]+$/.test(text) && !/(?:License|Document)Ref-(?![A-Za-z0-9.-])|\( *\)/.test(text)

const convert = (info: parse.Info): Expression =>
  'conjunction' in info
    ? { conjunction: info.conjunction, left: convert(info.left), right: convert(info.right) }
    : { license: info.license, plus: info.plus === true, exception: info.exception ?? null }
