import { type Expression, print, printLeaf } from './expression.ts'

/**
 * An expression in the one form that all of the same meaning share whose operands only stand in another order, in other
 * parentheses or twice. Nothing is multiplied out, as that could take time exponential in the length.
 */
export const canonical = (expression: Expression): Expression => {
  if (!('conjunction' in expression)) return expression
  const { conjunction } = expression
  const operands = new Map(flatten(expression, conjunction).map((operand) => [keyOf(operand), operand]))
  const [first, ...others] = [...operands].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, operand]) => operand)
  return others.reduce((left, right) => ({ conjunction, left, right }), first ?? expression)
}

/** The operands of a chain of one conjunction, each in its canonical form. */
const flatten = (expression: Expression, conjunction: 'and' | 'or'): readonly Expression[] =>
  'conjunction' in expression && expression.conjunction === conjunction
    ? [...flatten(expression.left, conjunction), ...flatten(expression.right, conjunction)]
    : [canonical(expression)]

const keyOf = (expression: Expression): string =>
  'conjunction' in expression ? `(${print(expression)})` : printLeaf(expression)
