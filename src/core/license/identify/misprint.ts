/** Letters of a word below which a slip of one letter makes another word as likely as not. */
const SHORTEST = 5
const LONG = 8

/**
 * Whether a word stands there for another by a slip: one or the other letter of a longer word, which is then no word that
 * licences have, or the singular for the plural. A person should see it, and the licence is the same.
 */
export const isMisprint = (meant: string, written: string, isKnown: boolean): boolean => {
  if (meant.length < SHORTEST || written.length < SHORTEST || /\d/.test(meant + written)) return false
  if (`${meant}s` === written || meant === `${written}s`) return true
  return !isKnown && distance(meant, written) <= (meant.length < LONG ? 1 : 2)
}

/** Letters to add, take out, change or swap with the next; 3 stands for more than 2. */
const distance = (one: string, other: string): number => {
  if (Math.abs(one.length - other.length) > 2) return 3
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1]
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      if (one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1] && row > 1 && column > 1) {
        least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1)
      }
      next.push(least)
    }
    beforeLast = last
    last = next
  }
  return Math.min(3, last[other.length] ?? 3)
}
