/** What a wildcard stands for; signs that aren't given stand for themselves. */
export type Wildcards = Readonly<Partial<Record<'**' | '*' | '?', Wildcard>>>

/** Any characters, any but a slash, or any single one. */
type Wildcard = 'anything' | 'within-directory' | 'one'

/**
 * Whether a glob matches a whole path. A backslash before a character takes it for itself, where there are wildcards.
 * Takes time in proportion to the product of both lengths, whatever the glob; a longer glob than any path matches nothing.
 */
export const globMatches = (glob: string, path: string, wildcards: Wildcards): boolean => {
  if (glob.length > MAX_LENGTH || path.length > MAX_LENGTH) return false
  // Where in the path the part of the glob read so far may end.
  let ends: ReadonlySet<number> = new Set([0])
  for (const token of tokensOf(glob, wildcards)) {
    ends = step(ends, token, path)
    if (ends.size === 0) return false
  }
  return ends.has(path.length)
}

const MAX_LENGTH = 4096

type Token = { readonly literal: string } | Wildcard

const tokensOf = function* (glob: string, wildcards: Wildcards): Generator<Token, undefined> {
  const escapes = Object.keys(wildcards).length > 0
  for (let at = 0; at < glob.length; at += 1) {
    const pair = glob.slice(at, at + 2)
    const sign = glob.charAt(at)
    if (pair === '**' && wildcards['**'] !== undefined) {
      yield wildcards['**']
      at += 1
    } else if ((sign === '*' || sign === '?') && wildcards[sign] !== undefined) yield wildcards[sign]
    else if (sign === '\\' && escapes && pair.length === 2) {
      yield { literal: pair.charAt(1) }
      at += 1
    } else yield { literal: sign }
  }
}

const step = (starts: ReadonlySet<number>, token: Token, path: string): ReadonlySet<number> => {
  const ends = new Set<number>()
  for (const start of starts) {
    if (typeof token === 'object') {
      if (path.startsWith(token.literal, start)) ends.add(start + token.literal.length)
    } else if (token === 'one') {
      if (start < path.length) ends.add(start + 1)
    } else {
      // A later start reaches no further than this one, until where this one stops.
      for (let end = start; end <= path.length && !ends.has(end); end += 1) {
        ends.add(end)
        if (token === 'within-directory' && path[end] === '/') break
      }
    }
  }
  return ends
}
