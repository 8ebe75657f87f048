import { suggestExpression } from '../../spdx/suggest.ts'
import { classify } from '../classify.ts'
import { findRestrictions } from '../phrases.ts'
import type { Context } from './context.ts'
import type { Part } from './part.ts'
import { directoryOf, isWithin } from '../paths.ts'
import type { GoverningReason } from './reason.ts'

/** What the headers of source files say, counted by directory; its subdirectories have tallies of their own. */
export type HeaderTally = {
  readonly directory: string
  readonly tags: readonly HeaderTag[]
  /** Source files that say nothing. */
  readonly untagged: number
}

export type HeaderTag = {
  /** null where what is written is no SPDX expression. */
  readonly expression: string | null
  readonly written: string
  readonly count: number
  readonly example: { readonly path: string; readonly line: number }
}

export type Headers = {
  readonly parts: readonly Part[]
  /** Whether nearly all source files have a header, so that the headers alone tell. */
  readonly tell: boolean
  /** Whether there are any, and all of them are open. */
  readonly areOpen: boolean
  readonly untagged: number
  readonly expressions: ReadonlySet<string>
}

/** Few files of a well-kept tree have no header: those that a tool wrote, or that are empty. */
const MOST_UNTAGGED = 0.2

/** What the source files at and below a path say by their headers. */
export const readHeaders = (tallies: readonly HeaderTally[], path: string, context: Context): Headers => {
  const near = tallies.filter(({ directory }) => isWithin(path, directory) || isFileIn(directory, path, tallies))
  const tags = merge(near.flatMap((tally) => tally.tags))
  const tagged = tags.reduce((sum, { count }) => sum + count, 0)
  const untagged = near.reduce((sum, tally) => sum + tally.untagged, 0)
  const parts = tags.map((tag) => tagPart(tag, context))
  return {
    parts,
    tell: tagged > 0 && untagged <= MOST_UNTAGGED * (tagged + untagged),
    areOpen: parts.length > 0 && parts.every((part) => part.class === 'open'),
    untagged,
    expressions: new Set(parts.flatMap(({ expressions }) => expressions ?? [])),
  }
}

/** A path without tallies of its own is a file: those of its directory are the nearest there are. */
const isFileIn = (directory: string, path: string, tallies: readonly HeaderTally[]): boolean =>
  path !== '' && directory === directoryOf(path) && !tallies.some((tally) => isWithin(path, tally.directory))

const merge = (tags: readonly HeaderTag[]): readonly HeaderTag[] => {
  const merged = new Map<string, HeaderTag>()
  for (const tag of tags) {
    const key = tag.expression ?? `written ${tag.written}`
    const known = merged.get(key)
    merged.set(key, known === undefined ? tag : { ...known, count: known.count + tag.count })
  }
  return [...merged.values()].toSorted((a, b) => b.count - a.count)
}

const tagPart = (tag: HeaderTag, { config, references }: Context): Part => {
  const { path, line } = tag.example
  const says = (code: GoverningReason['code'], text: string): GoverningReason => ({ code, path, line, text })
  const part = { expressions: null, class: 'unknown', certain: false, files: [path] } as const
  const expression = tag.expression ?? suggestExpression(tag.written)
  if (expression === null) {
    const [restriction] = findRestrictions([{ line, text: tag.written }])
    if (restriction === undefined) return { ...part, reasons: [says('tag-unclear', counted(tag.written, tag))] }
    const reason = { ...says('header-restricted', counted(tag.written, tag)), restriction: restriction.code }
    return { ...part, class: 'proprietary', certain: true, reasons: [reason] }
  }
  const found = classify(expression, config, references)
  if ('invalid' in found) return { ...part, reasons: [says('tag-unclear', counted(tag.written, tag))] }
  const loose = tag.expression === null ? [says('loose-tag', `${tag.written} (${expression})`)] : []
  const reasons = [says('header', counted(expression, tag)), ...loose]
  if (found.class === 'open') return { ...part, expressions: [expression], class: 'open', certain: true, reasons }
  const isKnown = found.class !== 'unknown'
  const bars = says(isKnown ? 'header-restricted' : 'unknown-license', found.leaf)
  return { ...part, expressions: [expression], class: found.class, certain: isKnown, reasons: [...reasons, bars] }
}

const counted = (text: string, { count }: HeaderTag): string => `${text} in ${count} ${count === 1 ? 'file' : 'files'}`
