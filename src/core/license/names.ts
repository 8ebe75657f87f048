import { shortName } from './fields/short-names.ts'
import { isSpdxId } from './fields/spdx-names.ts'
import {
  ASIDE_DIRECTORIES,
  CODE_EXTENSIONS,
  EDITION_WORDS,
  FAMILY_WORDS,
  LICENSE_WORDS,
  NEUTRAL_WORDS,
  TERMS_WORDS,
  TEXT_EXTENSIONS,
  THING_DIRECTORIES,
  THING_WORDS,
  TOOL_WORDS,
  words,
} from './name-words.ts'

/**
 * What a file may tell of licences. `text`: it holds one. `side`: it adds to one, or speaks for other people's code.
 * `fields`: it states licences by field. `hint`: a README, which decides nothing.
 */
export type LicenseFileKind = 'text' | 'side' | 'fields' | 'hint'

/** What a path names, by its name alone, at any depth and in any case; null for no licence file. */
export const licenseFileKind = (path: string): LicenseFileKind | null => {
  if (path.length > MAX_PATH) return null
  if (FIELDS.test(path)) return 'fields'
  const { directories, name } = split(path)
  // `.github`, `.husky`: what tools are set up with.
  if (directories.some((directory) => directory.startsWith('.'))) return null
  const { stem, extension } = extensionOf(name)
  // Nearly all files of a repository end here.
  if (CODE_EXTENSIONS.has(extension)) return null
  const parts = words(stem)
  const isHidden = name.startsWith('.') && !(parts.length === 1 && isLicenseWord(parts[0]))
  if (isHidden || parts.some((word) => TOOL_WORDS.has(word))) return null
  // Nothing but a dot within the name, as in `Apache-2.0`, is no extension of another sort.
  if (directories.some(isLicenseDirectory)) return BUILD_NAME.test(name) ? null : 'text'
  const isText = extension === '' || TEXT_EXTENSIONS.has(extension)
  if (/^readme(?:$|[^a-z])/i.test(name)) return isText ? 'hint' : null
  // A list of patents among the documents is reading matter; a grant or a notice stands beside the licence.
  if (parts[0] === 'patents' && directories.some((directory) => DOCS.test(directory))) return null
  if (isSide(parts, isText)) return 'side'
  // Arm's licence documents bear nothing but their number.
  if (/^les-pre-\d+/i.test(name)) return 'text'
  if (/^end[\s._-]?user/i.test(name)) return 'text'
  if (isLicenseWord(parts[0])) return 'text'
  return isText && (endsAsLicense(parts) || isLicenseName(stem)) ? 'text' : null
}

/** Whether a link or pointer may lead to this path for a licence: prose by its name, or what names nothing else. */
export const mayHoldLicense = (path: string): boolean => {
  const { name } = split(path)
  const { extension } = extensionOf(name)
  return (extension === '' || TEXT_EXTENSIONS.has(extension)) && !BUILD_NAME.test(name)
}

/**
 * Whether a path lies in a directory of other people's code, or of tests, examples and the like.
 *
 * @param path from where the software in question begins: its own directory may be called `vendor`
 */
export const isAside = (path: string): boolean =>
  split(path).directories.some((directory) => ASIDE_DIRECTORIES.has(directory.toLowerCase()))

/**
 * What a licence file is about, where it names another subject than the software around it: `amdnpu` for
 * `LICENSE.amdnpu`, `firmware/bin` for `firmware/bin/COPYRIGHT`. null where the name only says which licence it is, or
 * nothing at all.
 */
export const namedSubject = (path: string): string | null => {
  const kind = licenseFileKind(path)
  const { directories, name } = split(path)
  // Of the files beside a licence only those for other people's code name a subject.
  if (kind !== 'text' && !(kind === 'side' && isThirdParty(words(name)))) return null
  const { stem } = extensionOf(name)
  const beginsAsLicense = isLicenseWord(words(stem)[0])
  // There a name says which licence it is.
  if (directories.some(isLicenseDirectory) && !beginsAsLicense) return null
  return subjectOfName(stem) ?? subjectOfDirectory(directories)
}

/** Whether a path lies in a directory of firmware, blobs or the like, whose licence is often another's. */
export const isAmongThings = (path: string): boolean => split(path).directories.some(holdsThings)

const holdsThings = (directory: string): boolean => words(directory).some((word) => THING_DIRECTORIES.has(word))

const DOCS = /^(?:docs?|documentation)$/i

const MAX_PATH = 4096

/** Case counts: these names are read by tools. */
const FIELDS =
  /(?:^|\/)(?:REUSE\.toml|WHENCE|\.reuse\/dep5|debian\/copyright|meson\.build|Cargo\.toml|pyproject\.toml)$/

const BUILD_NAME = /^(?:makefile|kbuild|kconfig|build|dockerfile|cmakelists\.txt|index\.\w+|__init__\b.*)$/i

const split = (path: string): { readonly directories: readonly string[]; readonly name: string } => {
  const parts = path.split('/')
  return { directories: parts.slice(0, -1), name: parts.at(-1) ?? '' }
}

/** `LICENSE.qcom` and `GPL-2.0` have none: what no list knows belongs to the name. */
const extensionOf = (name: string): { readonly stem: string; readonly extension: string } => {
  const at = name.lastIndexOf('.')
  const extension = at > 0 ? name.slice(at + 1).toLowerCase() : ''
  // GNU's own name for the Lesser GPL's text is COPYING.LIB.
  if (extension === 'lib' && isLicenseWord(words(name.slice(0, at))[0])) return { stem: name, extension: '' }
  const known = TEXT_EXTENSIONS.has(extension) || CODE_EXTENSIONS.has(extension)
  if (known) return { stem: name.slice(0, at), extension }
  return { stem: name, extension: /^\d*$/.test(extension) || words(name).some(isLicenseWord) ? '' : extension }
}

const isLicenseDirectory = (directory: string): boolean =>
  /^licen[cs]es?$/i.test(words(directory).at(-1) ?? '') && !words(directory).some((word) => TOOL_WORDS.has(word))

/** Also with a version at its end (`COPYING3`, `COPYINGv2`), or a name before it (`gpueula`). */
const isLicenseWord = (word: string | undefined): boolean =>
  word !== undefined && (LICENSE_WORDS.has(word.replace(/v?\d+$/, '')) || word.endsWith('eula'))

/** `MIT-LICENSE`, `Vendor SDK License Agreement`: after the licence word nothing but what kind of text it is. */
const endsAsLicense = (parts: readonly string[]): boolean => {
  const at = parts.findLastIndex(isLicenseWord)
  return at >= 0 && parts.slice(at + 1).every((word) => NEUTRAL_WORDS.has(word) || VERSION.test(word))
}

/** `GPL-2`, `Apache-2.0`, `mit`: ids with a version, and the names that hardly mean anything else. */
const isLicenseName = (stem: string): boolean =>
  /^(?:mit|bsd|[al]?gpl)$/i.test(stem) ||
  (/-.*\d/.test(stem) && isSpdxId(stem)) ||
  (/\d/.test(stem) && shortName(stem) !== null)

const isSide = (parts: readonly string[], isText: boolean): boolean => {
  const [first = '', second = ''] = parts
  if (/^(?:notices?|patents?)$/.test(first)) return true
  if (isLicenseWord(first) && parts.includes('understanding')) return true
  if (isThirdParty(parts) && (isText || isLicenseWord(first))) {
    return parts.some((word) => isLicenseWord(word) || /^(?:notices?|programs?|software)$/.test(word))
  }
  if (!isText) return false
  if (TERMS_WORDS.has(first) && parts.slice(1).every((word) => NEUTRAL_WORDS.has(word) || VERSION.test(word)))
    return true
  if (ADDED_TERMS.test(parts.join(' '))) return true
  return (first === 'scr' && parts.length <= 2) || parts.join(' ').startsWith('acceptable use') || USE[first] === second
}

const ADDED_TERMS = /^(?:additional|supplemental|special|extra) (?:terms|restrictions|conditions)\b|^commons clause\b/

const USE: Readonly<Record<string, string>> = { use: 'policy', terms: 'of' }

const isThirdParty = (parts: readonly string[]): boolean =>
  /(?:^| )(?:third ?party|third ?parties|3rd ?party|3rd ?parties)(?: |$)/.test(parts.join(' '))

const VERSION = /^v?\d+$/

/** The part of a name that tells the subject, as it is written. */
const subjectOfName = (stem: string): string | null => {
  const told = stem
    .split(/([\s._-]+)/)
    .filter((part, at) => at % 2 === 1 || !words(part).every((word) => isLicenseWord(word) || isAgreement(word)))
    .join('')
    .replaceAll(/([\s._-])[\s._-]+/g, '$1')
    .replaceAll(/^[\s._-]|[\s._-]$/g, '')
  const left = words(told).filter((word) => !NEUTRAL_WORDS.has(word) && !VERSION.test(word))
  const others = left.filter((word) => !FAMILY_WORDS.has(word.replace(/v?\d+$/, '')))
  if (others.length === 0 || isSpdxId(told)) return null
  // "Apache" or "commercial" with other words may be this software's; with a thing of its own it is that thing's.
  const ofThis = others.length < left.length || words(told).some((word) => EDITION_WORDS.has(word))
  return ofThis && !others.some((word) => THING_WORDS.has(word)) ? null : told
}

const isAgreement = (word: string): boolean => word === 'agreement' || word === 'end' || word === 'user'

const subjectOfDirectory = (directories: readonly string[]): string | null => {
  const at = directories.findLastIndex(holdsThings)
  return at < 0 ? null : directories.slice(0, at + 1).join('/')
}
