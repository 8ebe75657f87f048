import { isAside, namedSubject } from '../names.ts'
import { backed } from './backed.ts'
import { choiceBetween } from './choice.ts'
import type { Context, Placed } from './context.ts'
import { followed, throughLinks } from './follow.ts'
import type { Headers } from './header-tally.ts'
import { type Part, remark } from './part.ts'
import { directoryOf, from, isWithin } from '../paths.ts'
import type { GoverningReason } from './reason.ts'
import { boundElsewhere } from './statements.ts'
import { textPart } from './text-part.ts'

/** What one licence file says, once links and pointers are followed. */
type Text = Placed & {
  readonly parts: readonly Part[]
  /** What its name says that it is about; null where that is the path in question, or nothing. */
  readonly subject: string | null
}

export type Texts = {
  readonly parts: readonly Part[]
  /** Whether any licence file speaks for the path. */
  readonly tell: boolean
  /** Directories with licences below the path, where it has none itself; empty where it has. */
  readonly onlyBelow: readonly string[]
}

/** What is said of the path by others than its licence files. */
export type Otherwise = {
  /** Headers or fields say that it is open. */
  readonly isOpen: boolean
  /** Fields say anything at all. */
  readonly isStated: boolean
  /** Headers were read, so that none is known to be there. */
  readonly areHeadersRead: boolean
  /** Nearly all source files have a header of their own, and all of them are open. */
  readonly areHeadersOpen: boolean
  readonly headersAt: (directory: string) => Headers
}

/**
 * What the licence files at, above and below a path say for it. Of those above, the nearest directory with a licence
 * text stands in the place of those farther; whatever is below holds for a part of the path, and so for the path.
 *
 */
export const readTexts = (path: string, otherwise: Otherwise, context: Context): Texts => {
  const { texts } = context.layout
  const read = (placed: Placed): Text => ({
    ...placed,
    parts: backed(
      followed(placed, context),
      throughLinks(placed.file, context.layout) ?? placed.file,
      otherwise.headersAt(isWithin(path, placed.directory) ? placed.directory : path),
      context,
    ),
    subject: foreignSubject(placed.file.path, path, otherwise.isStated, context),
  })
  const above = texts.filter(({ directory }) => isWithin(directory, path)).map(read)
  const below = texts.filter(({ directory }) => directory !== path && isWithin(path, directory)).map(read)
  const aside = below.filter(({ directory }) => isAside(`${from(path, directory)}/`))
  const inside = below.filter((text) => !aside.includes(text))

  const own = inside.filter(({ subject }) => subject === null)
  const foreign = [...above, ...inside].filter(({ subject }) => subject !== null)
  const { governing, farther } = nearest(withoutManuals(above.filter(({ subject }) => subject === null)))
  const isOpenWithout = otherwise.isOpen || [...governing, ...own, ...foreign].some(isOpen)

  const parts = [
    ...joinLevels([...governing, ...own], context),
    ...farther.map(setBack),
    ...foreign.flatMap((text) => foreignParts(text, path, { ...otherwise, isOpen: isOpenWithout }, context)),
    ...aside.filter((text) => !isOpen(text)).map(bundled),
  ]
  const isBare = !parts.some(({ files }) => files.some((file) => above.some((text) => text.file.path === file)))
  return {
    parts,
    tell: parts.some(({ files }) => files.length > 0),
    onlyBelow: isBare ? [...new Set(own.map(({ directory }) => directory))] : [],
  }
}

const isOpen = ({ parts }: Text): boolean => parts.length > 0 && parts.every((part) => part.class === 'open')

/**
 * Firmware is what most such names mean, so for firmware they are another's only where something binds them to other
 * files, or states the licence of these.
 */
const foreignSubject = (file: string, path: string, isStated: boolean, context: Context): string | null => {
  const subject = namedSubject(file)
  if (subject === null && context.role === 'firmware' && isStated && isOpenElsewhere(file, path, context)) return file
  if (subject === null || isAbout(subject, path)) return null
  const isOthers = context.role !== 'firmware' || isStated || boundElsewhere(file, path, context) !== null
  return isOthers ? subject : null
}

/** An open text that a list names for other firmware (`GPL-2` of linux-firmware) is a licence of that. */
const isOpenElsewhere = (path: string, at: string, context: Context): boolean => {
  const file = context.layout.byPath.get(path)
  const part = file === undefined ? null : textPart(file, context)
  return part !== null && part.class === 'open' && part.certain && boundElsewhere(path, at, context) !== null
}

const isAbout = (subject: string, path: string): boolean =>
  subject.includes('/')
    ? isWithin(subject, path)
    : path.split('/').some((part) => part.toLowerCase() === subject.toLowerCase())

const byDirectory = (texts: readonly Text[]): readonly (readonly Text[])[] => {
  const directories = new Map<string, Text[]>()
  for (const text of texts) directories.set(text.directory, [...(directories.get(text.directory) ?? []), text])
  return [...directories.values()]
}

/**
 * Where a directory has a licence of its own, what stands in a file among its documents is the documents', and counts only
 * where it bars openness.
 */
const withoutManuals = (texts: readonly Text[]): readonly Text[] => {
  const owned = new Set(
    texts.filter((text) => !isManual(text) && isOpen(text) && tells(text)).map(({ directory }) => directory),
  )
  return texts.filter(
    (text) =>
      !isManual(text) ||
      !owned.has(text.directory) ||
      text.parts.some((part) => part.class !== 'open' && part.class !== 'unknown'),
  )
}

const tells = ({ parts }: Text): boolean => parts.some(({ files }) => files.length > 0)

const isManual = ({ file, directory }: Text): boolean => directoryOf(file.path) !== directory

/** A directory whose files hold no licence leaves those farther away in force. */
const nearest = (
  above: readonly Text[],
): { readonly governing: readonly Text[]; readonly farther: readonly Text[] } => {
  const levels = byDirectory(above.toSorted((a, b) => b.directory.length - a.directory.length))
  const at = levels.findIndex((level) => level.some((text) => text.parts.some((part) => part.class !== 'unknown')))
  if (at < 0) return { governing: levels.flat(), farther: [] }
  return { governing: levels.slice(0, at + 1).flat(), farther: levels.slice(at + 1).flat() }
}

/** The texts of each directory together: they all hold, unless something beside them says that they are a choice. */
const joinLevels = (texts: readonly Text[], context: Context): readonly Part[] =>
  byDirectory(texts).flatMap((level) => {
    const parts = withoutBase(
      level.flatMap((text) => text.parts),
      level,
    )
    const expressions = parts.flatMap((part) => part.expressions ?? [])
    const choice = choiceBetween(expressions, level[0]?.directory ?? '', context)
    if (choice === null) return parts
    return parts.map((part) =>
      part.expressions === null || part.expressions.length === 0 ? part : { ...part, expressions: [choice] },
    )
  })

/**
 * The LGPL in version 3 is written as additions to the GPL, so both texts are put in files of their own (COPYING and
 * COPYING.LESSER), and only the LGPL holds.
 */
const withoutBase = (parts: readonly Part[], level: readonly Text[]): readonly Part[] => {
  const lesser = level.some(
    ({ file }) => /lesser/i.test(file.path) && (file.identification.expression ?? '').startsWith('LGPL-3.0-'),
  )
  if (!lesser) return parts
  return parts.map((part) =>
    part.expressions?.length === 1 && /^GPL-3\.0-(?:only|or-later)$/.test(part.expressions[0] ?? '')
      ? { ...part, expressions: [] }
      : part,
  )
}

/** Above a path, and a nearer file says otherwise: what bars openness there is for a person, as it may be meant for all. */
const setBack = (text: Text): Part => {
  const isBarred = text.parts.some((part) => part.class !== 'open' && part.class !== 'unknown')
  return remark(about(text, isBarred ? 'overridden' : 'replaced', summary(text)), !isBarred)
}

/**
 * What another subject's licence says holds with the rest where it is open. Where it bars openness it is set aside: what
 * binds it to other files settles that, else a person does. It counts where nothing else could be the path's licence.
 */
const foreignParts = (text: Text, path: string, otherwise: Otherwise, context: Context): readonly Part[] => {
  // A list of firmware has many texts, and says of each file which of them is its own.
  if (context.role === 'firmware' && otherwise.isStated) return []
  const binding = boundElsewhere(text.file.path, path, context)
  if (binding !== null) return [remark(about(text, 'bound-elsewhere', binding), true)]
  if (isOpen(text)) return text.parts
  const isAlone = !otherwise.isOpen && otherwise.areHeadersRead
  // Where each file says what it is under, a licence of another subject holds for none of them.
  if (otherwise.areHeadersOpen) return [remark(about(text, 'bound-elsewhere', text.subject ?? ''), true)]
  return isAlone ? text.parts : [remark(about(text, 'other-subject', text.subject ?? ''), false)]
}

const bundled = (text: Text): Part => remark(about(text, 'bundled-restricted', summary(text)), false)

const about = ({ file }: Text, code: GoverningReason['code'], said: string): GoverningReason => ({
  code,
  path: file.path,
  line: null,
  text: said,
})

const summary = ({ parts }: Text): string =>
  parts.flatMap(({ expressions }) => expressions ?? []).join(' AND ') ||
  (parts.flatMap(({ reasons }) => reasons).find(({ code }) => code === 'restriction')?.text ?? '')
