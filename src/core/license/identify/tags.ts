import type { ParsedExpression } from '../../spdx/expression.ts'

/** An `SPDX-License-Identifier:` of a text; offsets into the text. Null expression: what is written is none. */
export type Tag = { readonly from: number; readonly to: number; readonly expression: string | null }

const MAX_TAGS = 200
// The identifier may be broken after a hyphen, and the expression ends with the line or the comment.
const TAG = /SPDX-License-\s{0,20}Identifier:[ \t]*((?:[^\n*<]|\*(?!\/)){1,400})/g

export type ParseExpression = (text: string) => ParsedExpression

/** The SPDX tags of a text, with ids that SPDX has withdrawn written as their successors. */
export const tagsIn = (text: string, parse: ParseExpression): readonly Tag[] => {
  const tags: Tag[] = []
  for (const found of text.matchAll(TAG)) {
    if (tags.length === MAX_TAGS) break
    const written = (found[1] ?? '')
      .replace(/\s*(?:-->|["'`)]*)\s*$/, (end) => (end.includes(')') ? end.trim() : ''))
      .trim()
    tags.push({ from: found.index, to: found.index + found[0].length, expression: current(written, parse) })
  }
  return tags
}

const current = (written: string, parse: ParseExpression): string | null =>
  parse(written).ok ? written.replaceAll(GNU_ID, (_, id: string, version?: string) => withVersion(id, version)) : null

const GNU_ID = /\b((?:A|L)?GPL-\d\.\d|GFDL-\d\.\d)(\+|-only|-or-later)?(?![\w.-])/g

const withVersion = (id: string, version: string | undefined): string =>
  version === '+' ? `${id}-or-later` : `${id}${version ?? '-only'}`
