import { commitOf, type Commit, type ObjectStore } from './objects.ts'

/** A commit and all it grew from. */
export const ancestors = (store: ObjectStore, sha: string): ReadonlySet<string> => {
  const seen = new Set<string>()
  const waiting = [sha]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    waiting.push(...commitOf(store, next).parents)
  }
  return seen
}

const oldestFirst = (a: Commit, b: Commit): number =>
  a.committer.date.getTime() - b.committer.date.getTime() || a.order - b.order

/** The best common ancestor of two commits, where they have one. */
export const mergeBase = (store: ObjectStore, a: string, b: string): string | undefined =>
  store.memo(`merge-base ${a} ${b}`, () => {
    const right = ancestors(store, b)
    const common = [...ancestors(store, a)].filter((sha) => right.has(sha))
    // Whatever is common, so are its parents: the best one is nobody's parent.
    const covered = new Set(common.flatMap((sha) => commitOf(store, sha).parents))
    return common
      .filter((sha) => !covered.has(sha))
      .map((sha) => commitOf(store, sha))
      .sort(oldestFirst)
      .at(-1)?.sha
  })

/** The commits that `head` has and `base` has not, oldest first. */
export const commitsBetween = (store: ObjectStore, base: string | undefined, head: string): Commit[] =>
  store.memo(`between ${base ?? ''} ${head}`, () => {
    const known = base === undefined ? new Set<string>() : ancestors(store, base)
    return [...ancestors(store, head)]
      .filter((sha) => !known.has(sha))
      .map((sha) => commitOf(store, sha))
      .sort(oldestFirst)
  })

/** A commit and all it grew from as `git log` has them: the newest first of those of which a child was there before. */
export const logOf = (store: ObjectStore, head: Commit): Commit[] => {
  const log: Commit[] = []
  const seen = new Set([head.sha])
  const waiting = [head]
  while (waiting.length > 0) {
    waiting.sort(oldestFirst)
    const next = waiting.pop()
    if (next === undefined) break
    log.push(next)
    for (const sha of next.parents) {
      if (seen.has(sha)) continue
      seen.add(sha)
      waiting.push(commitOf(store, sha))
    }
  }
  return log
}
