import { readNames } from '../fields/spdx-names.ts'
import { suggestExpression } from '../../spdx/suggest.ts'
import { classify } from '../classify.ts'
import { findRestrictions } from '../phrases.ts'
import type { Context } from './context.ts'
import { type Part, remark } from './part.ts'
import { isAside } from '../names.ts'
import { directoryOf, from, isWithin } from '../paths.ts'
import { RESTRICTION_CLASSES, type RestrictionCode } from '../restriction.ts'
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
  /** What the words of a header take away; left out where they take nothing. */
  readonly restriction?: RestrictionCode | null
  /** Files that bear a valid SPDX tag beside it. */
  readonly isTagged?: boolean
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

/** So few closed or unclear headers in a tree that is open otherwise are left over from before it was opened. */
const MOST_STRAY = 3
const STRAY_SHARE = 0.03

/**
 * What the source files at and below a path say by their headers. Other people's code, tests and examples below it have
 * their own, and count only where they are closed.
 */
export const readHeaders = (tallies: readonly HeaderTally[], path: string, context: Context): Headers => {
  const near = tallies.filter(({ directory }) => isWithin(path, directory) || isFileIn(directory, path, tallies))
  const isBeside = ({ directory }: HeaderTally): boolean =>
    directory !== path &&
    isWithin(path, directory) &&
    (isAside(`${from(path, directory)}/`) || TESTS.test(`${from(path, directory)}/`))
  const own = near.filter((tally) => !isBeside(tally))
  const tags = merge((own.length > 0 ? own : near).flatMap((tally) => tally.tags))
  const untagged = own.reduce((sum, tally) => sum + tally.untagged, 0)
  // What stands beside a tag is the same file's.
  const tagged = tags.reduce(
    (sum, { count, isTagged, expression }) => sum + (isTagged === true && expression === null ? 0 : count),
    0,
  )
  const isWhole = tags.some(bearsStamp) && own.some(isStamped)
  const parts = tags.map((tag) => tagPart(tag, { files: tagged + untagged, isWhole }, context))
  return {
    parts: [
      ...parts,
      ...(own.length > 0 ? besideParts(merge(near.filter(isBeside).flatMap((tally) => tally.tags))) : []),
    ],
    tell: tagged > 0 && untagged <= MOST_UNTAGGED * (tagged + untagged),
    areOpen: parts.some(({ files }) => files.length > 0) && parts.every((part) => part.class === 'open'),
    untagged,
    expressions: new Set(parts.flatMap(({ expressions }) => expressions ?? [])),
  }
}

/** `tests-3d`, `shaders-stages`: what software is tried with, by the beginning of its directory's name. */
const TESTS = /(?:^|\/)(?:tests?|examples?|samples?|demos?|shaders?)[-_.][^/]{0,60}\/|(?:^|\/)(?:shaders|asm-tests)\//i

/** A path without tallies of its own is a file: those of its directory are the nearest there are. */
const isFileIn = (directory: string, path: string, tallies: readonly HeaderTally[]): boolean =>
  path !== '' && directory === directoryOf(path) && !tallies.some((tally) => isWithin(path, tally.directory))

const merge = (tags: readonly HeaderTag[]): readonly HeaderTag[] => {
  const merged = new Map<string, HeaderTag>()
  for (const tag of tags) {
    // Closed headers are told together, as there are many ways to word one.
    const restriction = tag.restriction ?? null
    const closed = restriction === null ? null : `closed ${tag.isTagged === true} ${isLeftOver(restriction)}`
    const key = tag.expression ?? closed ?? `written ${tag.written}`
    const known = merged.get(key)
    merged.set(key, known === undefined ? tag : { ...known, count: known.count + tag.count })
  }
  return [...merged.values()].toSorted((a, b) => b.count - a.count)
}

/** `files`: how many there are, with a header or without. `isWhole`: stamps of secrecy stand on a whole directory. */
type Around = { readonly files: number; readonly isWhole: boolean }

const tagPart = (tag: HeaderTag, { files, isWhole }: Around, { config, references }: Context): Part => {
  const { path, line } = tag.example
  const says = (code: GoverningReason['code'], text: string): GoverningReason => ({
    code,
    path,
    line,
    text,
    files: tag.count,
  })
  const part = { expressions: null, class: 'unknown', certain: false, files: [path] } as const
  const isStray = tag.count <= MOST_STRAY && tag.count <= Math.max(1, STRAY_SHARE * files)
  const unclear = (): Part =>
    isStray ? remark(says('header-stray', tag.written), true) : { ...part, reasons: [says('tag-unclear', tag.written)] }
  const restriction = restrictionOf(tag)
  const expression = restriction === null ? (tag.expression ?? meantBy(tag.written)) : null
  if (expression === null) {
    if (restriction === null) return unclear()
    if (isLeftOver(restriction) && (isStray || (tag.isTagged === true && tag.count < TAGGED_SHARE * files)))
      return remark({ ...says('header-stray', tag.written), restriction }, true)
    const reason = { ...says('header-restricted', tag.written), restriction }
    // A part of a tree that says otherwise as a whole: a person must look.
    const share = isLeftOver(restriction) && !isWhole ? STAMPED_SHARE : CLOSED_SHARE
    if (tag.count < share * files || RESTRICTION_CLASSES[restriction] === 'unknown') return remark(reason, false)
    return { ...part, class: 'proprietary', certain: true, reasons: [reason] }
  }
  const found = classify(expression, config, references)
  if ('invalid' in found) return unclear()
  const loose = tag.expression === null ? [says('loose-tag', `${tag.written} (${expression})`)] : []
  const reasons = [says('header', expression), ...loose]
  if (found.class === 'open') return { ...part, expressions: [expression], class: 'open', certain: true, reasons }
  const isKnown = found.class !== 'unknown'
  const bars = says(isKnown ? 'header-restricted' : 'unknown-license', found.leaf)
  return { ...part, expressions: [expression], class: found.class, certain: isKnown, reasons: [...reasons, bars] }
}

/** `GPL-2.0 or OpenIB.org BSD (MIT) See COPYING file`. */
const meantBy = (written: string): string | null =>
  suggestExpression(written) ?? readNames(written.replace(/[\s,;]+see (?:the )?COPYING(?: file)?\.?$/i, ''))

const restrictionOf = ({ restriction, expression, written, example }: HeaderTag): RestrictionCode | null => {
  if ((restriction ?? null) !== null || expression !== null) return restriction ?? null
  return findRestrictions([{ line: example.line, text: written }])[0]?.code ?? null
}

/** What is stamped on files while they are secret, and at times forgotten there. All else are the terms that hold. */
const isLeftOver = (restriction: RestrictionCode | null): boolean =>
  restriction === 'confidential' || restriction === 'no-redistribution'

/** From here on it is no part of a tree that is open otherwise. */
const CLOSED_SHARE = 0.05
/** Of stamps here and there, as in HabanaAI/tpc_llvm: seven of its target's files were never cleared of theirs. */
const STAMPED_SHARE = 0.5
const TAGGED_SHARE = 0.1

const bearsStamp = (tag: HeaderTag): boolean => tag.isTagged !== true && isLeftOver(restrictionOf(tag))

/** Most files of one directory, and not a few, so that none of them was forgotten. */
const isStamped = ({ tags, untagged }: HeaderTally): boolean => {
  const sum = (some: readonly HeaderTag[]): number => some.reduce((all, { count }) => all + count, 0)
  const stamped = sum(tags.filter(bearsStamp))
  return stamped > MOST_STRAY && stamped >= STAMPED_SHARE * (sum(tags) + untagged)
}
/** Closed code that is bundled: what tests and examples hold is nobody's stack. */
const besideParts = (tags: readonly HeaderTag[]): readonly Part[] =>
  tags
    .filter((tag) => restrictionOf(tag) !== null && tag.isTagged !== true && tag.count > MOST_STRAY)
    .filter(({ example }) => isVendored(example.path))
    .map((tag) => {
      const { path, line } = tag.example
      return remark({ code: 'bundled-restricted', path, line, text: tag.written, files: tag.count }, false)
    })

const isVendored = (path: string): boolean =>
  !/(?:^|\/)[^/]*(?:test|example|sample|demo|bench|tutorial)[^/]*\//i.test(path)
