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
  // The contributors of the BSD licences, called again by a pronoun; the GNU library of 1991 and its later name.
  'nor [the names|those] of',
  // The Open Font License, without and with its sign.
  'permission [|and] conditions',
  // The Educational Community License, as its publisher moved.
  'http [www osedu|opensource] org',
  // A BSD licence of one condition, counted rightly.
  'following [conditions are|condition is] met',
  // ISC before 2007 and OpenBSD's copies, and the version that SPDX prints.
  'and [or|] distribute',
  // A common misprint in copies of the BSD disclaimers.
  'any [express|expressed] or',
])

/** What the notices of a licence call the work that it is applied to, where the word "this" stands before. */
const THINGS = new Set('program library software package file code work driver module application'.split(' '))

/** The same for the notices of the GNU licences, which name the work and say again which version is meant. */
export const isNoticeWording = (before: string, deleted: string, inserted: string, after: string): boolean =>
  (before === 'this' && THINGS.has(deleted) && THINGS.has(inserted)) ||
  (/^[123]$/.test(before) && deleted === 'of the license' && /^(?:dated june 1991)?$/.test(inserted)) ||
  (before === '3' && `${deleted} ${inserted}`.trim() === '0') ||
  (before === 'foundation' && deleted === 'either' && inserted === '' && after === 'version')
