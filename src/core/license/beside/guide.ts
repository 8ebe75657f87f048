import type { TextLine } from '../identification.ts'

/**
 * Whether a text about licences says itself that what each file says of its own goes before it (libcamera's COPYING.rst:
 * "The SPDX and DEP5 information are however authoritative"; rdma-core's COPYING.md: "If a license is declared in the file
 * then it supersedes the Default License"), or that each file says it by an identifier (SPDX's own words in many). Then it is a guide to those, and no terms.
 */
export const isGuide = (lines: readonly TextLine[]): boolean =>
  FILES_FIRST.test(lines.map(({ text }) => text.trim()).join(' '))

const FILES_FIRST =
  /\b(?:spdx|reuse|dep5|headers?|licen[cs]e tags?)\b[^.]{0,80}\b(?:is|are)\b[^.]{0,30}\b(?:authoritative|normative)\b|\buses? (?:spdx )+(?:unique |short )?(?:licen[cs]e )?identifiers?\b|\bif a licen[cs]e is (?:declared|stated|given) in (?:the|a) (?:source )?file,? (?:then )?it (?:supersedes|overrides|replaces)\b|\b(?:licen[cs]e|copyright|spdx) (?:headers?|notices?|tags?|information|statements?) (?:in|of|at the top of) (?:the |each |every |individual )?(?:source )?files?\b[^.]{0,40}\b(?:takes? precedence|prevails?|supersedes?|overrides?)\b/i
