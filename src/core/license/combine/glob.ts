/** What the signs of a format stand for: `any` characters, those of one `name`, or themselves. `**` is always any. */
export type GlobKind = 'any' | 'name' | 'itself'

/** How much of a path, and of what is below it, a glob matches. */
export type Reach = 'all' | 'some' | 'none'

/**
 * Tells how much of a path and of what is below it globs match. Every position of a glob is followed at once, so that the
 * time is the product of the two lengths. After too many globs, or for one that is too long, it says `some`: more than
 * there may be, as what is said for it then counts.
 *
 * @param most globs with wildcards, that each cost such time
 */
export const makeReach = (most: number) => {
  let left = most
  /** @param path '' for everything */
  return (glob: string, path: string, kind: GlobKind): Reach => {
    const tokens = tokenise(glob.replace(/^\.\//, ''), kind)
    const wild = tokens.findIndex((token) => typeof token === 'symbol')
    const start = tokens.slice(0, wild < 0 ? tokens.length : wild).join('')
    const inside = path === '' ? '' : `${path}/`
    if (wild < 0) return reachOfName(start, path, inside)
    if (!inside.startsWith(start) && !start.startsWith(inside) && !path.startsWith(start)) return 'none'
    left -= 1
    if (left < 0 || tokens.length > LONGEST) return 'some'
    return reachOfGlob(tokens, path, inside)
  }
}

const LONGEST = 256

const reachOfName = (name: string, path: string, inside: string): Reach => {
  // A directory named as such stands for what is in it.
  if (name === path || name === inside || (name.endsWith('/') && inside.startsWith(name))) return 'all'
  return name.startsWith(inside) ? 'some' : 'none'
}

const reachOfGlob = (tokens: readonly Token[], path: string, inside: string): Reach => {
  if (path !== '' && run(tokens, path).has(tokens.length)) return 'all'
  const states = [...run(tokens, inside)]
  if (states.some((at) => at === tokens.length - 1 && tokens[at] === ANY)) return 'all'
  return states.some((at) => at < tokens.length) ? 'some' : 'none'
}

const ANY = Symbol('any characters')
const NAME = Symbol('any characters but a slash')
const ONE = Symbol('one character')
type Token = typeof ANY | typeof NAME | typeof ONE | string

const tokenise = (glob: string, kind: GlobKind): readonly Token[] => {
  const tokens: Token[] = []
  for (let at = 0; at < glob.length && tokens.length <= 2 * LONGEST; at += 1) {
    const character = glob.charAt(at)
    if (character === '\\' && kind !== 'itself' && at + 1 < glob.length) {
      at += 1
      tokens.push(glob.charAt(at))
    } else if (character === '*' && glob.charAt(at + 1) === '*') {
      at += 1
      tokens.push(ANY)
    } else if (character === '*' && kind !== 'itself') tokens.push(kind === 'any' ? ANY : NAME)
    else tokens.push(character === '?' && kind === 'any' ? ONE : character)
  }
  return tokens
}

/** The positions of the glob that can follow on a text; its length where the whole glob is used up. */
const run = (tokens: readonly Token[], text: string): ReadonlySet<number> => {
  let states = skipStars(tokens, new Set([0]))
  for (const character of text) {
    const next = new Set<number>()
    for (const at of states) {
      const token = tokens[at]
      if (token === ANY || (token === NAME && character !== '/')) next.add(at)
      else if (token === ONE || token === character) next.add(at + 1)
    }
    states = skipStars(tokens, next)
  }
  return states
}

/** A star may stand for nothing. */
const skipStars = (tokens: readonly Token[], states: Set<number>): Set<number> => {
  // What is added to a set while it is walked through is walked through too.
  for (const at of states) if (tokens[at] === ANY || tokens[at] === NAME) states.add(at + 1)
  return states
}
