/** Words that a known wording replaces or is made of, at most. */
export const MAX_WORDING = 6

/**
 * Whether copies of the same licence are known to differ so: `deleted` stands in the one and `inserted` in the other,
 * between the same two words. All are folded.
 */
export const isWording = (before: string, deleted: string, inserted: string, after: string): boolean =>
  WORDINGS.has(`${before} [${deleted}|${inserted}] ${after}`) ||
  WORDINGS.has(`${before} [${inserted}|${deleted}] ${after}`)

const WORDINGS: ReadonlySet<string> = new Set([
  // The appendices of the GNU licences, gnu.org against spdx.org.
  'and [an|a brief] idea',
  'copyright [yyyy|year] name',
  'copyright [yyyy|19yy] name',
  'copyright [year|19yy] name',
  'foundation [|inc] ',
  // GPL 2.0 before and after the Library GPL was renamed.
  'gnu [lesser|library] general',
  // The names of one party, or of each contributor.
  'the [name|names] of',
  // A common misprint in copies of the BSD disclaimers.
  'any [express|expressed] or',
])
