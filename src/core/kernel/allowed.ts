import type { KernelConfig } from '../config.ts'
import { type Expression, type Leaf, print, printLeaf, walk } from '../spdx/expression.ts'

/** Best first. `foreign`: the kernel's tree has no such licence, or not with that exception. */
const STANDINGS = ['preferred', 'deprecated', 'dual', 'foreign'] as const
export type Standing = (typeof STANDINGS)[number]

/** `leaf`: the part of the expression that decides. */
export type Stood = { readonly standing: Standing; readonly leaf: string }

/** How an expression stands to what the kernel's tree may hold: OR takes the better side, AND the worse. */
export const standingOf = (expression: Expression, config: KernelConfig): Stood =>
  walk<Stood>(expression, {
    leaf: (leaf) => ({ standing: ofLeaf(leaf, config), leaf: printLeaf(leaf) }),
    or: (left, right) => (rank(right) < rank(left) ? right : left),
    and: (left, right) => (rank(right) > rank(left) ? right : left),
  })

const rank = ({ standing }: Stood): number => STANDINGS.indexOf(standing)

const ofLeaf = (leaf: Leaf, { standing, exceptions }: KernelConfig): Standing => {
  const id = baseId(leaf)
  if (leaf.exception !== null && exceptions.get(leaf.exception)?.has(id) !== true) return 'foreign'
  return standing.get(id) ?? 'foreign'
}

const baseId = ({ license }: Leaf): string => license.replace(/-(?:only|or-later)$/, '')

const NOTE = 'Linux-syscall-note'

/**
 * The expression with the note that lets any program include the header, on each licence of the GPL's family that lacks
 * it; null where none does. https://docs.kernel.org/process/license-rules.html
 */
export const withSyscallNote = (expression: Expression): string | null => {
  const noted = addNote(expression)
  return print(noted) === print(expression) ? null : print(noted)
}

const addNote = (expression: Expression): Expression => {
  if ('conjunction' in expression)
    return { ...expression, left: addNote(expression.left), right: addNote(expression.right) }
  const needs = /^L?GPL-/.test(expression.license) && expression.exception !== NOTE
  return needs ? { ...expression, exception: NOTE } : expression
}
