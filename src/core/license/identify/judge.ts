import type { Hunk } from './align.ts'
import type { Placed } from './explain.ts'
import type { LicenseIndex, Span } from './license-index.ts'
import { isNoticeWording, isWording, MAX_WORDING } from './wordings.ts'
import { sameMarker } from './markers.ts'
import { endOfNotices, isParty, type Lexicon } from './party.ts'
import { isRole } from './roles.ts'
import { hasTurningWord, isAddress } from './lexicon.ts'
import { endOfAddress } from './address.ts'
import { DENIED_WORDS } from './denied-words.ts'
import { isRestrictingName } from './restricting-names.ts'
import { isMisprint } from './misprint.ts'
import { endOfTitle } from './titles.ts'
import type { Words } from './words.ts'

/** What a difference does to a licence. `harmless` ones are of a closed class, and aren't listed. */
export type Weight = 'trifle' | 'turning'

/** A difference that isn't known to be harmless; words of the text `[inFrom, inTo)`, of the template `deleted`. */
export type Difference = {
  readonly weight: Weight
  readonly inFrom: number
  readonly inTo: number
  readonly deleted: readonly string[]
  /** It cuts off the start or the end of the licence. */
  readonly cut: boolean
}

export type Judge = (placed: Placed) => readonly Difference[]

/** Share of a licence's words that may be missing at an edge before it counts as cut off. */
const MAX_CUT = 0.05
const TRIFLE = 3
const MAX_ADDED = 2
/** Words of the line that says what a program does. */
const MAX_DESCRIPTION = 14

const saysWhatMayBeDone = (word: string): boolean => DENIED_WORDS.has(word) || isRestrictingName(word)

const YEAR = /^(?:19|20)\d\d$/
const MAX_YEARS = 40

const isJoin = (folded: readonly string[]): boolean =>
  folded.length === 1 && (folded[0] === 'and' || folded[0] === 'or')

/** Tells the differences that a licence lets vary from those that it doesn't. */
export const makeJudge = (index: LicenseIndex, words: Words, lexicon: Lexicon): Judge => {
  const spelled = ({ template }: Placed, from: number, to: number): string[] => {
    const spelt: string[] = []
    for (let at = template.from + from; at < template.from + to; at += 1) {
      spelt.push(index.vocabulary[index.tokens[at] ?? 0] ?? '')
    }
    return spelt
  }

  const judgeHunk = (placed: Placed, hunk: Hunk): Difference | null => {
    const { template } = placed
    if (fillsSlot(placed, hunk)) return null
    const missing = neededIn(template.optional, hunk)
    const deleted = missing.flatMap(([from, to]) => spelled(placed, from, to))
    const inserted = words.folded.slice(hunk.inFrom, hunk.inTo)
    if (deleted.length === 0 && isHarmlessInsertion(placed, hunk)) return null
    if (deleted.join('') === inserted.join('')) return null
    if (isMarker(placed, hunk, deleted, inserted)) return null
    if (isSameWording(placed, hunk, deleted, inserted)) return null
    if (isDescribed(placed, hunk)) return null
    if (isAddress([...deleted, ...inserted])) return null
    if (areYears(placed, hunk, [...deleted, ...inserted])) return null
    const size = template.to - template.from
    const atEdge = hunk.from === 0 || hunk.to === size
    const cut = atEdge && deleted.length > Math.max(MAX_CUT * template.required, TRIFLE)
    const small = deleted.length <= TRIFLE && inserted.length <= TRIFLE
    const trifling = small && !hasTurningWord([...deleted, ...inserted])
    const misprinted =
      deleted.length === 1 &&
      inserted.length === 1 &&
      isMisprint(deleted.join(''), inserted.join(''), index.words.get(inserted.join('')) !== undefined)
    const weight = trifling || misprinted ? 'trifle' : 'turning'
    return { weight, inFrom: hunk.inFrom, inTo: hunk.inTo, deleted, cut }
  }

  const isHarmlessInsertion = (placed: Placed, hunk: Hunk): boolean => {
    let at = hunk.inFrom
    while (at < hunk.inTo) {
      const notice = endOfNotices(words, at, hunk.inTo, lexicon)
      const end =
        notice > at
          ? notice
          : endOfTitle(index, words, at, hunk.inTo, (ids) => ids.some((id) => placed.template.ids.includes(id)))
      const next = end === at && isAdvice(placed, hunk) ? endOfOwnAddress(placed, at, hunk.inTo) : end
      if (next === at) return false
      at = next
    }
    return true
  }

  /** A page of the publisher whose site the licence itself names. */
  const endOfOwnAddress = (placed: Placed, at: number, to: number): number => {
    const end = endOfAddress(words, at, to)
    const host = /^(?:https?:\/\/)?(?:[\w-]{1,60}\.){0,3}([\w-]{1,60}\.[a-z]{2,10})(?=\/|$)/i.exec(
      words.text.slice(words.from[at], words.to[end - 1]),
    )?.[1]
    if (host === undefined) return at
    const text = ` ${spelled(placed, 0, placed.template.to - placed.template.from).join(' ')} `
    return text.includes(` ${host.toLowerCase().replace('.', ' ')} `) ? end : at
  }

  /** Amid what its publisher says about the licence, and not in its terms. */
  const isAdvice = ({ template }: Placed, { from }: Hunk): boolean =>
    template.optional.some(([start, end]) => start < from && from < end)

  /** The last years of a notice amid the text, which go on with every edition. */
  const areYears = (placed: Placed, hunk: Hunk, changed: readonly string[]): boolean => {
    if (changed.length === 0 || !changed.every((word) => YEAR.test(word))) return false
    if (spelled(placed, hunk.to, hunk.to + 1).some((word) => YEAR.test(word))) return false
    const before = spelled(placed, Math.max(0, hunk.from - MAX_YEARS), hunk.from)
    return before.findLast((word) => !YEAR.test(word)) === 'copyright'
  }

  /** Within the place of a party's name, and what stands there now is one. */
  const fillsSlot = (placed: Placed, hunk: Hunk): boolean => {
    const slot = placed.template.slots.find(([from, to]) => hunk.from >= from && hunk.to <= to)
    if (slot === undefined) return false
    // The same parties, joined by another word or by none.
    const joined = words.folded.slice(hunk.inFrom, hunk.inTo)
    if (isJoin(spelled(placed, hunk.from, hunk.to)) && (joined.length === 0 || isJoin(joined))) return false
    const from = inText(placed, slot[0], 'before')
    const to = inText(placed, slot[1], 'after')
    // A name takes the place of another; beside the one that the licence names it is an addition.
    const isAdded = hunk.from === hunk.to && hunk.inTo - hunk.inFrom > MAX_ADDED
    if (isAdded && !isRole(words.folded.slice(words.folded[from] === 'of' ? from + 1 : from, to))) return false
    // Where a slot holds more than names, one of them may be filled in by itself.
    if (isRole(spelled(placed, hunk.from, hunk.to)) && isParty(words, hunk.inFrom, hunk.inTo, lexicon)) return true
    // A slot at the end of a sentence or of the text has no word behind it that would bound it.
    return isParty(words, from, to, lexicon)
  }

  /** "One line to give the program's name and a brief idea of what it does", and the notice that follows, filled in. */
  const isDescribed = (placed: Placed, hunk: Hunk): boolean => {
    const slot = placed.template.slots.find(([from, to]) => hunk.from <= from && hunk.to >= to)
    if (slot?.[0] !== hunk.from || slot[1] !== hunk.to) return false
    if (!spelled(placed, hunk.from, hunk.to).join(' ').startsWith('one line to give the ')) return false
    let at = hunk.inFrom
    while (at < hunk.inTo && words.line[at] === words.line[hunk.inFrom] && words.folded[at] !== 'copyright') at += 1
    if (at - hunk.inFrom > MAX_DESCRIPTION || words.folded.slice(hunk.inFrom, at).some(saysWhatMayBeDone)) return false
    return endOfNotices(words, at, hunk.inTo, lexicon) === hunk.inTo
  }

  /** One of the wordings that copies of the same licence are known to differ in. */
  const isSameWording = (
    placed: Placed,
    hunk: Hunk,
    deleted: readonly string[],
    inserted: readonly string[],
  ): boolean => {
    if (deleted.length > MAX_WORDING || inserted.length > MAX_WORDING) return false
    // "and/ distribute" is what is left of a word that was taken out.
    const gap = words.text.slice(words.to[hunk.inFrom - 1], words.from[hunk.inFrom])
    if (inserted.length === 0 && deleted.join(' ') === 'or' && /\S/.test(gap)) return false
    const before = spelled(placed, Math.max(0, hunk.from - 1), hunk.from)
    const after = spelled(placed, hunk.to, hunk.to + 1)
    if (isWording(before.join(''), deleted.join(' '), inserted.join(' '), after.join(''))) return true
    if (placed.template.kind !== 'notice') return false
    if (isNoticeWording(before.join(''), deleted.join(' '), inserted.join(' '), after.join(''))) return true
    // "Foo is distributed in the hope": its name in the place of "this program".
    const subject = /^this (?:program|library)$/.test(deleted.join(' '))
    return subject && isParty(words, hunk.inFrom, hunk.inTo, lexicon)
  }

  const isMarker = (placed: Placed, hunk: Hunk, deleted: readonly string[], inserted: readonly string[]): boolean => {
    // A marker that both have stands for itself, and for no word that is missing before it.
    const [theirs, ours] = [placed.template.markers.get(hunk.to), words.markers.get(hunk.inTo)]
    if (theirs !== undefined && theirs === ours) return false
    // "Exhibit A." broken before its letter, which the marker of the next item follows.
    if (inserted.length === 0) return deleted.length <= 4 && [ours, withoutEnd(ours, theirs)].includes(deleted.join(''))
    return deleted.length === 0 && inserted.length <= 4 && inserted.join('') === theirs
  }

  const markersOf = (placed: Placed): readonly Difference[] => {
    const changed: Difference[] = []
    for (const [at, marker] of placed.template.markers) {
      if (placed.hunks.some((hunk) => at >= hunk.from && at < hunk.to)) continue
      const here = inText(placed, at, 'after')
      const found = words.markers.get(here)
      if (found === undefined || sameMarker(found, marker)) continue
      const broken = placed.hunks.find((hunk) => hunk.to === at && hunk.inFrom === hunk.inTo)
      if (broken !== undefined && spelled(placed, broken.from, at).join('') === withoutEnd(found, marker)) continue
      changed.push({ weight: 'trifle', inFrom: here, inTo: here + 1, deleted: [marker], cut: false })
    }
    return changed
  }

  return (placed) => [...placed.hunks.flatMap((hunk) => judgeHunk(placed, hunk) ?? []), ...markersOf(placed)]
}

const withoutEnd = (text: string | undefined, end: string | undefined): string | undefined =>
  end !== undefined && text?.endsWith(end) === true ? text.slice(0, -end.length) : undefined

/** The parts of a deletion that the licence can't do without. Parts that may be missing may do so as a whole only. */
const neededIn = (optional: readonly Span[], { from, to }: Hunk): Span[] => {
  let needed: Span[] = [[from, to]]
  for (const [start, end] of optional) {
    const whole = start === 0 || (from <= start && to >= end)
    if (!whole || end <= from || start >= to) continue
    needed = needed
      .flatMap(([a, b]): Span[] => [
        [a, Math.min(b, start)],
        [Math.max(a, end), b],
      ])
      .filter(([a, b]) => b > a)
  }
  return needed
}

/** The word of the text that stands for a word of the template; what was inserted there lies `after` it or `before`. */
const inText = (placed: Placed, at: number, inserted: 'before' | 'after'): number => {
  let shift = placed.from
  let known = 0
  for (const hunk of placed.hunks) {
    if (hunk.from > at || (hunk.from === at && inserted === 'before')) break
    if (hunk.to > at) return hunk.inFrom
    known = hunk.to
    shift = hunk.inTo
  }
  return shift + at - known
}
