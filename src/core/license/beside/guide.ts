import type { TextLine } from '../identification.ts'
import { MOST_LINES } from './weigh.ts'

/**
 * Whether a text about licences says itself that what each file says of its own goes before it: that this is authoritative
 * (libcamera), supersedes it (rdma-core), is said by SPDX identifiers (SPDK) or is where the exact licence is to be looked
 * for (Onload, lk2nd). Then it is a guide to those, and no terms.
 */
export const isGuide = (lines: readonly TextLine[]): boolean => {
  if (lines.length >= MOST_LINES) return false
  const text = lines.map(({ text }) => text.trim()).join(' ')
  return FILES_FIRST.some((says) => says.test(text))
}

const FILES_FIRST: readonly RegExp[] = [
  /\b(?:spdx|reuse|dep5|headers?|licen[cs]e tags?)\b[^.]{0,80}\b(?:is|are)\b[^.]{0,30}\b(?:authoritative|normative)\b/i,
  /\buses? (?:spdx )+(?:unique |short )?(?:licen[cs]e )?identifiers?\b/i,
  /\bif a licen[cs]e is (?:declared|stated|given) in (?:the|a) (?:source )?file,? (?:then )?it (?:supersedes|overrides|replaces)\b/i,
  /\b(?:licen[cs]e|copyright|spdx) (?:headers?|notices?|tags?|information|statements?) (?:in|of|at the top of) (?:the |each |every |individual )?(?:source )?files?\b[^.]{0,40}\b(?:takes? precedence|prevails?|supersedes?|overrides?)\b/i,
  /\b(?:refer to|see|consult|check) (?:the )?(?:licen[cs]e headers (?:in|of) the |headers (?:in|of) the )?(?:individual |respective )?(?:source )?(?:code )?files? (?:for|to)\b[^.]{0,60}\blicen[cs]/i,
]
