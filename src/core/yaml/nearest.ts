/**
 * The one of `known` that was probably meant by `word`: the same but for case, dashes and underscores, a longer form of
 * it, or one or two slips of the keyboard away. Null where none is near.
 */
export const nearest = (word: string, known: readonly string[]): string | null => {
  const written = level(word)
  if (written.length === 0 || written.length > MAX_LENGTH) return null
  let best: string | null = null
  let least = Infinity
  for (const candidate of known) {
    const wanted = level(candidate)
    const away = written.length >= 3 && wanted.startsWith(written) ? 0.5 : distance(written, wanted)
    if (away < least && away <= Math.max(1, Math.floor(wanted.length / 3))) [best, least] = [candidate, away]
  }
  return best
}

const MAX_LENGTH = 64

const level = (word: string): string => word.toLowerCase().replace(/[-_ ]/g, '')

/** Edit distance where swapping two neighbours is one slip (optimal string alignment). */
const distance = (a: string, b: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(
        cell(last, column) + 1,
        cell(current, column - 1) + 1,
        cell(last, column - 1) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, cell(beforeLast, column - 2) + 1)
      current.push(cost)
    }
    ;[beforeLast, last] = [last, current]
  }
  return cell(last, b.length)
}

const cell = (row: readonly number[], column: number): number => row[column] ?? Infinity
