import type { Span, TemplateKind } from './license-index.ts'
import { endOfNotices, type Lexicon } from './party.ts'
import { toWords, type Words } from './words.ts'

/** A text as its publisher gives it, on its way to the index. */
export type Source = {
  readonly ids: readonly string[]
  readonly kind: TemplateKind
  readonly text: string
  /** Other names, beside the ids, that a heading may call it by. */
  readonly names: readonly string[]
}

/** A template whose words aren't numbered yet. */
export type Prepared = Source & {
  readonly words: readonly string[]
  readonly title: number
  readonly optional: readonly Span[]
  readonly slots: readonly Span[]
  readonly markers: ReadonlyMap<number, string>
}

/** Takes out of a text what differs from one use of the licence to the next, and marks what may be missing or filled in. */
export const prepare = (source: Source, lexicon: Lexicon): Prepared => {
  const text = toWords(beforeAppended(source.text.replace(/^insert GPL v\d (?:license )?text here\s*/, '')))
  const kept = withoutNotices(text, lexicon)
  const words = kept.map((number) => text.folded[number] ?? '')
  const position = new Map(kept.map((number, at) => [number, at]))
  const markers = new Map<number, string>()
  for (const [number, marker] of text.markers) {
    const at = position.get(number)
    if (at !== undefined) markers.set(at, marker)
  }
  const title = titleOf(source, text, kept)
  const optional: Span[] = [
    ...(title === 0 ? [] : [[0, title] as const]),
    ...creditsOf(source, text, kept, title),
    ...blocksOf(source, text, kept),
    ...sentencesOf(words),
  ]
  const slots = merge([...placeholders(text, kept), ...partySlots(words, text, kept)])
  return { ...source, words, title, markers, optional: merge(optional, false), slots }
}

/** The LGPL 3.0 is published together with the GPL 3.0 that it adds to, and is most often kept without it. */
const beforeAppended = (text: string): string => {
  const appended = text.search(/\n\s*GNU GENERAL PUBLIC LICENSE\s+Version 3, 29 June 2007/)
  return /^\s*GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3/.test(text) && appended > 0 ? text.slice(0, appended) : text
}

/** The numbers of the words that are in no copyright notice. */
const withoutNotices = (words: Words, lexicon: Lexicon): number[] => {
  const kept: number[] = []
  for (let at = 0; at < words.count;) {
    const lineEnd = endOfLine(words, at)
    const opensLine = at === 0 || words.line[at - 1] !== words.line[at]
    const end = opensLine ? endOfNotices(words, at, lineEnd, lexicon) : at
    if (end > at) {
      // A notice goes on where the next line is nothing but names too: an address.
      at = end === lineEnd ? Math.max(end, addressAfter(words, end)) : end
    } else {
      kept.push(at)
      at += 1
    }
  }
  return kept
}

const addressAfter = (words: Words, at: number): number => {
  const end = endOfLine(words, at)
  const line = words.folded.slice(at, end).join(' ')
  return /^(?:51 franklin|59 temple|675 mass)/.test(line) ? end : at
}

const endOfLine = (words: Words, at: number): number => {
  let end = at
  while (end < words.count && words.line[end] === words.line[at]) end += 1
  return end
}

const TITLE_WORDS = new Set(
  'the a an of license licenses version v public open source legal code software terms and conditions standard agreement copyright notice disclaimer release standalone january february march april may june july august september october november december http www apache org mit bsd text permission'.split(
    ' ',
  ),
)

/** The words of the leading lines that only name the licence. */
const titleOf = (source: Source, words: Words, kept: readonly number[]): number => {
  const own = new Set([...source.names, ...source.ids].flatMap((name) => toWords(name).folded))
  let at = 0
  for (let lines = 0; lines < 5 && at < kept.length; lines += 1) {
    const line = words.line[kept[at] ?? 0]
    let end = at
    let known = true
    for (; end < kept.length && words.line[kept[end] ?? 0] === line; end += 1) {
      const word = words.folded[kept[end] ?? 0] ?? ''
      known &&= own.has(word) || TITLE_WORDS.has(word) || /^\d{1,4}(?:st|nd|rd|th)?$/.test(word)
    }
    if (!known || end - at > 14) break
    at = end
  }
  return at === kept.length ? 0 : at
}

/** Words of which a paragraph that grants, takes or asks for anything has at least one. */
const TERMS =
  / (?:permission|permissions|appl(?:y|ies)|licensed|licensor|permits?|permitted|allowed|may|must|shall|should|will|can|cannot|not|no|without|grants?|granted|hereby|provided|agree|agrees|accept|warrant\w*|liab\w*|redistribut\w*|distribut\w*|subject|if|unless|want|free|use|used|uses|using|modify|copy|copies|disclaim\w*|conditions?|terms?|rights? to) /

/**
 * The lines before the first and behind the last that say anything of what may be done: who wrote it and where it is from,
 * as far as the grammar of copyright notices doesn't know them. A copy of the licence for another work has others.
 */
const creditsOf = (source: Source, words: Words, kept: readonly number[], title: number): Span[] => {
  if (source.kind !== 'license') return []
  const spans = sentenceLines(words, kept)
  const isTerm = ([from, to]: Span): boolean => {
    const line = kept.slice(from, to).map((at) => words.folded[at])
    return TERMS.test(` ${line.join(' ')} `.replace(' free software foundation ', ' '))
  }
  const first = spans.findIndex(isTerm)
  const last = spans.findLastIndex(isTerm)
  const [head, tail] = [spans[first]?.[0] ?? 0, spans[last]?.[1] ?? kept.length]
  // A text that is all credits, or nearly so, is told by them.
  if (tail - head < kept.length * LEAST_TERMS) return []
  return [[title, head] as const, [tail, kept.length] as const].filter(([from, to]) => to > from)
}

const LEAST_TERMS = 0.6

/** Lines, those of one sentence or paragraph together. */
const sentenceLines = (words: Words, kept: readonly number[]): Span[] => {
  const spans: Span[] = []
  let from = 0
  for (let at = 1; at <= kept.length; at += 1) {
    const gap = at === kept.length ? '\n\n' : words.text.slice(words.to[kept[at - 1] ?? 0], words.from[kept[at] ?? 0])
    const before = words.folded[kept[at - 1] ?? 0]
    if (!/\n[^\S\n]*\n/.test(gap) && !(gap.includes('\n') && (/^\W*[.:;]/.test(gap) || before === 'reserved'))) continue
    spans.push([from, at])
    from = at
  }
  return spans
}

/** Sentences about the text of the licence itself, which some publishers print and some don't. Folded. */
const ABOUT_ITSELF = [
  'the text of the creative commons public licenses is dedicated to the public domain under the cc0 public domain dedication',
  'everyone is permitted to copy and distribute verbatim copies of this license document but changing it is not allowed',
  'this is the first released version of the lesser gpl it also counts as the successor of the gnu library public license version 2 hence the version number 2 1',
].map((sentence) => sentence.split(' '))

const sentencesOf = (words: readonly string[]): Span[] =>
  ABOUT_ITSELF.flatMap((sentence) => {
    for (let at = 0; at + sentence.length <= words.length; at += 1) {
      if (startsAt(words, at, sentence)) return [[at, at + sentence.length] as const]
    }
    return []
  })

/** Where parts begin and end that are no terms: advice on how to use the licence, and what its publisher says of itself. */
const ADVICE: readonly (readonly [RegExp, RegExp])[] = [
  [/^\W*end of (?:the )?terms and conditions/i, /$^/],
  [
    /^\W*creative commons corporation .{0,30}is not a law firm/i,
    /^\W*(?:section 1|license|statement of purpose|by exercising|the work \(as defined)/i,
  ],
  [/^\W*creative commons (?:is not a party|may be contacted)/i, /$^/],
  [/^\W*creative commons notice/i, /$^/],
  [/^\W*for more information, please refer to/i, /$^/],
  [/^\W*how to apply (?:these terms|the|this)/i, /$^/],
]

/** The paragraphs of such parts, each of which may be missing. */
const blocksOf = (source: Source, words: Words, kept: readonly number[]): Span[] => {
  if (source.kind !== 'license') return []
  const blocks: Span[] = []
  const names = new Set(source.names.map((name) => toWords(name).folded.join(' ')))
  let ends: RegExp | null = null as RegExp | null
  for (const [from, to] of paragraphs(words, kept)) {
    const start = words.text.slice(words.from[kept[from] ?? 0], words.to[kept[to - 1] ?? 0])
    if (ends?.test(start) === true) ends = null
    ends ??= ADVICE.find(([begins]) => begins.test(start))?.[1] ?? null
    if (ends !== null || names.has(toWords(start).folded.join(' '))) blocks.push([from, to])
  }
  return blocks
}

const paragraphs = (words: Words, kept: readonly number[]): Span[] => {
  const spans: Span[] = []
  let from = 0
  for (let at = 1; at <= kept.length; at += 1) {
    const gap = at === kept.length ? '\n\n' : words.text.slice(words.to[kept[at - 1] ?? 0], words.from[kept[at] ?? 0])
    if (!/\n[^\S\n]*\n/.test(gap)) continue
    spans.push([from, at])
    from = at
  }
  return spans
}

/** `<name of party>` and `[yyyy]`. */
const placeholders = (words: Words, kept: readonly number[]): Span[] => {
  const spans: Span[] = []
  for (let at = 0; at < kept.length; at += 1) {
    const number = kept[at] ?? 0
    if (!/[<[{]\s*$/.test(words.text.slice(Math.max(0, (words.from[number] ?? 0) - 2), words.from[number]))) continue
    const close = words.text.slice(words.from[number], (words.from[number] ?? 0) + 90).search(/[>\]}]/)
    if (close < 0) continue
    let end = at
    while (end < kept.length && (words.from[kept[end] ?? 0] ?? 0) < (words.from[number] ?? 0) + close) end += 1
    const content = words.text.slice(words.from[number], (words.from[number] ?? 0) + close)
    if (/^(?:http|www)/i.test(content) || /^\d{1,2}$/.test(content)) continue
    spans.push([at, end])
    at = end - 1
  }
  return spans
}

/** What stands left and right of the name of a party, in licences that everyone fills in for themselves. */
const SLOT_CONTEXTS: readonly (readonly [left: string, right: string | null])[] = [
  ['provided by', 'as is'],
  ['provided as is and', 'disclaim'],
  ['provided as is and', 'disclaims'],
  ['in no event shall', 'be liable'],
  ['in no event will', 'be liable'],
  ['in no event shall', 'be held liable'],
  ['in no event', 'shall be liable'],
  // "of" is part of what is filled in: some write "the name Foo".
  ['neither the name', 'nor the name'],
  ['neither the name', 'nor the names'],
  ['neither the names', 'nor the names'],
  ['neither the name', 'may be used'],
  ['nor the names of', 'may be used'],
  ['nor the name of', 'may be used'],
  ['the name', 'may not be used'],
  ['the names', 'may not be used'],
  ['the name', 'shall not be used'],
  ['the name', 'must not be used'],
  ['the name', 'not be used'],
  ['the names', 'not be used'],
  ['the name and trademarks', 'not be used'],
  ['software developed by', 'and its contributors'],
  ['software developed by', null],
  ['developed by', null],
  ['expressed or implied of', null],
  ['prior permission of', null],
  ['prior permission from', null],
  ['prior written permission of', null],
  ['prior written permission from', null],
  ['prior written authorization from', null],
  ['prior written authorization of', null],
]
const MAX_SLOT = 14

const partySlots = (words: readonly string[], text: Words, kept: readonly number[]): Span[] => {
  const spans: Span[] = []
  for (const [left, right] of SLOT_CONTEXTS) {
    const before = left.split(' ')
    const after = right?.split(' ') ?? null
    for (let at = 0; at + before.length < words.length; at += 1) {
      if (!startsAt(words, at, before)) continue
      const from = at + before.length
      for (let to = from + 1; to <= Math.min(from + MAX_SLOT, words.length); to += 1) {
        if (!(after === null ? endsSentence(text, kept, to - 1) : startsAt(words, to, after))) continue
        // The first context that fits is the narrowest.
        if (!spans.some((span) => span[0] < to && from < span[1])) spans.push([from, to])
        break
      }
    }
  }
  return spans
}

const startsAt = (words: readonly string[], at: number, sought: readonly string[]): boolean =>
  sought.every((word, index) => words[at + index] === word)

const endsSentence = (text: Words, kept: readonly number[], at: number): boolean => {
  const next = kept[at + 1]
  const gap = text.text.slice(text.to[kept[at] ?? 0], next === undefined ? undefined : text.from[next])
  return next === undefined || /^[^\S\n]*[.:;]|\n/.test(gap)
}

/** In order; spans that overlap, and with `touching` those that touch, become one. */
const merge = (spans: readonly Span[], touching = true): Span[] => {
  const merged: Span[] = []
  for (const span of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = merged.at(-1)
    if (last !== undefined && (span[0] < last[1] || (touching && span[0] === last[1]))) {
      merged[merged.length - 1] = [last[0], Math.max(last[1], span[1])]
    } else merged.push(span)
  }
  return merged
}
