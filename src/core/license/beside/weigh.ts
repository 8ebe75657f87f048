import { holdsRestriction } from '../identify/restricting-names.ts'
import type { TextLine } from '../identification.ts'
import { type Atom, atomsOf, foldedAs, isDenied } from './atoms.ts'
import { IDIOM } from './idioms.ts'
import { FAMILY_NAMES, INERT_WORDS, PLAIN_KINDS } from './vocabulary.ts'

/**
 * What words beside a licence do. `inert`: they say where things come from, and under which licence they are, and nothing
 * else. `scoped`: the same, of files or parts that they name, so that others may be left out. `foreign`: anything else.
 */
export type Weight = 'inert' | 'scoped' | 'foreign'

/** As many lines, and as much of each, as an identification keeps: what is beyond isn't seen here. */
export const MOST_LINES = 200
const MOST_CHARACTERS = 500

/**
 * Weighs words that no licence accounts for. A sentence is inert where every word of it is of a closed list, a name or an
 * address; and where a licence is named, it is one of the families whose texts are open.
 */
export const weigh = (lines: readonly TextLine[]): Weight => {
  const atoms = knownAtoms(lines)
  if (atoms === null || atoms.some(({ isForeign }) => isForeign)) return 'foreign'
  return atoms.some(({ isScope }) => isScope) ? 'scoped' : 'inert'
}

/** The lines that hold a word which isn't known to be inert; all of them where they are too many to be told. */
export const foreignLines = (lines: readonly TextLine[]): readonly TextLine[] => {
  const atoms = knownAtoms(lines)
  if (atoms === null) return lines
  const foreign = new Set(atoms.filter(({ isForeign }) => isForeign).map(({ line }) => line))
  return lines.filter((_, number) => foreign.has(number))
}

type KnownAtom = { readonly line: number; readonly isForeign: boolean; readonly isScope: boolean }

const knownAtoms = (lines: readonly TextLine[]): readonly KnownAtom[] | null => {
  if (lines.length >= MOST_LINES || lines.some(({ text }) => text.length >= MOST_CHARACTERS)) return null
  const atoms = lines.flatMap(({ text }, number) => atomsOf(text, number))
  markIdioms(atoms)
  const others = othersFrom(lines)
  return atoms.map((atom, at) => ({
    line: atom.line,
    isForeign:
      atom.line >= others
        ? HOLDS_BACK.test(lines[atom.line]?.text ?? '')
        : !(isKnown(atom, at, atoms) && namesOpenLicense(atom, at, atoms)),
    isScope:
      isScoping(atom, atoms[at + 1]) || (isStranger(atom) && !atom.idiom && !isName(atom) && isItem(atom, at, atoms)),
  }))
}

/**
 * The first line of a list of what others wrote and what that stands under, by its heading; Infinity for none. Such lists
 * stand in files of their own as well, and speak of nothing but those parts.
 */
const othersFrom = (lines: readonly TextLine[]): number => {
  const at = lines.findIndex(({ text }) => OTHERS.test(text.trim()))
  return at < 0 ? Number.POSITIVE_INFINITY : at
}

const OTHERS =
  /^[\s#*=-]{0,10}third[- ]party (?:dependencies|software|components|licen[cs]es|notices|libraries|programs|packages)\W{0,5}$/i

const HOLDS_BACK =
  /\b(?:proprietary|confidential|closed|binar\w+ only|only|solely|commercial\w*|restrict\w*|prohibit\w*|forbid\w*|agree\w*|eula|fees?|evaluat\w*|(?:must|may|shall|can) ?not|not (?:be )?(?:permitted|allowed|open|available|licensed|covered)|without (?:source|permission|consent)|exclusive\w*|royalt\w*)\b/i

const markIdioms = (atoms: readonly Atom[]): void => {
  const starts = new Map<number, number>()
  let text = ' '
  atoms.forEach((atom, at) => {
    starts.set(text.length - 1, at)
    text += `${foldedAs(atom)} `
  })
  for (const { index, 0: found } of text.matchAll(IDIOM)) {
    const first = starts.get(index)
    if (first === undefined) continue
    const count = found.trim().split(' ').length
    for (const atom of atoms.slice(first, first + count)) atom.idiom = true
  }
}

const isKnown = (atom: Atom, at: number, atoms: readonly Atom[]): boolean => {
  if (atom.idiom) return true
  if (atom.kind === 'name') return true
  if (atom.kind !== 'word') return !holdsRestriction(atom.raw)
  if (GIVEN.has(atom.folded) && GIVEN_FOR.has(atoms[at + 1]?.folded ?? '')) return false
  if (INERT_WORDS.has(atom.folded) || FAMILY_NAMES.has(atom.folded) || NUMBER.test(atom.folded)) return true
  if (atom.folded.length === 1) return true
  return isName(atom) || isNamedThing(atom, atoms[at - 1], atoms[at + 1]) || isItem(atom, at, atoms)
}

const NUMBER = /^v?\d{1,8}$/

/** An entry of a list of directories, alone on its line but for an "and". */
const isItem = (atom: Atom, at: number, atoms: readonly Atom[]): boolean =>
  atom.kind === 'word' &&
  !isDenied(atom.folded) &&
  atoms[at - 1]?.line !== atom.line &&
  (atoms[at + 1]?.line !== atom.line || (atoms[at + 1]?.folded === 'and' && atoms[at + 2]?.line !== atom.line))

/** Written as names are, and no word that says what may be done. */
const isName = ({ raw, folded }: Atom): boolean => /^\p{Lu}|\p{L}\p{Lu}|\d/u.test(raw) && !isDenied(folded)

/** "Licensed for", "provided to": by which a grant is tied to somebody or something. */
const GIVEN = new Set([
  'licensed',
  'licenced',
  'provided',
  'released',
  'distributed',
  'available',
  'given',
  'made',
  'shipped',
])
const GIVEN_FOR = new Set(['for', 'to', 'with', 'on', 'within'])

/** "The libfdt source code": what has a small letter is a name where it stands between an article and a thing. */
const isNamedThing = (atom: Atom, before: Atom | undefined, after: Atom | undefined): boolean => {
  if (isDenied(atom.folded)) return false
  // "libmctp is released under"
  if (before?.line !== atom.line && after?.line === atom.line && /^(?:is|are)$/.test(after.folded)) return true
  if (before === undefined) return false
  if (BEFORE_NAME.has(before.folded) && AFTER_NAME.has(after?.folded ?? '')) return true
  if (after?.kind === 'address' && after.line === atom.line && before.line !== atom.line) return true
  return before.folded === 'for' && before.line === atom.line && after?.line !== atom.line
}

const BEFORE_NAME = new Set(['the', 'to', 'from', 'a', 'an', 'and'])
const AFTER_NAME = new Set([
  'source',
  'code',
  'library',
  'project',
  'package',
  'sources',
  'libraries',
  'component',
  'license',
])

/** Where a licence is named it is of an open family, unless the line is nothing but a heading. */
const namesOpenLicense = (atom: Atom, at: number, atoms: readonly Atom[]): boolean => {
  if (atom.idiom || atom.kind !== 'word') return true
  if (LICENSE.has(atom.folded)) {
    const before = atoms[at - 1]
    const isNamed = before?.idiom === false && before.line === atom.line && isStranger(before)
    return !isNamed || isHeading(atom.line, atoms)
  }
  if (atom.folded !== 'under') return true
  let next = at + 1
  while (PLAIN_KINDS.has(atoms[next]?.folded ?? '') && atoms[next]?.idiom !== true) next += 1
  const named = atoms[next]
  if (named === undefined) return true
  return named.idiom || named.line > atom.line + 1 || !isStranger(named)
}

const LICENSE = new Set(['license', 'licence', 'licenses', 'licences', 'terms', 'conditions'])

const isStranger = ({ kind, folded }: Atom): boolean =>
  kind === 'name' || (kind === 'word' && !INERT_WORDS.has(folded) && !FAMILY_NAMES.has(folded) && !NUMBER.test(folded))

const MOST_IN_HEADING = 7
const VERBS = new Set([
  'is',
  'are',
  'under',
  'by',
  'licensed',
  'distributed',
  'provided',
  'released',
  'covered',
  'governed',
])

/** "Gallium License": a title, and no sentence. */
const isHeading = (line: number, atoms: readonly Atom[]): boolean => {
  const own = atoms.filter((atom) => atom.line === line)
  return own.length <= MOST_IN_HEADING && !own.some(({ folded }) => VERBS.has(folded))
}

const SCOPING = new Set(['headers', 'documentation', 'docs', 'documents', 'scripts', 'client', 'interface'])

/** "The include directory", and not "this directory". */
const isScoping = ({ kind, folded, idiom }: Atom, after: Atom | undefined): boolean =>
  !idiom &&
  (kind === 'path' || SCOPING.has(folded) || (DIRECTORY.has(after?.folded ?? '') && !WHOLE_DIRECTORY.has(folded)))

const DIRECTORY = new Set(['directory', 'folder', 'subdirectory'])
const WHOLE_DIRECTORY = new Set(
  'a an any base current each every its level main own parent project root same separate source that the this top toplevel'.split(
    ' ',
  ),
)
