import type { LicenseConfig } from '../config.ts'
import { type Leaf, parseExpression, printLeaf, walk } from '../spdx/expression.ts'
import type { LicenseClass } from './class.ts'

/** `leaf`: the part of the expression that decides its class. */
export type Classified = { readonly class: LicenseClass; readonly leaf: string }

/**
 * The class of an SPDX expression: OR takes the best branch, AND the worst, and WITH keeps the licence's class where the
 * exception only adds permissions. `invalid` says why the text is no expression.
 */
export const classify = (expression: string, config: LicenseConfig): Classified | { readonly invalid: string } => {
  const parsed = parseExpression(expression)
  if (!parsed.ok) return { invalid: parsed.message }
  return walk<Classified>(parsed.expression, {
    leaf: (leaf) => ({ class: classOf(leaf, config), leaf: printLeaf(leaf) }),
    or: (left, right) => (RANK[right.class] < RANK[left.class] ? right : left),
    and: (left, right) => (RANK[right.class] > RANK[left.class] ? right : left),
  })
}

/** Whether a licence of class `found` is enough where `needed` is asked. */
export const meets = (found: LicenseClass, needed: 'open' | 'redistributable'): boolean =>
  found === 'open' || found === needed

/**
 * An unknown part ranks before those that are known not to be free: joined to one of them by AND it can't save the
 * whole, and as the alternative to one it might.
 */
const RANK: Readonly<Record<LicenseClass, number>> = {
  open: 0,
  redistributable: 1,
  unknown: 2,
  'source-available': 3,
  proprietary: 4,
}

const classOf = (leaf: Leaf, config: LicenseConfig): LicenseClass => {
  if (leaf.exception !== null && !config.permissions.has(leaf.exception)) return 'unknown'
  if (Object.hasOwn(config.classes, leaf.license)) return config.classes[leaf.license] ?? 'unknown'
  return config.osi.has(leaf.license) ? 'open' : 'unknown'
}
