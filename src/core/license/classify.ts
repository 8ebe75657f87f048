import type { LicenseConfig } from '../config.ts'
import type { Role } from '../manifest/manifest.ts'
import { type Leaf, parseExpression, printLeaf, walk } from '../spdx/expression.ts'
import type { LicenseClass } from './class.ts'
import type { TextFacts } from './license-file.ts'
import { restrictedClass } from './restriction.ts'

/** `leaf`: the part of the expression that decides its class. */
export type Classified = { readonly class: LicenseClass; readonly leaf: string }

/**
 * The class of an SPDX expression: OR takes the best branch, AND the worst, and WITH keeps the licence's class where the
 * exception only adds permissions. `invalid` says why the text is no expression.
 *
 * @param references classes of the `LicenseRef-…` whose texts were found
 */
export const classify = (
  expression: string,
  config: LicenseConfig,
  references: ReadonlyMap<string, LicenseClass> = NONE,
): Classified | { readonly invalid: string } => {
  const parsed = parseExpression(expression)
  if (!parsed.ok) return { invalid: parsed.message }
  return walk<Classified>(parsed.expression, {
    leaf: (leaf) => ({ class: classOf(leaf, config, references), leaf: printLeaf(leaf) }),
    or: (left, right) => (RANK[right.class] < RANK[left.class] ? right : left),
    and: (left, right) => worst(left, right),
  })
}

/** `leaf`: the part of the expression that decides; null where other words do. */
export type ClassifiedText = { readonly class: LicenseClass; readonly leaf: string | null }

/**
 * The class of a licence text in a role. Restrictions beside a licence bring it down, and where no licence was told they
 * tell alone; a text with neither is unknown. A changed licence that was not open is taken for none that is. What is only
 * redistributable is enough for firmware, and elsewhere proprietary.
 */
export const classifyText = (text: TextFacts, role: Role, config: LicenseConfig): ClassifiedText => {
  const licensed = licensedAs(text.identification, config)
  const restricted = restrictedAs(text, role)
  if (restricted === null) return licensed ?? { class: 'unknown', leaf: null }
  if (licensed === null) return restricted
  return worst(licensed, restricted)
}

/** By the licences in it; null where there are none whose class is known. */
const licensedAs = (
  { expression, tier, licenses }: TextFacts['identification'],
  config: LicenseConfig,
): ClassifiedText | null => {
  if (expression !== null) {
    const told = classify(expression, config)
    return 'invalid' in told ? null : told
  }
  if (tier !== 'modified') return null
  const found = licenses.map(({ id }) => ({
    class: classOf({ license: id, plus: false, exception: null }, config, NONE),
    leaf: id,
  }))
  // Beside open ones it may be that of a part which some other text lists.
  return found.every((each) => each.class === 'source-available') ? (found[0] ?? null) : null
}

/** By the words beside them; null where those take nothing away. */
const restrictedAs = ({ restrictions, redistributable }: TextFacts, role: Role): ClassifiedText | null => {
  if (redistributable) return { class: role === 'firmware' ? 'redistributable' : 'proprietary', leaf: null }
  const restricted = restrictedClass(restrictions.map(({ code }) => code))
  return restricted === null ? null : { class: restricted, leaf: null }
}

/** The worse of two things that must both hold; the first where they are equal. */
export const worst = <T extends { readonly class: LicenseClass }>(left: T, right: T): T =>
  RANK[right.class] > RANK[left.class] ? right : left

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

const NONE: ReadonlyMap<string, LicenseClass> = new Map()

const classOf = (leaf: Leaf, config: LicenseConfig, references: ReadonlyMap<string, LicenseClass>): LicenseClass => {
  if (leaf.exception !== null && !config.permissions.has(leaf.exception)) return 'unknown'
  const referred = references.get(leaf.license)
  if (referred !== undefined) return referred
  if (Object.hasOwn(config.classes, leaf.license)) return config.classes[leaf.license] ?? 'unknown'
  return config.osi.has(leaf.license) ? 'open' : 'unknown'
}
