import { excerpt } from '../../characters.ts'
import type { FieldStatement } from '../fields/field-facts.ts'
import { classify } from '../classify.ts'
import { isAside } from '../names.ts'
import type { Context, Placed } from './context.ts'
import type { Headers } from './header-tally.ts'
import { type Part, remark } from './part.ts'
import { from, isWithin } from '../paths.ts'
import type { GoverningReason } from './reason.ts'

/** What build systems' files state for a path: the nearest at or above it, else those below. */
export const buildFields = (path: string, { layout }: Context): readonly Placed[] => {
  const above = layout.builds.filter(({ directory }) => isWithin(directory, path))
  const nearest = above.reduce((longest, { directory }) => Math.max(longest, directory.length), -1)
  if (nearest >= 0) return above.filter(({ directory }) => directory.length === nearest)
  return layout.builds.filter(({ directory }) => isWithin(path, directory) && !isAside(`${from(path, directory)}/`))
}

/** Fields in the place of a licence text. What a source header says too is certain. */
export const fieldParts = (fields: readonly Placed[], headers: Headers, context: Context): readonly Part[] =>
  fields.flatMap(({ file }) =>
    (file.fields?.statements ?? []).map((stated): Part => {
      const says = sayer(file.path, stated)
      const part = { expressions: null, certain: false, files: [file.path] } as const
      const found = stated.expression === null ? null : classify(stated.expression, context.config, context.references)
      if (stated.expression === null || found === null || 'invalid' in found)
        return { ...part, class: 'unknown', reasons: [says('field-unclear', stated.written)] }
      const reasons = [says('field', stated.expression)]
      const expressions = [stated.expression]
      if (found.class !== 'open') {
        const isKnown = found.class !== 'unknown'
        const bars = says(isKnown ? 'not-open' : 'unknown-license', found.leaf)
        return { ...part, expressions, class: found.class, certain: isKnown, reasons: [...reasons, bars] }
      }
      const isBacked = headers.areOpen && headers.expressions.has(stated.expression)
      const alone = isBacked ? [] : [says('field-alone', stated.expression)]
      return { ...part, expressions, class: 'open', certain: isBacked, reasons: [...reasons, ...alone] }
    }),
  )

/** Fields beside a licence text: the text decides, but one that says less than the text is for a person. */
export const differingFields = (fields: readonly Placed[], context: Context): readonly Part[] =>
  fields.flatMap(({ file }) =>
    (file.fields?.statements ?? []).flatMap((stated) => {
      const found = stated.expression === null ? null : classify(stated.expression, context.config, context.references)
      const isOpen = found === null || 'invalid' in found ? !CLOSED.test(stated.written) : found.class === 'open'
      return isOpen ? [] : [remark(sayer(file.path, stated)('field-differs', stated.written), false)]
    }),
  )

/** In fields that hold no expression. */
const CLOSED = /propriet|commercial|closed|confidential|all rights reserved|\beula\b|unlicensed|evaluation|internal/i

const sayer =
  (path: string, { line }: FieldStatement) =>
  (code: GoverningReason['code'], text: string): GoverningReason => ({ code, path, line, text: excerpt(text, 200) })
