import type { Words } from './words.ts'

/** Words at the start of a text in which it says what else it holds. */
const MAX_PREAMBLE = 400
const SAYS = / (?:attributions?|notices?|licenses?|copyrights?) (?:for|of) (?:the )?third party /
/** "Foo license from https://example.org/LICENSE": a line of its own. */
const HEADING = /^(?:\S+ ){1,6}(?:license|notice|copyright) from http /
const MAX_HEADING = 24

/**
 * The word at which a text goes over from its own licences to those of parts that others wrote: at the first heading that
 * says where a licence was copied from, in a text that says that it holds such attributions. Infinity where none do.
 */
export const attributionsFrom = (words: Words): number => {
  const { folded, line, count } = words
  if (!SAYS.test(` ${folded.slice(0, MAX_PREAMBLE).join(' ')} `)) return Number.POSITIVE_INFINITY
  for (let at = 0; at < count; at += 1) {
    if (at > 0 && line[at] === line[at - 1]) continue
    let end = at
    while (end < count && line[end] === line[at] && end - at < MAX_HEADING) end += 1
    if (HEADING.test(folded.slice(at, end).join(' '))) return at
  }
  return Number.POSITIVE_INFINITY
}
