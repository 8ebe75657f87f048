import type { FieldFacts } from './fields/field-facts.ts'
import { readFields } from './fields/read-fields.ts'
import type { Identification, TextLine } from './identification.ts'
import type { LicenseFile, QuotedText, TextFacts } from './license-file.ts'
import { findRestrictions } from './phrases.ts'
import { isRedistributableFirmware, linesOf } from './redistribution.ts'

/** Tells which licences a text holds; the name counts where it stands for one (`LICENSES/MIT.txt`). */
export type Identify = (text: string, name?: string) => Identification

export type LicenseFileText = {
  /** From the repository's root. */
  readonly path: string
  /** What a symbolic link points to; null for a regular file. */
  readonly target: string | null
  /** Decoded; of a symbolic link, what it points to. */
  readonly text: string
}

/** Everything that is kept of a licence file. */
export const readLicenseFile = ({ path, target, text }: LicenseFileText, identify: Identify): LicenseFile => {
  if (target !== null) return link(path, target)
  const fields = readFields(path, text)
  const lines = linesOf(text)
  return {
    path,
    target,
    ...factsOf(identify(text, path), lines),
    fields,
    quoted: fields === null ? [] : quotedTexts(fields, lines, identify),
  }
}

const factsOf = (identification: Identification, lines: readonly TextLine[]): TextFacts => ({
  identification,
  restrictions: findRestrictions(unaccounted(identification, lines)),
  redistributable: isRedistributableFirmware(differing(identification, lines)),
})

/** Of one file; what stands below further names is not told, so that the names prove nothing. */
const MOST_QUOTED = 200

const quotedTexts = (
  { statements }: FieldFacts,
  lines: readonly TextLine[],
  identify: Identify,
): readonly QuotedText[] => {
  const bodies = new Map(statements.flatMap(({ body }) => (body === undefined ? [] : [[body.from, body] as const])))
  return [...bodies.values()].slice(0, MOST_QUOTED).map(({ from, to }) => {
    const body = lines.slice(from - 1, to).map(({ line, text }) => ({
      line,
      // A line with this sign in its first place is a comment, and no part of a field.
      text: text.startsWith('#') ? '' : withoutIndent(text),
    }))
    const alone = identify(body.map(({ text }) => text).join('\n'))
    return { from, to, ...factsOf(movedDown(alone, from - 1), body) }
  })
}

/** In Debian's form a dot stands for an empty line. */
const withoutIndent = (line: string): string => line.replace(/^\s+/, '').replace(/^\.\s*$/, '')

const movedDown = (alone: Identification, by: number): Identification => {
  const moved = (line: TextLine): TextLine => ({ ...line, line: line.line + by })
  return {
    ...alone,
    licenses: alone.licenses.map((license) => ({ ...license, from: license.from + by, to: license.to + by })),
    inserted: alone.inserted.map(moved),
    deleted: alone.deleted.map(moved),
  }
}

/** A symbolic link's content is a path, and never a text to be told. */
const link = (path: string, target: string): LicenseFile => ({
  path,
  target,
  identification: {
    tier: 'none',
    expression: null,
    licenses: [],
    inserted: [],
    deleted: [],
    by: 'nothing',
    reason: 'pointer',
    pointsTo: [target],
  },
  fields: null,
  restrictions: [],
  redistributable: false,
  quoted: [],
})

/** What no licence accounts for: all of a text that holds none, else what was added to one. */
const unaccounted = (
  { tier, licenses, by, inserted }: Identification,
  lines: readonly TextLine[],
): readonly TextLine[] => (tier === 'none' && licenses.length === 0 && by === 'nothing' ? lines : inserted)

/** A changed licence is judged by the lines around each change: what it takes away may be only in what was cut. */
const AROUND = 2

/**
 * Where a text differs from every known licence, in whole lines. A grant of the licence that stands unchanged elsewhere in
 * the file says nothing about what the difference is about.
 */
const differing = (identification: Identification, lines: readonly TextLine[]): readonly TextLine[] => {
  const { tier, inserted, deleted } = identification
  if (tier === 'clean') return []
  if (tier !== 'modified') return unaccounted(identification, lines)
  const wanted = new Set<number>()
  for (const { line } of [...inserted, ...deleted]) {
    for (let near = line - AROUND; near <= line + AROUND; near += 1) wanted.add(near)
  }
  return lines.filter(({ line }) => wanted.has(line))
}
