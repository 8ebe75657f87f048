/**
 * Names of licences that are open in all their versions and wordings (`GPL-2+ / MIT`, `BSD-MIT or GPL-2`): which of them is
 * meant isn't told, and nothing hangs on it where a text of each family stands elsewhere; of a choice, of one.
 *
 * @param expressions of the texts and headers that hold for the same files
 */
export const namesOpenFamilies = (written: string, expressions: readonly string[]): boolean => {
  const names = written.split(/[\s/,&()]+/).filter((word) => word !== '' && !/^(?:and|or|with)$/i.test(word))
  const isChoice = /\bor\b/i.test(written) && !/[,/&]|\band\b/i.test(written)
  const found = names.map((name) => {
    const ids = IDS.get(FAMILY.exec(name)?.[1]?.toLowerCase() ?? '')
    return ids === undefined ? null : expressions.some((expression) => ids.test(expression))
  })
  return names.length > 0 && !found.includes(null) && (isChoice ? found.includes(true) : !found.includes(false))
}

/** A name, its version, and what packagers tell its open wordings and exceptions apart by: `BSD-3-clause-Google`. */
const FAMILY =
  /^([al]?gpl|bsd|mit|expat|isc|apache|mpl|public-domain)(?:[-_]?v?\d(?:\.\d){0,2}\+?)?(?:-(?:\d-clause|clause|mit|expat|google|bison|autoconf|libtool)){0,3}$/i

const IDS = new Map([
  ['gpl', /(?:^|[\s(])GPL-/],
  ['lgpl', /\bLGPL-/],
  ['agpl', /\bAGPL-/],
  ['bsd', /\bBSD-|\bLinux-OpenIB\b/],
  ['mit', /\bMIT\b|\bLinux-OpenIB\b/],
  ['expat', /\bMIT\b/],
  ['isc', /\bISC\b/],
  ['apache', /\bApache-/],
  ['mpl', /\bMPL-/],
  // No text says so: what else there is to choose must.
  ['public-domain', /(?!)/],
])
