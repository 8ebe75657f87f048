import { excerpt } from '../../characters.ts'
import { isSameLicense } from '../../spdx/same-license.ts'
import type { LicenseClass } from '../class.ts'
import { weigh } from '../beside/weigh.ts'
import { classify, classifyText } from '../classify.ts'
import type { FieldStatement } from '../fields/field-facts.ts'
import type { LicenseFile, QuotedText } from '../license-file.ts'
import { voidsRedistribution } from '../redistribution.ts'
import type { Context } from './context.ts'
import { namesOpenFamilies } from './open-families.ts'
import type { Part } from './part.ts'
import type { GoverningReason } from './reason.ts'

/** What one statement says. Where the file quotes a text below the name, the text counts and the name alone proves nothing. */
export const fieldPart = (
  stated: FieldStatement,
  file: LicenseFile,
  { role, config, references }: Omit<Context, 'layout'>,
): Part => {
  const says = (code: GoverningReason['code'], text: string): GoverningReason => ({
    code,
    path: file.path,
    line: stated.line,
    text,
  })
  const part = { expressions: null, certain: false, files: [file.path] } as const
  const field = says('field', excerpt(stated.expression ?? stated.written, 200))
  const quoted = quotedIn(file, stated)
  // The vendor's own words below a name are told by what they let be done with firmware.
  const isStated = stated.redistributable === true && !voidsRedistribution(stated.written)
  if (role === 'firmware' && (isStated || quoted?.redistributable === true))
    return { ...part, class: 'redistributable', certain: true, reasons: [field] }
  const text = quoted === null ? null : classifyText(quoted, role, config)
  if (quoted !== null && text !== null && (BARRED.has(text.class) || quoted.restrictions.length > 0))
    return { ...part, class: text.class, certain: true, reasons: [field, ...barriers(quoted, text.leaf, says)] }
  // `BSD` may be several, and the text below it is one.
  const told = quoted?.identification.expression ?? null
  const isOne = quoted !== null && told !== null && isPlain(quoted) && namesOpenFamilies(stated.written, [told])
  const expression = stated.expression ?? (isOne ? told : null)
  const found = expression === null ? null : classify(expression, config, references)
  if (expression === null || found === null || 'invalid' in found)
    return {
      ...part,
      class: 'unknown',
      reasons: [
        field,
        says('field-unclear', excerpt(stated.written, 200)),
        // A text that goes with the name counts, whatever stands elsewhere.
        ...(quoted === null ? [] : [says('field-unproven', excerpt(stated.written, 200))]),
      ],
    }
  const expressions = [expression]
  if (found.class === 'open') {
    const isProven = stated.body === undefined || (quoted !== null && proves(quoted, expression))
    const doubt = isProven ? [] : [says('field-unproven', expression)]
    return { ...part, expressions, class: 'open', certain: isProven, reasons: [field, ...doubt] }
  }
  const isKnown = found.class !== 'unknown'
  const bars = says(isKnown ? 'not-open' : 'unknown-license', found.leaf)
  return { ...part, expressions, class: found.class, certain: isKnown, reasons: [field, bars] }
}

const BARRED: ReadonlySet<LicenseClass> = new Set(['source-available', 'proprietary'])

/** Of one text: the rest stands in the file. */
const MOST_SHOWN = 3

const quotedIn = ({ quoted }: LicenseFile, { body }: FieldStatement): QuotedText | null =>
  body === undefined ? null : (quoted.find(({ from }) => from === body.from) ?? null)

const barriers = (
  { identification, restrictions }: QuotedText,
  leaf: string | null,
  says: (code: GoverningReason['code'], text: string) => GoverningReason,
): readonly GoverningReason[] => {
  const line = identification.licenses[0]?.from
  return [
    ...restrictions
      .slice(0, MOST_SHOWN)
      .map(({ code, line, text }) => ({ ...says('restriction', text), line, restriction: code })),
    ...(leaf === null ? [] : [{ ...says('not-open', leaf), ...(line === undefined ? {} : { line }) }]),
  ]
}

/**
 * The licence of that name stands there, and nothing beside it that does anything; or no more than where its text is on a
 * system of Debian's. A GNU text doesn't say whether later ones hold too.
 */
const proves = (quoted: QuotedText, named: string): boolean => {
  const { tier, reason, expression, inserted } = quoted.identification
  if (tier === 'none') return reason === 'no-license' && inserted.length === 0
  return (
    isPlain(quoted) &&
    expression !== null &&
    (isSameLicense(named, expression) || isSameLicense(named.replaceAll('-or-later', '-only'), expression))
  )
}

const isPlain = ({ identification: { tier, reason, inserted } }: QuotedText): boolean =>
  tier === 'clean' || (tier === 'extra' && reason === 'extra-text' && weigh(inserted) !== 'foreign')
