import type { FieldFormat, FieldStatement } from '../fields/field-facts.ts'
import type { LicenseClass } from '../class.ts'
import type { Context, Placed } from './context.ts'
import { fieldPart } from './field-part.ts'
import { throughLinks } from './follow.ts'
import { type GlobKind, makeReach, type Reach } from './glob.ts'
import { type Part, remark } from './part.ts'
import { from, isWithin, nameOf, resolvePath } from '../paths.ts'
import { textPart } from './text-part.ts'

export type Stated = {
  readonly parts: readonly Part[]
  /** Whether a list of firmware at or above the path has nothing for it, so that it isn't known there. */
  readonly isMissing: boolean
  /** Whether every file at and below the path has a statement. */
  readonly isWhole: boolean
}

/** What files in REUSE's, Debian's or linux-firmware's form state for a path and what is below it. */
export const readStatements = (path: string, context: Context): Stated => {
  const { statements } = context.layout
  const bearing = statements.filter(
    ({ file, directory }) =>
      (isWithin(directory, path) || isWithin(path, directory)) &&
      // What may be done with firmware says nothing about any other software.
      (file.fields?.format !== 'whence' || context.role === 'firmware'),
  )
  const each = bearing.map((placed) => ofFile(placed, path, context))
  const parts = each.flatMap((stated) => stated.parts)
  const isListed = bearing.some(({ file, directory }) => file.fields?.format === 'whence' && isWithin(directory, path))
  return { parts, isMissing: isListed && parts.length === 0, isWhole: each.some(({ isWhole }) => isWhole) }
}

/** Where a statement names a licence file for files that are none of a path's: `WHENCE:12`. null for nowhere. */
export const boundElsewhere = (text: string, path: string, context: Context): string | null => {
  const bindings = context.layout.statements.flatMap((placed) => {
    const reachOf = reachIn(placed, path)
    return (placed.file.fields?.statements ?? [])
      .filter((stated) => stated.texts.some((name) => namesText(name, placed.directory, text)))
      .map((stated) => ({ at: `${placed.file.path}:${stated.line}`, isOurs: reachOf(stated) !== 'none' }))
  })
  return bindings.some(({ isOurs }) => isOurs) ? null : (bindings[0]?.at ?? null)
}

/** The licence files that the statements of a file name for paths; a name that leaves the repository is null. */
export const textsNamed = (placed: Placed, paths: readonly string[]): readonly (string | null)[] => {
  const reaches = (paths.length === 0 ? [''] : paths).map((path) => reachIn(placed, path))
  return (placed.file.fields?.statements ?? [])
    .filter((stated) => stated.texts.length > 0 && reaches.some((reachOf) => reachOf(stated) !== 'none'))
    .flatMap(({ texts }) => texts.map((name) => resolvePath(placed.directory, name)))
}

const GLOB_KINDS: Readonly<Record<FieldFormat, GlobKind>> = {
  dep5: 'any',
  'reuse-toml': 'name',
  whence: 'itself',
  meson: 'itself',
  cargo: 'itself',
  pyproject: 'itself',
  'spdx-tags': 'itself',
}

/** Of one file. The largest of Debian's have some hundred. */
const MOST_GLOBS = 500

/** How much of a path, and of what is below it, each statement of a file is about. */
const reachIn = ({ file, directory }: Placed, path: string): ((stated: FieldStatement) => Reach) => {
  const isBelow = isWithin(directory, path)
  // A path above the file's directory holds all that it speaks of.
  const inside = isBelow ? from(directory, path) : ''
  const kind = GLOB_KINDS[file.fields?.format ?? 'spdx-tags']
  const reachOf = makeReach(MOST_GLOBS)
  return ({ files }) => {
    const reaches: readonly Reach[] = files.length === 0 ? ['all'] : files.map((glob) => reachOf(glob, inside, kind))
    if (reaches.includes('all')) return isBelow ? 'all' : 'some'
    return reaches.includes('some') ? 'some' : 'none'
  }
}

const ofFile = (placed: Placed, path: string, context: Context): Omit<Stated, 'isMissing'> => {
  const parts: Part[] = []
  const reachOf = reachIn(placed, path)
  // For a file the last statement that matches counts, so what one takes whole leaves nothing to those before it.
  for (const stated of (placed.file.fields?.statements ?? []).toReversed()) {
    if (isPackaging(stated, placed) && !isWithin('debian', path)) continue
    const reached = reachOf(stated)
    if (reached === 'none') continue
    parts.unshift(...statedParts(stated, placed, context))
    if (reached === 'all') return { parts, isWhole: true }
  }
  return { parts, isWhole: false }
}

/** What packagers state of their own files, which are no part of the software. */
const isPackaging = ({ files }: FieldStatement, { file, directory }: Placed): boolean =>
  file.fields?.format === 'dep5' && directory === '' && files.length === 1 && files[0] === 'debian/*'

const statedParts = (stated: FieldStatement, { file, directory }: Placed, context: Context): readonly Part[] => {
  const own = fieldPart(stated, file, context)
  const texts = stated.texts
    .map((name) => context.layout.byPath.get(resolvePath(directory, name) ?? ''))
    .map((text) => (text === undefined ? null : throughLinks(text, context.layout)))
    .filter((text) => text !== null)
    .map((text) => textPart(text, context))
  if (own.class === 'unknown') {
    const [field] = own.reasons
    return texts.length === 0 || field === undefined ? [own] : [remark(field, true), ...texts]
  }
  // A list that lets a file be passed on is contradicted by the very text that it names.
  const isContradicted = own.class === 'redistributable' && texts.some((text) => BARRED.has(text.class))
  const [field] = own.reasons
  return isContradicted && field !== undefined ? [own, remark({ ...field, code: 'field-unproven' }, false)] : [own]
}

const BARRED: ReadonlySet<LicenseClass> = new Set(['source-available', 'proprietary'])

const namesText = (name: string, directory: string, text: string): boolean =>
  resolvePath(directory, name) === text || (!name.includes('/') && nameOf(text) === name && isWithin(directory, text))
