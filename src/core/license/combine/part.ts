import { parseExpression } from '../../spdx/expression.ts'
import type { LicenseClass } from '../class.ts'
import { worst } from '../classify.ts'
import type { GoverningReason } from './reason.ts'

/** What one file, field or set of headers adds to what governs a path. */
export type Part = {
  /** SPDX expressions that all hold; null where it can't be put as one. */
  readonly expressions: readonly string[] | null
  readonly class: LicenseClass
  /** false: a person must look. */
  readonly certain: boolean
  readonly reasons: readonly GoverningReason[]
  /** The files that it is told from. */
  readonly files: readonly string[]
}

/** What is said beside the licences, and changes none of them. */
export const remark = (reason: GoverningReason, certain: boolean): Part => ({
  expressions: [],
  class: 'open',
  certain,
  reasons: [reason],
  files: [],
})

export type Joined = {
  readonly expression: string | null
  readonly class: LicenseClass
  readonly certain: boolean
  readonly reasons: readonly GoverningReason[]
  readonly files: readonly string[]
}

/** Parts that all hold for one path. */
export const join = (parts: readonly Part[]): Joined => {
  const decided = parts.filter(isBarrier)
  const expressions = parts.map((part) => part.expressions)
  const { class: found } = parts.reduce(worst<{ readonly class: LicenseClass }>, { class: 'open' })
  return {
    expression: expressions.includes(null) ? null : conjunction(expressions.flatMap((each) => each ?? [])),
    // What is known to bar openness bars it whatever else is there, and what isn't known can't be worse.
    class: found,
    certain: decided.length > 0 || parts.every(({ certain }) => certain),
    reasons: distinct(
      parts.flatMap(({ reasons }) => reasons),
      (reason) => `${reason.code} ${reason.path} ${reason.line ?? ''} ${reason.restriction ?? ''} ${reason.text}`,
    ),
    files: distinct(
      parts.flatMap(({ files }) => files),
      (file) => file,
    ),
  }
}

const isBarrier = (part: Part): boolean =>
  part.certain && (part.class === 'source-available' || part.class === 'proprietary')

/** null for none. */
const conjunction = (expressions: readonly string[]): string | null => {
  const each = distinct(expressions.flatMap(conjuncts), (expression) => expression)
  if (each.length === 0) return null
  if (each.length === 1) return each[0] ?? null
  return each.map((expression) => (needsParentheses(expression) ? `(${expression})` : expression)).join(' AND ')
}

const conjuncts = (expression: string): readonly string[] =>
  // Within parentheses or beside an OR, an AND binds otherwise.
  /\(| OR /.test(expression) ? [expression] : expression.split(' AND ')

const needsParentheses = (expression: string): boolean => {
  const parsed = parseExpression(expression)
  return parsed.ok && 'conjunction' in parsed.expression && parsed.expression.conjunction === 'or'
}

/** The first of each, in their order. */
const distinct = <T>(values: readonly T[], key: (value: T) => string): readonly T[] => [
  ...new Map(values.map((value) => [key(value), value])).values(),
]
