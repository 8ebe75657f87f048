export const TEMPLATE_KINDS = ['license', 'exception', 'notice', 'aside'] as const
/** `notice`: words that put a work under a licence. `aside`: known words beside a licence that change nothing. */
export type TemplateKind = (typeof TEMPLATE_KINDS)[number]

/** Word numbers of a template, the first included and the last not. */
export type Span = readonly [from: number, to: number]

/** A text that is looked for. Its words are `tokens[from..to)` of the index; spans and markers count from `from`. */
export type Template = {
  /** What it is; the first where the file's name doesn't tell which. Empty for an aside. */
  readonly ids: readonly string[]
  readonly kind: TemplateKind
  readonly from: number
  readonly to: number
  /** Its first words that only name it. */
  readonly title: number
  /** Parts that may be missing as a whole: titles, appendices, preambles. */
  readonly optional: readonly Span[]
  /** Where the name of a party stands, which every user of the licence fills in. */
  readonly slots: readonly Span[]
  readonly markers: ReadonlyMap<number, string>
  /** Words that it can't do without. */
  readonly required: number
}

/**
 * The licence texts, made ready to be looked up. Word 0 is the word that no template has. A gram is `GRAM` words in a
 * row; those of the templates are sampled, and sorted by hash: `starts[h >> 16]` is where the hashes with these upper
 * bits begin, `lows` holds their lower bits, `owners` the template and `places` the first word in `tokens`.
 */
export type LicenseIndex = {
  readonly words: Pick<ReadonlyMap<string, number>, 'get'>
  readonly vocabulary: readonly string[]
  /** 1 where a word stands in lower case in some template: an ordinary word, and nobody's name. */
  readonly ordinary: Uint8Array
  readonly tokens: Uint16Array
  /** Where the words of each template begin, by its number, and where those of the last end. */
  readonly bounds: Uint32Array
  /** How many grams of each template are here. */
  readonly grams: Uint32Array
  /** The template of a number below the length of `grams`. */
  readonly template: (number: number) => Template
  /** Folded names of licences, words joined by a space, and the ids that each may stand for. */
  readonly names: ReadonlyMap<string, readonly string[]>
  readonly starts: Uint32Array
  readonly lows: Uint16Array
  readonly owners: Uint16Array
  readonly places: Uint32Array
}

export const GRAM = 4

/** A 32-bit hash of the gram that starts at `at`, or -1 where a word of it is unknown. */
export const hashGram = (tokens: ArrayLike<number>, at: number): number => {
  let hash = 0
  for (let next = at; next < at + GRAM; next += 1) {
    const token = tokens[next] ?? 0
    if (token === 0) return -1
    hash = Math.imul(hash ^ token, 0x9e3779b1)
    hash ^= hash >>> 15
  }
  return Math.imul(hash, 0x85ebca6b) >>> 0
}
