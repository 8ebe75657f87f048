/**
 * Whether a path from the root matches a glob: `*` and `?` stand for characters of one part of a path, `[a-z]` and
 * `[!a-z]` for one of some, and a part `**` for any number of parts. Paths are hostile, so the time is bounded by the
 * product of both lengths, where a regular expression would try each way to share a path out among the stars.
 */
export const globMatcher = (glob: string): ((path: string) => boolean) => {
  const written = glob.replace(/\/$/, '').split('/')
  // `docs/**` takes in `docs` itself, which may be a submodule; `*/**` leaves out the files of the root.
  if (/(?:^|[^*])\*\/\*\*$/.test(glob)) written.splice(-1, 0, '*')
  const parts = written.map(toPart)
  return (path) => matchAll(parts, path.split('/'))
}

type Part = '**' | readonly Token[]
type Token = '*' | ((character: string) => boolean)

/** Greedy, going back to the last `**` alone: what an earlier one could take, the last one can as well. */
const matchAll = (parts: readonly Part[], segments: readonly string[]): boolean =>
  matchSequence(parts, segments, '**', matchPart)

const matchPart = (part: Part, segment: string): boolean =>
  part !== '**' &&
  matchSequence(part, Array.from(segment), '*', (token, character) => token !== '*' && token(character))

const matchSequence = <P, S>(
  pattern: readonly P[],
  sequence: readonly S[],
  many: P,
  matches: (one: P, item: S) => boolean,
): boolean => {
  let at = 0
  let next = 0
  let resume: { at: number; next: number } | null = null
  while (next < sequence.length) {
    const one = pattern[at]
    const item = sequence[next]
    if (at < pattern.length && one === many) {
      resume = { at: ++at, next }
    } else if (at < pattern.length && matches(one as P, item as S)) {
      at++
      next++
    } else {
      if (resume === null) return false
      resume = { at: resume.at, next: resume.next + 1 }
      ;({ at, next } = resume)
    }
  }
  return pattern.slice(at).every((one) => one === many)
}

const toPart = (text: string): Part => (text === '**' ? '**' : toTokens(text))

const toTokens = (text: string): Token[] => {
  const tokens: Token[] = []
  for (const [written] of text.matchAll(/\*+|\?|\[[!^]?\]?[^\]]+\]|./gsu)) {
    if (written.startsWith('*')) tokens.push('*')
    else if (written === '?') tokens.push(() => true)
    else if (written.length > 2 && written.startsWith('[')) tokens.push(oneOf(written.slice(1, -1)))
    else tokens.push((character) => character === written)
  }
  return tokens
}

const oneOf = (written: string): ((character: string) => boolean) => {
  const isNegated = /^[!^]/.test(written)
  const ranges = Array.from((isNegated ? written.slice(1) : written).matchAll(/(.)-(.)|(.)/gsu), (match) => {
    const [, from = match[3] ?? '', to = from] = match
    return { from, to }
  })
  return (character) => ranges.some(({ from, to }) => from <= character && character <= to) !== isNegated
}
