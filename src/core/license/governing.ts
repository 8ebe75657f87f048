import type { LicenseConfig } from '../config.ts'
import type { Role } from '../manifest/manifest.ts'
import { rememberLast } from '../remember.ts'
import type { LicenseClass } from './class.ts'
import { classifyText } from './classify.ts'
import { buildFields, differingFields, fieldParts } from './combine/builds.ts'
import type { Context, Layout } from './combine/context.ts'
import { throughLinks } from './combine/follow.ts'
import { type HeaderTally, type Headers, readHeaders } from './combine/header-tally.ts'
import { layOut } from './combine/layout.ts'
import { isMisnamed } from './combine/misnamed.ts'
import { namesOpenFamilies } from './combine/open-families.ts'
import { join, type Joined, type Part, remark } from './combine/part.ts'
import { isReference } from './fields/spdx-names.ts'
import { bareName, isWithin, nameOf } from './paths.ts'
import { readSides } from './combine/sides.ts'
import { readStatements, type Stated } from './combine/statements.ts'
import { textPart } from './combine/text-part.ts'
import { readTexts, type Texts } from './combine/texts.ts'
import type { LicenseFile } from './license-file.ts'

export type LicenseEvidence = {
  readonly files: readonly LicenseFile[]
  /** Empty where no source file was read. */
  readonly headers: readonly HeaderTally[]
}

/**
 * What governs a path. `expression` is null where no expression says it. `class` is the best that can be said; `certain`
 * is false where a person must look first, at what the reasons that ask say. `files`: those that it is told from.
 */
export type Governing = Joined

/**
 * What governs paths of a repository, by its licence files and the headers of its source files. All that is found holds
 * together, so a restrictive text wins over permissive ones, unless it is another subject's.
 *
 * @param at paths from the root, '' or none for the whole repository, and the role that they are looked at for
 */
export const governing = (
  evidence: LicenseEvidence,
  at: { readonly paths: readonly string[]; readonly role: Role },
  config: LicenseConfig,
): Governing => toldOnce(evidence, { ...at, config })

type Asked = { readonly paths: readonly string[]; readonly role: Role; readonly config: LicenseConfig }

const tell = (evidence: LicenseEvidence, { config, ...at }: Asked): Governing => {
  const layout = layOut(evidence.files)
  const context: Context = { role: at.role, config, layout, references: referencesOf(layout, at.role, config) }
  const paths = at.paths.length === 0 ? [''] : at.paths
  return join(paths.flatMap((path) => ofPath(path.replace(/\/$/, ''), evidence.headers, context)))
}

/** Several rules ask, and a component seldom changes between two verdicts. */
const toldOnce = rememberLast(
  tell,
  (a, b) => a.config === b.config && a.role === b.role && a.paths.join('\n') === b.paths.join('\n'),
)

const ofPath = (path: string, tallies: readonly HeaderTally[], context: Context): readonly Part[] => {
  const headers = readHeaders(tallies, path, context)
  const stated = readStatements(path, context)
  const isStated = stated.parts.length > 0
  const isOpen = (isStated && stated.parts.every((part) => part.class === 'open')) || (headers.areOpen && headers.tell)
  const read = new Map([[path, headers]])
  const headersAt = (directory: string): Headers => {
    const known = read.get(directory) ?? readHeaders(tallies, directory, context)
    read.set(directory, known)
    return known
  }
  const texts = readTexts(
    path,
    {
      isOpen,
      isStated,
      areHeadersRead: tallies.length > 0,
      areHeadersOpen: headers.areOpen && headers.tell,
      headersAt,
    },
    context,
  )
  const main = stated.isMissing ? [] : mainParts(texts, stated, headers, path, context)
  const beside = [
    ...restrictedSet(path, { isTold: stated.isWhole || headers.tell, context }),
    ...misnamedSet(path, { isTold: stated.isWhole, context }),
    ...readSides(path, context),
  ]
  const isTold = main.some(({ files }) => files.length > 0)
  return [...main, ...(isTold ? [] : [nothing(path)]), ...beside]
}

/** The first of these that there is: texts and statements, headers, fields of build systems, the set of texts. */
const mainParts = (texts: Texts, stated: Stated, headers: Headers, path: string, context: Context): readonly Part[] => {
  const fields = buildFields(path, context)
  if (texts.tell || stated.parts.length > 0) {
    const isSure = texts.tell && texts.parts.every((part) => part.class === 'open' && part.certain)
    const told = [...texts.parts, ...headers.parts].flatMap(({ expressions }) => expressions ?? [])
    const own = isSure ? stated.parts.map((part) => sure(part, told)) : stated.parts
    // What is stated for each file needs no text for all of them, but what bars openness stays.
    const needsText = !stated.isWhole || own.some(({ files }) => files.length === 0)
    const kept = needsText ? texts.parts : texts.parts.filter((part) => part.class !== 'open' || !part.certain)
    const isPartial = texts.onlyBelow.length > 0 && !stated.isWhole && !headers.tell
    const partial = isPartial ? [partsOnly(path, texts.onlyBelow)] : []
    return [...kept, ...own, ...headers.parts, ...partial, ...differingFields(fields, context)]
  }
  const partly = headers.tell
    ? []
    : [remark({ code: 'headers-partly', path, line: null, text: `${headers.untagged}` }, false)]
  if (headers.tell) return [...texts.parts, ...headers.parts, ...differingFields(fields, context)]
  const declared = fieldParts(fields, headers, context)
  if (declared.length > 0) return [...texts.parts, ...declared, ...headers.parts]
  if (headers.parts.length > 0) return [...texts.parts, ...headers.parts, ...partly]
  return [...texts.parts, ...setAlone(path, context)]
}

/** What packagers write of a licence whose text stands beside: a name that may mean several, all of them open, asks nobody. */
const sure = (part: Part, told: readonly string[]): Part => {
  const unclear = part.reasons.find(({ code }) => code === 'field-unclear')
  const isQuoted = part.reasons.some(({ code }) => code === 'field-unproven')
  return unclear !== undefined && !isQuoted && namesOpenFamilies(unclear.text, told)
    ? remark({ ...unclear, code: 'loose-tag' }, true)
    : part
}

/** Nothing says which of the texts of a set hold for the path: all of them, for a person to look at. */
const setAlone = (path: string, context: Context): readonly Part[] =>
  setAt(path, context).map((file) => {
    const part = textPart(file, context)
    const text = part.expressions?.join(' AND ') ?? ''
    return {
      ...part,
      certain: false,
      reasons: [...part.reasons, { code: 'set-alone', path: file.path, line: null, text }],
    }
  })

/** A text of a set that isn't open is some file's licence, and unless nearly all files say theirs nobody knows which file's. */
const restrictedSet = (
  path: string,
  { isTold, context }: { readonly isTold: boolean; readonly context: Context },
): readonly Part[] =>
  isTold
    ? []
    : setAt(path, context)
        .filter((file) => BARRED.has(classifyText(file, context.role, context.config).class))
        .map((file) => remark({ code: 'set-restricted', path: file.path, line: null, text: nameOf(file.path) }, false))

/** A text that isn't what its name says, or a reference's that nobody knows to be open: some file may be under it. */
const misnamedSet = (
  path: string,
  { isTold, context }: { readonly isTold: boolean; readonly context: Context },
): readonly Part[] =>
  setAt(path, context).flatMap((file) => {
    const of = (code: 'set-misnamed' | 'unknown-text'): Part =>
      remark({ code, path: file.path, line: null, text: nameOf(file.path) }, false)
    if (isMisnamed(file)) return [of('set-misnamed')]
    return !isTold && isReference(bareName(file.path)) && !textPart(file, context).certain ? [of('unknown-text')] : []
  })

const BARRED: ReadonlySet<LicenseClass> = new Set(['source-available', 'proprietary'])

const setAt = (path: string, { layout }: Context): readonly LicenseFile[] =>
  layout.sets
    .filter(({ directory }) => isWithin(directory, path) || isWithin(path, directory))
    .map(({ file }) => throughLinks(file, layout))
    .filter((file) => file !== null)

/**
 * `LICENSES/LicenseRef-Vendor.txt` is what that reference means, where its text stands alone, and no other bears the name.
 */
const referencesOf = (layout: Layout, role: Role, config: LicenseConfig): ReadonlyMap<string, LicenseClass> => {
  const texts = layout.sets.map(({ file }) => file).filter(({ path }) => isReference(bareName(path)))
  return new Map(
    [...Map.groupBy(texts, ({ path }) => bareName(path))].flatMap(([name, files]) => {
      const parts = files.map((file) => textPart(file, { role, config }))
      const [first] = parts
      const isOne = first?.certain === true && parts.every((part) => part.certain && part.class === first.class)
      return isOne ? [[name, first.class] as const] : []
    }),
  )
}

const partsOnly = (path: string, directories: readonly string[]): Part => {
  const shown = directories.slice(0, MOST_SHOWN).join(', ')
  const more = directories.length > MOST_SHOWN ? ', …' : ''
  return remark({ code: 'parts-only', path, line: null, text: shown + more }, false)
}

const MOST_SHOWN = 4

const nothing = (path: string): Part => ({
  expressions: null,
  class: 'unknown',
  certain: false,
  reasons: [{ code: 'nothing-found', path, line: null, text: '' }],
  files: [],
})
