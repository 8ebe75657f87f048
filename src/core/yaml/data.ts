import { type Alias, isAlias, isMap, isScalar, type ParsedNode, type YAMLMap } from 'yaml'
import { excerpt } from '../characters.ts'
import type { Position } from '../place.ts'
import type { Positions } from './compose.ts'
import type { Fault } from './fault.ts'

/** Where a value stands, and where the values within it stand. */
export type Spot = {
  readonly at: Position
  /** A scalar as it was written; null for lists and mappings. */
  readonly written: string | null
  /** Of a mapping: where each key itself stands, and its value. */
  readonly keys: ReadonlyMap<string, { readonly at: Position; readonly value: Spot }>
  /** Of a list. */
  readonly items: readonly Spot[]
}

export type Data = { readonly value: unknown; readonly spot: Spot }

/** Values that aliases may add to those written out: enough for every component to be named twice. */
const MAX_ALIASED = 256

/** Makes plain values of a composed node, following its aliases within bounds. Keys are kept once, the first of twins. */
export const toData = (root: ParsedNode, positions: Positions): Data & { readonly faults: readonly Fault[] } => {
  const faults: Fault[] = []
  const anchors = new Map<string, ParsedNode>()
  /** Anchors whose values are being made: an alias to one of them would never end. */
  const open = new Set<string>()
  let aliased = 0

  const at = (node: ParsedNode): Position => positions(node.range[0])
  const broken = (node: ParsedNode, message: string, mend: string): Data => {
    faults.push({ at: at(node), message, mend })
    return { value: null, spot: scalarSpot(at(node), null) }
  }

  /** `within`: the alias written in the file that is being unfolded. */
  const convert = (node: ParsedNode, within: Alias.Parsed | null): Data => {
    if (within !== null && ++aliased > MAX_ALIASED) return tooMany(within)
    if (isAlias(node)) return follow(node, within)
    const { anchor } = node
    if (anchor === undefined) return build(node, within)
    anchors.set(anchor, node)
    open.add(anchor)
    const data = build(node, within)
    open.delete(anchor)
    return data
  }

  const tooMany = (node: Alias.Parsed): Data =>
    aliased === MAX_ALIASED + 1
      ? broken(node, `Aliases unfold to more than ${MAX_ALIASED} values.`, 'Write the values out.')
      : { value: null, spot: scalarSpot(at(node), null) }

  const follow = (alias: Alias.Parsed, within: Alias.Parsed | null): Data => {
    const target = anchors.get(alias.source)
    const name = `*${excerpt(alias.source)}`
    if (target === undefined) return broken(alias, `\`${name}\` names no anchor above it.`, 'Write the value out.')
    if (open.has(alias.source)) return broken(alias, `\`${name}\` stands within what it names.`, 'Write the value out.')
    const { value, spot } = convert(target, within ?? alias)
    return { value, spot: { ...spot, at: at(alias) } }
  }

  const build = (node: Exclude<ParsedNode, Alias.Parsed>, within: Alias.Parsed | null): Data => {
    if (isScalar(node)) return { value: node.value, spot: scalarSpot(at(node), node.source) }
    if (isMap(node)) return buildMap(node, within)
    const items = node.items.map((item) => convert(item, within))
    const spot = { at: at(node), written: null, keys: NO_KEYS, items: items.map((item) => item.spot) }
    return { value: items.map((item) => item.value), spot }
  }

  const buildMap = (node: YAMLMap.Parsed, within: Alias.Parsed | null): Data => {
    const keys = new Map<string, { at: Position; value: Spot }>()
    const entries: [string, unknown][] = []
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : ''
      const keyAt = at(key)
      const first = keys.get(name)
      if (first !== undefined) {
        const message = `\`${excerpt(name)}\` stands here a second time; it stands on line ${first.at.line} already.`
        faults.push({ at: keyAt, message, mend: 'Keep one of them.' })
        continue
      }
      const data = value === null ? { value: null, spot: scalarSpot(keyAt, null) } : convert(value, within)
      keys.set(name, { at: keyAt, value: data.spot })
      entries.push([name, data.value])
    }
    return { value: Object.fromEntries(entries), spot: { at: at(node), written: null, keys, items: [] } }
  }

  return { ...convert(root, null), faults }
}

const NO_KEYS: Spot['keys'] = new Map()

const scalarSpot = (at: Position, written: string | null): Spot => ({ at, written, keys: NO_KEYS, items: [] })

/** The spot at a path of keys and indexes, or of the nearest value above it that there is. */
export const spotAt = (root: Spot, path: readonly PropertyKey[]): Spot => {
  let spot = root
  for (const step of path) {
    const next = typeof step === 'number' ? spot.items[step] : spot.keys.get(String(step))?.value
    if (next === undefined) return spot
    spot = next
  }
  return spot
}

/** Where the key that a path ends in stands; the value's own place where the path ends in an index. */
export const keyAt = (root: Spot, path: readonly PropertyKey[]): Position =>
  spotAt(root, path.slice(0, -1)).keys.get(String(path.at(-1)))?.at ?? spotAt(root, path).at
