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
  return FILES_FIRST.some((says) => says.test(text)) && !DEMANDS.test(text)
}

const FILES_FIRST: readonly RegExp[] = [
  /\b(?:spdx|reuse|dep5|headers?|licen[cs]e tags?)\b(?:(?!\bnot?\b)[^.]){0,80}\b(?:is|are)\b(?:(?!\bnot?\b)[^.]){0,30}\b(?:authoritative|normative)\b/i,
  /\b(?<!\b(?:not|never) )uses? (?:spdx )+(?:unique |short )?(?:licen[cs]e )?identifiers?\b/i,
  /\bif a licen[cs]e is (?:declared|stated|given) in (?:the|a) (?:source )?file,? (?:then )?it (?:supersedes|overrides|replaces)\b/i,
  /\b(?:refer to|see|consult|check) (?:the )?(?:individual |respective )?(?:source )?(?:code )?files? (?:for|to)(?: verify)? (?:the|which) (?:exact |specific |applicable |actual )?licen[cs]e\b/i,
]

/** What asks something of somebody beyond a licence, or keeps something: no guide to open files has that to say. */
const DEMANDS =
  /\b(?:accept\w*|agree\w*|pay\w*|prices?|fees?|royalt\w*|contracts?|purchas\w*|belongs?|property|partners?|members?|customers?|recipients?|licensees?|non-?commercial\w*|commercial\w*|evaluat\w*|confidential|proprietary|products?|prohibit\w*|forbid\w*|restrict\w*|exclusive\w*)\b/i
