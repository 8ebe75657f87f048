import { parseExpression, printLeaf, walk } from '../../spdx/expression.ts'
import type { Context, Placed } from './context.ts'

/**
 * The choice between licences whose texts stand side by side in files of their own, where a build system's field, a README
 * or one of the files says that it is one (`MIT OR Apache-2.0` beside LICENSE-MIT and LICENSE-APACHE). null: nothing says
 * so, and all of them hold.
 */
export const choiceBetween = (
  expressions: readonly string[],
  directory: string,
  { layout }: Context,
): string | null => {
  const texts = new Set(expressions.flatMap((expression) => [...leavesOf(expression)]))
  if (texts.size < 2) return null
  const here = (placed: readonly Placed[]): readonly Placed[] => placed.filter((each) => each.directory === directory)
  const said = [
    ...here(layout.builds).flatMap(({ file }) => (file.fields?.statements ?? []).map(({ expression }) => expression)),
    ...here([...layout.texts, ...layout.hints]).map(({ file }) => file.identification.expression),
  ]
  const choices = said.filter(
    (expression) => expression !== null && expression.includes(' OR ') && !expression.includes(' AND '),
  )
  return choices.find((expression) => expression !== null && isSame(leavesOf(expression), texts)) ?? null
}

const leavesOf = (expression: string): ReadonlySet<string> => {
  const parsed = parseExpression(expression)
  if (!parsed.ok) return new Set()
  const both = (left: readonly string[], right: readonly string[]): readonly string[] => [...left, ...right]
  return new Set(walk<readonly string[]>(parsed.expression, { leaf: (leaf) => [printLeaf(leaf)], or: both, and: both }))
}

const isSame = (left: ReadonlySet<string>, right: ReadonlySet<string>): boolean =>
  left.size === right.size && [...left].every((each) => right.has(each))
