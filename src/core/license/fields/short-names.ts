/**
 * The SPDX expression for a name that is no SPDX id and stands for one licence alone; null where it is none, or could be
 * several (`BSD`, `GPL`, `Artistic`, `MIT/X11`). The answer may hold deprecated ids, and is to be read as SPDX.
 *
 * Sources: the short names of Debian's copyright-format 1.0, and what `meson.build` and `WHENCE` files write.
 */
export const shortName = (name: string): string | null => {
  if (name.length > MAX_LENGTH) return null
  const key = name
    .trim()
    .toLowerCase()
    .replaceAll(FILLER, '')
    .replaceAll(/[\s,_-]+/g, '')
  return NAMES.get(key) ?? gnu(key)
}

const MAX_LENGTH = 80

/** Says nothing of which licence it is. A word that isn't known stays, so that the name is none. */
const FILLER = /\b(?:the|gnu|licen[cs]e|version|clause)\b/g

/** `gpl2`, `lgplv2.1+`, `gplv3only`, `gfdlniv1.3+`. */
const gnu = (key: string): string | null => {
  const parts = /^([al]?gpl|gfdl)(niv)?v?(\d(?:\.\d)?)(\+|only)?$/.exec(key)
  if (parts === null) return null
  const [, family = '', invariants, version = '', suffix] = parts
  const id = `${family.toUpperCase()}-${version.includes('.') ? version : `${version}.0`}`
  if (invariants !== undefined) return `${id}-no-invariants${suffix === '+' ? '-or-later' : '-only'}`
  return `${id}${suffix === '+' ? '-or-later' : '-only'}`
}

const NAMES = new Map([
  ['mit', 'MIT'],
  ['expat', 'MIT'],
  ['isc', 'ISC'],
  ['zlib', 'Zlib'],
  ['apache2', 'Apache-2.0'],
  ['apachev2', 'Apache-2.0'],
  ['apache2.0', 'Apache-2.0'],
  ['apachev2.0', 'Apache-2.0'],
  ['bsd2', 'BSD-2-Clause'],
  ['2bsd', 'BSD-2-Clause'],
  ['simplifiedbsd', 'BSD-2-Clause'],
  ['freebsd', 'BSD-2-Clause'],
  ['bsd3', 'BSD-3-Clause'],
  ['3bsd', 'BSD-3-Clause'],
  ['newbsd', 'BSD-3-Clause'],
  ['modifiedbsd', 'BSD-3-Clause'],
  ['openib.orgbsd', 'Linux-OpenIB'],
  ['openib.orgbsd(mit)', 'Linux-OpenIB'],
  ['openibbsd', 'Linux-OpenIB'],
  ['boostsoftware1.0', 'BSL-1.0'],
  ['mpl1.1', 'MPL-1.1'],
  ['mplv1.1', 'MPL-1.1'],
  ['mpl2', 'MPL-2.0'],
  ['mplv2', 'MPL-2.0'],
  ['mpl2.0', 'MPL-2.0'],
  ['mplv2.0', 'MPL-2.0'],
  ['cc0', 'CC0-1.0'],
  ['qpl', 'QPL-1.0'],
  ['w3csoftware', 'W3C'],
  ['perl', 'Artistic-1.0-Perl OR GPL-1.0-or-later'],
])
