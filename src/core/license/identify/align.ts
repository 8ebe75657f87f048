import type { Run } from './runs.ts'

/** Words of the template `[from, to)` stand for words of the text `[inFrom, inTo)`, and the two differ. */
export type Hunk = { readonly from: number; readonly to: number; readonly inFrom: number; readonly inTo: number }

/**
 * A text by the numbers of its words, each on a `line`. `silent` words are in a copyright notice, which belongs to every
 * licence.
 */
export type NumberedText = {
  readonly numbers: Uint16Array
  readonly silent: Uint8Array
  readonly line: Int32Array
}

/** Cells of the tables that one comparison may fill. Past it a gap counts as replaced. */
const MAX_CELLS = 60_000

/**
 * The differences between a template and the part of a text where it stands, between and around the runs that both
 * share. At the edges the text may go on without belonging to the template, so only what is missing counts there.
 */
export const differences = (
  template: Uint16Array,
  { numbers: text, silent }: Pick<NumberedText, 'numbers' | 'silent'>,
  runs: readonly Run[],
  limits: { readonly from: number; readonly to: number },
): { readonly hunks: readonly Hunk[]; readonly from: number; readonly to: number } => {
  const first = runs[0]
  const last = runs.at(-1)
  if (first === undefined || last === undefined) throw new Error('a place of a licence has no shared words')
  const hunks: Hunk[] = []
  const reach = Math.max(limits.from, first.in - reachOf(first.at))
  const head = edge(
    template.slice(0, first.at).reverse(),
    text.slice(reach, first.in).reverse(),
    silent.slice(reach, first.in).reverse(),
  )
  for (const hunk of head.hunks.toReversed()) {
    hunks.push({
      from: first.at - hunk.to,
      to: first.at - hunk.from,
      inFrom: first.in - hunk.inTo,
      inTo: first.in - hunk.inFrom,
    })
  }
  let at = first.at
  let inText = first.in
  for (const run of runs) {
    hunks.push(...between(at, run.at, inText, run.in))
    at = run.at + run.length
    inText = run.in + run.length
  }
  const end = Math.min(limits.to, inText + reachOf(template.length - at))
  const tail = edge(template.subarray(at), text.subarray(inText, end), silent.subarray(inText, end))
  for (const hunk of tail.hunks) {
    hunks.push({ from: at + hunk.from, to: at + hunk.to, inFrom: inText + hunk.inFrom, inTo: inText + hunk.inTo })
  }
  return {
    hunks: hunks.filter((hunk) => hunk.to > hunk.from || hunk.inTo > hunk.inFrom),
    from: first.in - head.used,
    to: inText + tail.used,
  }

  function between(at: number, end: number, inText: number, inEnd: number): readonly Hunk[] {
    const part = text.subarray(inText, inEnd)
    const missing = template.subarray(at, end)
    const plain = compare(missing, part, at, inText)
    if (plain.length < 2 || !silent.subarray(inText, inEnd).includes(1)) return plain
    const told = compare(missing, spoken(part, silent.subarray(inText, inEnd)), at, inText)
    return lost(told) <= lost(plain) + STRAY ? told : plain
  }
}

/** Words of notices that are written like one of the licence's, by chance. */
const STRAY = 2

const lost = (hunks: readonly Hunk[]): number => hunks.reduce((sum, { from, to }) => sum + to - from, 0)

/** A word of a notice is none of the licence's, though it may be written like one. */
const spoken = (text: Uint16Array, silent: Uint8Array): Uint16Array =>
  text.map((word, at) => (silent[at] === 1 ? 0 : word))

const reachOf = (missing: number): number => (missing === 0 ? 0 : Math.min(500, missing + 80))

/**
 * Compares an edge from the inside out, as far as more is shared than foreign: what follows belongs to somebody else,
 * and the rest of the template is missing.
 */
const edge = (
  template: Uint16Array,
  text: Uint16Array,
  silent: Uint8Array,
): { readonly hunks: readonly Hunk[]; readonly used: number } => {
  if (template.length === 0) return { hunks: [], used: 0 }
  const all = compare(template, spoken(text, silent), 0, 0)
  let score = 0
  let best = { score: 0, hunks: 0, at: 0, used: 0 }
  let at = 0
  let used = 0
  for (const [number, hunk] of all.entries()) {
    score += hunk.from - at
    if (score > best.score) best = { score, hunks: number, at: hunk.from, used: hunk.inFrom }
    score -= costOf(hunk, silent)
    at = hunk.to
    used = hunk.inTo
  }
  score += template.length - at
  if (score > best.score && at < template.length) {
    best = { score, hunks: all.length, at: template.length, used: used + template.length - at }
  }
  const hunks = all.slice(0, best.hunks)
  if (best.at < template.length) hunks.push({ from: best.at, to: template.length, inFrom: best.used, inTo: best.used })
  return { hunks, used: best.used }
}

/** What replaces words may be a name that was filled in; what comes on top of them is foreign. */
const costOf = (hunk: Hunk, silent: Uint8Array): number => {
  let inserted = 0
  for (let at = hunk.inFrom; at < hunk.inTo; at += 1) inserted += silent[at] === 1 ? 0 : 1
  const replaced = Math.min(inserted, hunk.to - hunk.from)
  return 0.7 * (inserted - replaced) + 0.1 * replaced
}

const compare = (template: Uint16Array, text: Uint16Array, at: number, inText: number): readonly Hunk[] => {
  const whole = { from: at, to: at + template.length, inFrom: inText, inTo: inText + text.length }
  if (template.length === 0 || text.length === 0) return [whole]
  const width = text.length + 1
  if (template.length * text.length > MAX_CELLS) return [whole]
  const table = new Uint16Array((template.length + 1) * width)
  for (let row = template.length - 1; row >= 0; row -= 1) {
    for (let column = text.length - 1; column >= 0; column -= 1) {
      const same = template[row] === text[column] && template[row] !== 0
      const diagonal = table[(row + 1) * width + column + 1] ?? 0
      const down = table[(row + 1) * width + column] ?? 0
      const right = table[row * width + column + 1] ?? 0
      table[row * width + column] = same ? diagonal + 1 : Math.max(down, right)
    }
  }
  return walkTable(table, width, template, text, at, inText)
}

const walkTable = (
  table: Uint16Array,
  width: number,
  template: Uint16Array,
  text: Uint16Array,
  at: number,
  inText: number,
): readonly Hunk[] => {
  const hunks: Hunk[] = []
  let [row, column] = [0, 0]
  let [fromRow, fromColumn] = [0, 0]
  const close = () => {
    if (row > fromRow || column > fromColumn) {
      hunks.push({ from: at + fromRow, to: at + row, inFrom: inText + fromColumn, inTo: inText + column })
    }
  }
  while (row < template.length && column < text.length) {
    if (template[row] === text[column] && template[row] !== 0) {
      close()
      row += 1
      column += 1
      fromRow = row
      fromColumn = column
    } else if ((table[(row + 1) * width + column] ?? 0) >= (table[row * width + column + 1] ?? 0)) row += 1
    else column += 1
  }
  row = template.length
  column = text.length
  close()
  return hunks
}
