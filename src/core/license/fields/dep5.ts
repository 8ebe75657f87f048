import { type Field, type Paragraph, readParagraphs } from './deb822.ts'
import type { FieldStatement, LineRange } from './field-facts.ts'
import { readNames } from './spdx-names.ts'
import { statement } from './statement.ts'

/** Whether a text begins as Debian's machine-readable copyright format does. */
export const isDep5 = (text: string): boolean => {
  const start = text.slice(0, FORMAT_WITHIN).trimStart()
  return /^Format(?:-Specification)?:\s*\S*(?:copyright-format|dep-?5\b)/i.test(start)
}

const FORMAT_WITHIN = 4096

/**
 * What the `Files` paragraphs say, in their order; for a path the last that matches counts. A `License` in the header
 * only sums them up, so it is stated where there are none. The text of a licence is looked for below its name, and in
 * the stand-alone paragraph of that name.
 *
 * Source: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
 */
export const readDep5 = (text: string): readonly FieldStatement[] => {
  const paragraphs = readParagraphs(text)
  const bodies = new Map<string, LineRange>()
  for (const paragraph of paragraphs) {
    const license = paragraph.get('license')
    const body = license === undefined ? null : bodyOf(license)
    if (license !== undefined && body !== null && !paragraph.has('files')) bodies.set(keyOf(license), body)
  }
  const stated = paragraphs.filter((paragraph) => paragraph.has('files') && !isTemplate(paragraph))
  const [header] = paragraphs
  if (stated.length > 0) return stated.map((paragraph) => ofParagraph(paragraph, bodies))
  return header?.has('license') === true && !isTemplate(header) ? [ofParagraph(header, bodies)] : []
}

/** What dh_make leaves to be filled in. */
const isTemplate = (paragraph: Paragraph): boolean => {
  const license = paragraph.get('license')
  return license?.first === '<special license>' && (license.rest[0] ?? '').startsWith('<Put the license of the package')
}

const ofParagraph = (paragraph: Paragraph, bodies: ReadonlyMap<string, LineRange>): FieldStatement => {
  const files = paragraph.get('files')
  const license = paragraph.get('license')
  const globs =
    files === undefined
      ? []
      : [files.first, ...files.rest]
          .join(' ')
          .split(/[\s,]+/)
          .filter((glob) => glob !== '')
  // A field that names no file is about nothing, and an empty list would mean everything.
  const about = files !== undefined && globs.length === 0 ? [''] : globs
  if (license === undefined) return statement('', files?.line ?? 1, { files: about })
  const body = bodyOf(license) ?? bodies.get(keyOf(license))
  return statement(license.first, license.line, {
    files: about,
    expression: readNames(license.first),
    ...(body === undefined ? {} : { body }),
  })
}

const keyOf = (license: Field): string => license.first.toLowerCase()

const bodyOf = ({ line, rest }: Field): LineRange | null => {
  const first = rest.findIndex((each) => each !== '')
  return first < 0 ? null : { from: line + 1 + first, to: line + 1 + rest.findLastIndex((each) => each !== '') }
}
