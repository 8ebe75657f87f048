import type { FieldFormat, FieldStatement } from '../fields/field-facts.ts'
import { excerpt } from '../../characters.ts'
import type { LicenseClass } from '../class.ts'
import { classify } from '../classify.ts'
import type { LicenseFile } from '../license-file.ts'
import { restrictedClass } from '../restriction.ts'
import type { Context, Placed } from './context.ts'
import { throughLinks } from './follow.ts'
import { type GlobKind, makeReach, type Reach } from './glob.ts'
import { type Part, remark } from './part.ts'
import { from, isWithin, nameOf, resolvePath } from './paths.ts'
import type { GoverningReason } from './reason.ts'
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
    const reached = reachOf(stated)
    if (reached === 'none') continue
    parts.unshift(...statedParts(stated, placed, context))
    if (reached === 'all') return { parts, isWhole: true }
  }
  return { parts, isWhole: false }
}

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

const fieldPart = (stated: FieldStatement, file: LicenseFile, { role, config, references }: Context): Part => {
  const says = (code: GoverningReason['code'], text: string): GoverningReason => ({
    code,
    path: file.path,
    line: stated.line,
    text,
  })
  const part = { expressions: null, certain: false, files: [file.path] } as const
  const field = says('field', excerpt(stated.expression ?? stated.written, 200))
  const { body } = stated
  const restrictions =
    body === undefined ? [] : file.restrictions.filter(({ line }) => line >= body.from && line <= body.to)
  const restricted = restrictedClass(restrictions.map(({ code }) => code))
  // The vendor's own words in the body are told by what they let be done with firmware.
  const isPassedOn =
    role === 'firmware' && (stated.redistributable === true || (body !== undefined && file.redistributable))
  if (restricted !== null && !isPassedOn) {
    const quoted = restrictions.slice(0, 3).map(({ code, line, text }): GoverningReason => ({
      ...says('restriction', text),
      line,
      restriction: code,
    }))
    return { ...part, class: restricted, certain: true, reasons: [field, ...quoted] }
  }
  if (isPassedOn && (stated.redistributable === true || restricted !== null))
    return { ...part, class: 'redistributable', certain: true, reasons: [field] }
  const found = stated.expression === null ? null : classify(stated.expression, config, references)
  if (stated.expression === null || found === null || 'invalid' in found)
    return { ...part, class: 'unknown', reasons: [field, says('field-unclear', excerpt(stated.written, 200))] }
  const isProven = body === undefined || provesItself(file, body)
  const expressions = [stated.expression]
  if (found.class === 'open') {
    const doubt = isProven ? [] : [says('field-unproven', stated.expression)]
    return { ...part, expressions, class: 'open', certain: isProven, reasons: [field, ...doubt] }
  }
  const isKnown = found.class !== 'unknown'
  const bars = says(isKnown ? 'not-open' : 'unknown-license', found.leaf)
  return { ...part, expressions, class: found.class, certain: isKnown, reasons: [field, bars] }
}

/** A licence stands in the lines below its name, and nothing beside it. */
const provesItself = (
  { identification }: LicenseFile,
  body: { readonly from: number; readonly to: number },
): boolean => {
  const isInBody = ({ line }: { readonly line: number }): boolean => line >= body.from && line <= body.to
  return (
    identification.licenses.some((license) => license.from <= body.to && license.to >= body.from) &&
    !identification.inserted.some(isInBody) &&
    !identification.deleted.some(isInBody)
  )
}

const namesText = (name: string, directory: string, text: string): boolean =>
  resolvePath(directory, name) === text || (!name.includes('/') && nameOf(text) === name && isWithin(directory, text))
