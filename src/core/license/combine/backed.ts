import type { Context } from './context.ts'
import type { Headers } from './header-tally.ts'
import { type Part, remark } from './part.ts'
import type { GoverningReason } from './reason.ts'
import { isGuide } from '../beside/guide.ts'
import { foreignLines } from '../beside/weigh.ts'
import { classify } from '../classify.ts'
import type { TextLine } from '../identification.ts'
import type { LicenseFile } from '../license-file.ts'

/**
 * What a licence file says, where words beside its licences would ask for a person, and the headers of nearly all source
 * files that it is for say on their own that they are open. No words that are known to take a freedom away are ever set
 * aside, nor any that ask something of anybody, unless the file itself says that the headers go before it; a licence that
 * was changed is never taken for itself.
 *
 * @param file as the parts were told from it
 * @param headers of the source files in its directory
 */
export const backed = (
  parts: readonly Part[],
  file: LicenseFile,
  headers: Headers,
  context: Context,
): readonly Part[] => {
  const { identification, restrictions, redistributable } = file
  const isBarred = redistributable || restrictions.length > 0
  if (!headers.tell || !headers.areOpen || isBarred || parts.every(({ certain }) => certain)) return parts
  const { tier, licenses, inserted, expression } = identification
  const isOpen = areOpen(file, context)
  const isGuiding = isGuide(inserted)
  if (isGuiding && licenses.length === 0 && (isOpen || expression === null))
    return [remark(note(file, inserted[0]), true)]
  if (tier !== 'extra' || !isOpen) return parts
  const isMild = passagesOf(inserted).every((lines) =>
    foreignLines(lines).every(({ text }) => !ASKS.test(withoutIds(text))),
  )
  if (!isMild && !isGuiding) return parts
  return parts.map((part) => {
    if (part.certain || !part.reasons.some(({ code }) => code === 'extra-text')) return part
    const [first] = part.reasons.filter(({ code }) => code === 'extra-text')
    const told = part.reasons.filter(({ code }) => code !== 'extra-text')
    const noted = note(file, first)
    return part.class === 'open' ? { ...part, certain: true, reasons: [...told, noted] } : remark(noted, true)
  })
}

const note = ({ path }: LicenseFile, first: Pick<GoverningReason, 'line' | 'text'> | undefined): GoverningReason => ({
  code: 'side-text',
  path,
  line: first?.line ?? null,
  text: first?.text ?? '',
})

/** `GPL-2.0-only` is a name. */
const withoutIds = (text: string): string => text.replaceAll(/\b[A-Z][\w.]*-[\w.-]*\d[\w.-]*\b/g, '')

/** By its texts, or where it has none by its tags. */
const areOpen = ({ identification: { licenses, expression } }: LicenseFile, { config }: Context): boolean => {
  const named = licenses.length > 0 || expression === null ? licenses.map(({ id }) => id) : [expression]
  return (
    named.length > 0 &&
    named.every((each) => {
      const found = classify(each, config)
      return config.permissions.has(each) || (!('invalid' in found) && found.class === 'open')
    })
  )
}

/** Lines that follow on each other, with at most an empty one between them. */
const passagesOf = (lines: readonly TextLine[]): readonly (readonly TextLine[])[] => {
  const passages: TextLine[][] = []
  let last = Number.NaN
  for (const line of lines) {
    const near = line.line - last <= 2 ? passages.at(-1) : undefined
    if (near === undefined) passages.push([line])
    else near.push(line)
    last = line.line
  }
  return passages
}

/** What a sentence that asks something of somebody has, or that keeps something back. */
const ASKS =
  /\b(?:not?|nor|never|cannot|only|shall|requir\w*|restrict\w*|agree\w*|commercial\w*|prohibit\w*|forbid\w*|except\w*|unless|permission|consent|fees?|purchase|proprietary|binar\w+|subject|exclu\w+|confidential|evaluat\w*|trial|customers?|products?)\b|\bmust\b(?! be maintained)|\b(?:you|users?|licensees?|recipients?|anyone) (?:will|need|may(?! use| choose))\b/i
