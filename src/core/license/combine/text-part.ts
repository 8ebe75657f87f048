import { excerpt } from '../../characters.ts'
import { foreignLines, weigh } from '../beside/weigh.ts'
import { classifyText } from '../classify.ts'
import type { IdentificationReason, MatchedLicense, TextLine } from '../identification.ts'
import type { LicenseClass } from '../class.ts'
import { isExceptionId } from '../fields/spdx-names.ts'
import type { LicenseFile, Restriction } from '../license-file.ts'
import { RESTRICTION_CLASSES } from '../restriction.ts'
import type { Context } from './context.ts'
import type { Part } from './part.ts'
import type { GoverningReason, GoverningReasonCode } from './reason.ts'

/** Of one file: the rest stands in the file. */
const MOST_QUOTED = 3
const QUOTED = 200

/** What a licence file says by its text. */
export const textPart = (file: LicenseFile, { role, config }: Pick<Context, 'role' | 'config'>): Part => {
  const { identification, restrictions, redistributable } = file
  if (isExceptionAlone(file)) return { expressions: [], class: 'open', certain: true, reasons: [], files: [] }
  const found = classifyText(file, role, config)
  const isRestricted = restrictions.length > 0 || redistributable
  const isTold = found.class !== 'unknown'
  const isPlain = isUndisturbed(identification)
  const says = reasonsOf(file)
  return {
    expressions: identification.expression === null || isRestricted ? null : [identification.expression],
    class: found.class,
    // What bars openness is certain in any surroundings; what grants it only where it stands alone.
    certain: isTold && (isPlain || found.class !== 'open'),
    reasons: [
      ...(identification.expression === null ? [] : [says('text', lineOf(file), identification.expression)]),
      ...(redistributable ? [says('redistributable', null, '')] : []),
      ...telling(restrictions, found.class).map(({ code, line, text }): GoverningReason => ({
        ...says(found.class === 'redistributable' ? 'side-text' : 'restriction', line, text),
        restriction: code,
      })),
      ...(found.leaf === null || found.class === 'open' ? [] : [barrier(file, found.class, found.leaf)]),
      ...(isRestricted ? [] : isPlain ? besides(file) : asides(file, isTold)),
    ],
    files: [file.path],
  }
}

/** A permission on top of a licence, which stands elsewhere (the kernel's and DPDK's `Linux-syscall-note`). */
const isExceptionAlone = ({ identification, restrictions, redistributable }: LicenseFile): boolean =>
  identification.licenses.length > 0 &&
  identification.licenses.every(({ id }) => isExceptionId(id)) &&
  restrictions.length === 0 &&
  !redistributable &&
  isUndisturbed(identification)

/**
 * Nothing but licences, or beside them no more than where things come from and what they are under. Parts that are named
 * right above a further licence are what that holds for: the first holds for all else.
 */
export const isUndisturbed = ({ tier, reason, inserted, licenses }: LicenseFile['identification']): boolean => {
  if (tier === 'clean') return true
  if (tier !== 'extra' || reason !== 'extra-text' || inserted.length === 0) return false
  const [, ...further] = licenses
  const isHeading = ({ line, text }: TextLine): boolean =>
    further.some(({ from }) => line < from && from - line <= HEADING_LINES) && !OF_OTHERS.test(text)
  return (
    weigh(inserted.filter((line) => !isHeading(line))) === 'inert' && weigh(inserted.filter(isHeading)) !== 'foreign'
  )
}

const HEADING_LINES = 5

/** What a heading says of another text than the one below it. */
const OF_OTHERS = /\babove\b|\bthis licen[cs]e\b|\bsee\b|\bLICEN[CS]E\.|\.(?:txt|md|rst)\b/i

const besides = (file: LicenseFile): readonly GoverningReason[] => {
  const [first] = file.identification.inserted
  return first === undefined ? [] : [reasonsOf(file)('side-text', first.line, excerpt(first.text.trim(), QUOTED))]
}

/** The first of each kind, those that decide before the others. */
const telling = (restrictions: readonly Restriction[], found: LicenseClass): readonly Restriction[] => {
  const kinds = [...new Map(restrictions.toReversed().map((each) => [each.code, each])).values()].toReversed()
  const decides = ({ code }: Restriction): number => (RESTRICTION_CLASSES[code] === found ? 0 : 1)
  return kinds.toSorted((a, b) => decides(a) - decides(b) || a.line - b.line).slice(0, MOST_QUOTED)
}

const reasonsOf =
  ({ path }: LicenseFile) =>
  (code: GoverningReasonCode, line: number | null, text: string): GoverningReason => ({ code, path, line, text })

const lineOf = ({ identification }: LicenseFile): number | null => identification.licenses[0]?.from ?? null

const barrier = (file: LicenseFile, found: string, leaf: string): GoverningReason =>
  reasonsOf(file)(found === 'unknown' ? 'unknown-license' : 'not-open', lineOf(file), leaf)

/** What is known to do nothing is quoted last, as a few lines are all that is shown. */
const tellingFirst = (lines: readonly TextLine[], telling: readonly TextLine[]): readonly TextLine[] => {
  const first = new Set(telling.map(({ line }) => line))
  return [...lines.filter(({ line }) => first.has(line)), ...lines.filter(({ line }) => !first.has(line))]
}

const within = (lines: readonly TextLine[], licenses: readonly MatchedLicense[]): readonly TextLine[] =>
  lines.filter(({ line }) => licenses.some(({ from, to }) => from <= line && line <= to))

const UNREAD: ReadonlySet<IdentificationReason> = new Set(['empty', 'binary', 'lfs-pointer', 'too-large'])

/** What makes a person look at a text that no phrase of restricts. */
const asides = (file: LicenseFile, isTold: boolean): readonly GoverningReason[] => {
  const { tier, reason, inserted, deleted, licenses } = file.identification
  const says = reasonsOf(file)
  if (UNREAD.has(reason)) return [says('unread-text', null, reason)]
  const quote = (code: GoverningReasonCode, lines: readonly TextLine[]): readonly GoverningReason[] =>
    lines.length === 0
      ? [says(code, null, reason)]
      : lines.slice(0, MOST_QUOTED).map(({ line, text }) => says(code, line, excerpt(text.trim(), QUOTED)))
  switch (tier) {
    case 'clean':
      return []
    case 'extra':
      return quote('extra-text', tellingFirst(inserted, foreignLines(inserted)))
    case 'modified':
      return quote('modified-text', inserted.length > 0 ? tellingFirst(inserted, within(inserted, licenses)) : deleted)
    case 'none':
      return isTold ? [] : quote('unknown-text', inserted)
  }
}
