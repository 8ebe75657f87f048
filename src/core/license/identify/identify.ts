import type { Identification, IdentificationReason, MatchedLicense, TextLine, Tier } from '../identification.ts'
import { attributionsFrom } from './attributions.ts'
import { explain, type Placed } from './explain.ts'
import { joinParts, type Part } from './expression.ts'
import { type Difference, type Judge, makeJudge } from './judge.ts'
import { type Leftover, leftoverIn } from './leftover.ts'
import type { LicenseIndex } from './license-index.ts'
import { type Lexicon, noticeMask } from './party.ts'
import { isLfsPointer, pointersIn } from './pointer.ts'
import { makeRunFinder } from './runs.ts'
import { chooseId, namedId } from './choose-id.ts'
import { insertedLines } from './shown.ts'
import { type ParseExpression, type Tag, tagsIn } from './tags.ts'
import { toWords, type Words } from './words.ts'

/** Characters that are read. No licence file is near; past it a text is somebody's attack or a whole archive. */
export const MAX_LENGTH = 2_000_000

/**
 * Tells which licences a text holds. `name` is the file's name or path: where texts of several ids are the same, as
 * with `GPL-2.0-only` and `GPL-2.0-or-later`, a name like `LICENSES/GPL-2.0-or-later.txt` decides. Never throws; takes
 * time in proportion to the text.
 */
export const createIdentify = (
  index: LicenseIndex,
  parse: ParseExpression,
): ((text: string, name?: string) => Identification) => {
  const lexicon: Lexicon = {
    isOrdinary: (folded) => {
      const word = index.words.get(folded)
      return word !== undefined && index.ordinary[word] === 1
    },
    ofTemplate: false,
  }
  const sharedRuns = makeRunFinder(index)
  return (text, name) => {
    const refused = refuse(text)
    if (refused !== null) return nothing(refused)
    const words = toWords(text)
    const tags = tagsIn(words.text, parse)
    if (words.count === 0) return nothing('empty')
    const pointsTo = pointersIn(words.text, words.count)
    const numbers = numbersOf(index, words)
    const judge = makeJudge(index, words, lexicon)
    const numbered = { numbers, silent: noticeMask(words, lexicon), line: words.line }
    let said = words.count
    for (const silent of numbered.silent) said -= silent
    const placed = keep(explain(index, numbered, sharedRuns(numbers), costBy(judge)), said, judge, words)
    const expressions = tags.flatMap(({ expression }) => expression ?? [])
    const ids = new Set([...placed.flatMap(({ template }) => template.ids), ...expressions.flatMap(idsOf)])
    const tagged = tagSkipper(words, tags)
    const left = gapsBetween(placed, words.count).flatMap((gap) => leftoverIn(index, words, lexicon, gap, ids, tagged))
    return conclude({ index, words, placed, judge, left, expressions, name, pointsTo })
  }
}

const numbersOf = (index: LicenseIndex, { folded }: Words): Uint16Array => {
  const numbers = new Uint16Array(folded.length)
  for (let at = 0; at < folded.length; at += 1) numbers[at] = index.words.get(folded[at] ?? '') ?? 0
  return numbers
}

const refuse = (text: string): IdentificationReason | null => {
  if (text.length > MAX_LENGTH) return 'too-large'
  if (isLfsPointer(text)) return 'lfs-pointer'
  if (text.includes('\0')) return 'binary'
  return /\S/.test(text) ? null : 'empty'
}

const nothing = (reason: IdentificationReason, pointsTo: readonly string[] = []): Identification => ({
  tier: 'none',
  expression: null,
  licenses: [],
  inserted: [],
  deleted: [],
  by: 'nothing',
  reason,
  pointsTo,
})

/** How far a reading is from the licence that it takes the text for: what can't be explained, and what is unused. */
const costBy =
  (judge: Judge) =>
  (placed: Placed): number => {
    const unused = placed.hunks.reduce((sum, hunk) => sum + hunk.to - hunk.from, 0)
    const wrong = judge(placed).reduce((sum, { weight, inFrom, inTo, deleted }) => {
      const size = inTo - inFrom + deleted.length
      return sum + (weight === 'turning' ? size + 1 : size * 0.5)
    }, 0)
    return wrong + (wrong > 0 ? 10 : 0) + unused * 0.01 - placed.matched * 0.8
  }

/** A few words are a licence only where they are all that a file says. */
const MIN_WORDS_BESIDE = 14
/** Share of a notice below which it is one of another licence, as most begin alike. */
const MIN_NOTICE = 0.8

/** `said`: the words of the text that are in no copyright notice. */
const keep = (placed: readonly Placed[], said: number, judge: Judge, { folded }: Words): readonly Placed[] => {
  const withText = placed.some(({ template }) => template.kind === 'license')
  const first = placed.find(({ template }) => template.kind !== 'aside')
  return placed.filter((part) => {
    const { template, matched } = part
    // What only resembles an aside is text that is left over, and so is what resembles a notice beside a whole licence.
    if (template.kind === 'aside') return judge(part).length === 0
    const isOther = template.kind === 'notice' && (withText || matched < template.required * MIN_NOTICE)
    if (isOther && judge(part).some(({ weight }) => weight === 'turning')) return false
    // "Alternatively", and nothing before it that it is the alternative to.
    if (withText && part === first && folded[part.from] === 'alternatively') return false
    return matched >= MIN_WORDS_BESIDE || matched >= said * 0.6
  })
}

const gapsBetween = (placed: readonly Placed[], count: number): { readonly from: number; readonly to: number }[] => {
  const gaps: { from: number; to: number }[] = []
  let from = 0
  for (const part of placed) {
    if (part.from > from) gaps.push({ from, to: part.from })
    from = Math.max(from, part.to)
  }
  if (count > from) gaps.push({ from, to: count })
  return gaps
}

/** For the first word of a tag, the word past the tag; else the word itself. Only valid tags are passed over. */
const tagSkipper = (words: Words, tags: readonly Tag[]): ((at: number) => number) => {
  const valid = new Map(tags.filter(({ expression }) => expression !== null).map((tag) => [tag.from, tag.to]))
  return (at) => {
    const end = valid.get(words.from[at] ?? -1)
    if (end === undefined) return at
    let next = at
    while (next < words.count && (words.from[next] ?? 0) < end) next += 1
    return next
  }
}

type Findings = {
  readonly index: LicenseIndex
  readonly words: Words
  readonly placed: readonly Placed[]
  readonly judge: Judge
  readonly left: readonly Leftover[]
  /** Of valid SPDX tags. */
  readonly expressions: readonly string[]
  readonly name: string | undefined
  readonly pointsTo: readonly string[]
}

const conclude = (found: Findings): Identification => {
  const { words, placed, judge, left, name, pointsTo } = found
  const grants = placed.filter(({ template }) => template.kind !== 'aside')
  const listed = left.map(({ from, to }) => ({ from, to }))
  if (grants.length === 0) {
    if (found.expressions.length > 0) return byTag(found)
    const plain = nothing(pointsTo.length > 0 ? 'pointer' : 'no-license', pointsTo)
    return { ...plain, inserted: insertedLines(words, listed) }
  }
  const differences = placed.flatMap((part) => judge(part))
  // What parts of others stand under is shown, and is for a person to weigh.
  const attributions = Math.max(attributionsFrom(words), grants[0]?.to ?? 0)
  const own = grants.filter(({ from }) => from < attributions)
  const withText = grants.some(({ template }) => template.kind === 'license')
  const byName = namedId(name, grants)
  const tier = tierOf(
    differences.filter(({ inFrom }) => inFrom < attributions),
    left.map((part) => (part.from < attributions ? part : { ...part, restricts: false })),
    own,
    found.expressions,
  )
  return {
    tier: tier.tier,
    expression: tier.tier === 'modified' ? null : expressionOf(own, words, left, name, found.expressions),
    licenses: grants.map((part) => matchedOf(part, words, chooseId(part, grants, name))),
    inserted: insertedLines(words, [...listed, ...differences.map(({ inFrom, inTo }) => ({ from: inFrom, to: inTo }))]),
    deleted: deletedLines(differences, words),
    by: !withText ? 'notice' : byName ? 'name' : 'text',
    reason: tier.reason,
    pointsTo,
  }
}

const tierOf = (
  differences: readonly Difference[],
  left: readonly Leftover[],
  grants: readonly Placed[],
  expressions: readonly string[],
): { readonly tier: Tier; readonly reason: IdentificationReason } => {
  const turning = differences.filter(({ weight }) => weight === 'turning')
  if (turning.some(({ cut }) => cut)) return { tier: 'modified', reason: 'truncated' }
  if (turning.length > 0) return { tier: 'modified', reason: reasonOf(turning) }
  if (left.some((part) => part.restricts)) return { tier: 'modified', reason: 'inserted-words' }
  if (differences.length > 0) return { tier: 'extra', reason: reasonOf(differences) }
  if (left.length > 0) return { tier: 'extra', reason: 'extra-text' }
  const ids = new Set(grants.flatMap(({ template }) => template.ids))
  const foreign = expressions.some((expression) => idsOf(expression).some((id) => !ids.has(id)))
  return foreign ? { tier: 'extra', reason: 'extra-text' } : { tier: 'clean', reason: 'whole' }
}

const reasonOf = (differences: readonly Difference[]): IdentificationReason => {
  if (differences.every(({ deleted }) => deleted.length === 0)) return 'inserted-words'
  return differences.every(({ inFrom, inTo }) => inFrom === inTo) ? 'deleted-words' : 'changed-words'
}

const byTag = ({ words, left, expressions, pointsTo }: Findings): Identification => {
  const different = [...new Set(expressions)]
  const restricted = left.some((part) => part.restricts)
  const expression =
    different.length === 1
      ? (different[0] ?? null)
      : different.map((one) => (one.includes(' OR ') ? `(${one})` : one)).join(' AND ')
  return {
    ...nothing('whole', pointsTo),
    tier: restricted ? 'modified' : left.length > 0 ? 'extra' : 'clean',
    expression: restricted ? null : expression,
    inserted: insertedLines(words, left),
    by: 'tag',
    reason: restricted ? 'inserted-words' : left.length > 0 ? 'extra-text' : 'whole',
  }
}

const matchedOf = (part: Placed, words: Words, id: string): MatchedLicense => ({
  id,
  from: words.line[part.from] ?? 1,
  to: words.line[Math.max(part.from, part.to - 1)] ?? 1,
  similarity: Math.round(Math.min(1, part.matched / Math.max(part.template.required, part.matched)) * 1000) / 1000,
})

const deletedLines = (differences: readonly Difference[], words: Words): TextLine[] =>
  differences
    .filter(({ deleted }) => deleted.length > 0)
    .map(({ inFrom, deleted }) => ({
      line: words.line[inFrom] ?? words.line[words.count - 1] ?? 1,
      text: deleted.join(' '),
    }))

/** Words between two licences that offer them as a choice. A lone "or" is as likely to be about something else. */
const CHOICE =
  /^ (?:or|or alternatively|alternatively|or at your (?:option|choice)) $| (?:dual|dually|either license|alternatively|your (?:option|choice)) /

/** The same before the first of two licences: "licensed under either of". */
const CHOICE_AHEAD = / (?:under either|either of|choose either|at your (?:option|choice)(?! any later)) /

/** The notice of two licences to choose from, the second of which follows in full; or one that offers itself instead. */
const isChoice = (words: Words, previous: Placed, part: Placed): boolean =>
  words.folded[part.from] === 'alternatively' ||
  (previous.template.kind === 'notice' &&
    / choice of one of two licenses .* below $/.test(` ${words.folded.slice(previous.from, previous.to).join(' ')} `))

const expressionOf = (
  grants: readonly Placed[],
  words: Words,
  left: readonly Leftover[],
  name: string | undefined,
  expressions: readonly string[],
): string | null => {
  const wordsOf = (some: readonly Leftover[]): string =>
    ` ${some.map(({ from, to }) => words.folded.slice(from, to).join(' ')).join(' ')} `
  const ahead = wordsOf(left.filter(({ to }) => to <= (grants[0]?.from ?? 0)))
  const offersBoth = grants.length === 2 && CHOICE_AHEAD.test(ahead)
  const parts = grants.map((part, number): Part => {
    const previous = grants[number - 1]
    const orBefore =
      previous !== undefined &&
      (offersBoth ||
        isChoice(words, previous, part) ||
        CHOICE.test(wordsOf(left.filter(({ from, to }) => from >= previous.to && to <= part.from))))
    return { id: chooseId(part, grants, name), kind: part.template.kind, orBefore }
  })
  const texts = joinParts(dropAppended(parts))
  const [tag] = expressions
  if (tag === undefined || expressions.length > 1 || left.length > 0) return texts
  // A tag beside the texts says how they are joined, as long as it is about these and no others.
  const tagged = idsOf(tag)
  const known = new Set(grants.flatMap(({ template }) => template.ids))
  const about =
    tagged.every((id) => known.has(id)) &&
    grants.every(({ template }) => template.ids.some((id) => tagged.includes(id)))
  return about ? tag : texts
}

const idsOf = (expression: string): string[] =>
  expression.split(/[\s()]+/).filter((word) => word !== '' && !/^(?:AND|OR|WITH)$/.test(word))

/** The LGPL 3.0 is kept together with the GPL 3.0 that it adds to. */
const dropAppended = (parts: readonly Part[]): readonly Part[] => {
  const lesser = parts.some(({ id }) => id.startsWith('LGPL-3.0'))
  return lesser ? parts.filter(({ id }) => !id.startsWith('GPL-3.0')) : parts
}
