import { GRAM, hashGram, type LicenseIndex, type Template } from './license-index.ts'
import type { Lexicon } from './party.ts'
import { prepare, type Source } from './prepare.ts'
import { toWords } from './words.ts'

/** Grams at the ends of a text and those of short texts are all kept, of the others each `SAMPLE`th. */
const SAMPLE = 4
const DENSE_EDGE = 40
const DENSE_BELOW = 120
/** A gram of so many places says nothing of where it is from. */
const MAX_PLACES = 400

/**
 * Makes the index of some texts. The first of equal texts gives its ids the first place, and texts that come first win
 * where two explain a file equally well.
 */
export const buildIndex = (sources: readonly Source[]): LicenseIndex => {
  const ordinaryWords = ordinaryOf(sources)
  const lexicon: Lexicon = { isOrdinary: (word) => ordinaryWords.has(word), ofTemplate: true }
  const words = new Map<string, number>()
  const numberOf = (word: string): number => {
    const known = words.get(word)
    if (known !== undefined) return known
    words.set(word, words.size + 1)
    return words.size
  }
  const tokens: number[] = []
  const templates: (Template & { readonly ids: string[] })[] = []
  const bySame = new Map<string, string[]>()
  for (const source of sources) {
    const prepared = prepare(source, lexicon)
    if (prepared.words.length === 0) continue
    const same = `${source.kind} ${prepared.words.join(' ')}`
    const twins = bySame.get(same)
    if (twins !== undefined) {
      twins.push(...source.ids.filter((id) => !twins.includes(id)))
      continue
    }
    const ids = [...source.ids]
    bySame.set(same, ids)
    const from = tokens.length
    for (const word of prepared.words) tokens.push(numberOf(word))
    const optional = prepared.optional.reduce((sum, [start, end]) => sum + end - start, 0)
    templates.push({
      ids,
      kind: source.kind,
      from,
      to: tokens.length,
      title: prepared.title,
      optional: prepared.optional,
      slots: prepared.slots,
      markers: prepared.markers,
      required: Math.max(1, prepared.words.length - optional),
    })
  }
  if (words.size >= 65_535 || templates.length >= 65_535) throw new RangeError('too many words or texts for 16 bits')
  const vocabulary = ['', ...words.keys()]
  const ordinary = Uint8Array.from(vocabulary, (word) => (ordinaryWords.has(word) ? 1 : 0))
  const packed = Uint16Array.from(tokens)
  const grams = gramsOf(packed, templates)
  const counts = new Uint32Array(templates.length)
  for (const owner of grams.owners) counts[owner] = (counts[owner] ?? 0) + 1
  const bounds = Uint32Array.from([...templates.map(({ from }) => from), tokens.length])
  return {
    words,
    vocabulary,
    ordinary,
    tokens: packed,
    bounds,
    grams: counts,
    template: (number) => known(templates[number]),
    names: namesOf(sources),
    ...grams,
  }
}

const known = <T>(template: T | undefined): T => {
  if (template === undefined) throw new RangeError('the index has no such template')
  return template
}

/** Folded words that stand in lower case in at least two texts. */
const ordinaryOf = (sources: readonly Source[]): ReadonlySet<string> => {
  const once = new Set<string>()
  const twice = new Set<string>()
  for (const source of sources) {
    const words = toWords(source.text)
    const here = new Set<string>()
    words.folded.forEach((folded, at) => {
      const raw = words.text.slice(words.from[at], words.to[at])
      if (/^\p{Ll}+$/u.test(raw)) here.add(folded)
    })
    for (const word of here) (once.has(word) ? twice : once).add(word)
  }
  return twice
}

const namesOf = (sources: readonly Source[]): ReadonlyMap<string, readonly string[]> => {
  const names = new Map<string, string[]>()
  for (const { ids, names: own } of sources) {
    for (const name of [...ids, ...own]) {
      const key = toWords(name).folded.join(' ')
      const known = names.get(key) ?? []
      known.push(...ids.filter((id) => !known.includes(id)))
      names.set(key, known)
    }
  }
  return names
}

type Grams = Pick<LicenseIndex, 'starts' | 'lows' | 'owners' | 'places'>

const gramsOf = (tokens: Uint16Array, templates: readonly Template[]): Grams => {
  const found: { readonly hash: number; readonly owner: number; readonly place: number }[] = []
  templates.forEach(({ from, to }, owner) => {
    for (let place = from; place + GRAM <= to; place += 1) {
      const dense = to - from < DENSE_BELOW || place - from < DENSE_EDGE || to - place < DENSE_EDGE
      if (dense || (place - from) % SAMPLE === 0) found.push({ hash: hashGram(tokens, place), owner, place })
    }
  })
  const counts = new Map<number, number>()
  for (const { hash } of found) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  const kept = found.filter(({ hash }) => (counts.get(hash) ?? 0) <= MAX_PLACES)
  kept.sort((a, b) => a.hash - b.hash || a.place - b.place)
  const starts = new Uint32Array(65_537)
  for (const { hash } of kept) starts[(hash >>> 16) + 1] = (starts[(hash >>> 16) + 1] ?? 0) + 1
  for (let upper = 1; upper < starts.length; upper += 1) starts[upper] = (starts[upper] ?? 0) + (starts[upper - 1] ?? 0)
  return {
    starts,
    lows: Uint16Array.from(kept, ({ hash }) => hash & 0xffff),
    owners: Uint16Array.from(kept, ({ owner }) => owner),
    places: Uint32Array.from(kept, ({ place }) => place),
  }
}
