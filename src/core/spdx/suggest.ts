import { parse, type ParsedSpdxExpression } from 'license-expressions'
import { type Expression, parseExpression, print } from './expression.ts'

/** The lenient parser's time doubles with each open parenthesis and grows with the length. */
const MAX_LENGTH = 80
const MAX_PARENTHESES = 2

/**
 * The SPDX expression that was probably meant by a text that is none: `GPLv2` gives `GPL-2.0-only`. Null where none is
 * near, or where the nearest has another version than the text or one that the text doesn't name.
 */
export const suggestExpression = (text: string): string | null => {
  if (text.length > MAX_LENGTH || text.split('(').length - 1 > MAX_PARENTHESES) return null
  const meant = lenient(text)
  if (meant === null || versions(meant) !== versions(text)) return null
  const parsed = parseExpression(meant)
  return parsed.ok && meant !== text ? meant : null
}

const lenient = (text: string): string | null => {
  try {
    return print(convert(parse(text, { upgradeGPLVariants: true })))
  } catch {
    return null
  }
}

/** The version numbers that a text names, without their trailing zeros. */
const versions = (text: string): string =>
  (text.match(/\d+(?:\.\d+)*/g) ?? []).map((version) => version.replace(/(?:\.0)+$/, '')).join(' ')

const convert = (info: ParsedSpdxExpression): Expression => {
  if ('conjunction' in info) {
    return { conjunction: info.conjunction, left: convert(info.left), right: convert(info.right) }
  }
  if ('licenseRef' in info) throw new Error('a reference to a licence text is never a correction')
  return { license: info.license, plus: false, exception: info.exception ?? null }
}
