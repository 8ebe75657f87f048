import { type Hosts, isAllowed } from '../components.ts'
import type { Config, Upstream } from '../config.ts'
import { isWithin } from '../license/paths.ts'
import { hostOf, pathOf, type RepositoryUrl, sameRepository } from '../repository-url.ts'

/** What is known of a component before anyone looks for its origin. */
export type Suspect = {
  /** As declared, where it is now, and what its forge says that it was forked from. */
  readonly urls: readonly RepositoryUrl[]
  readonly paths: readonly string[]
}

/** Each costs some requests of its forge. */
const MOST = 2

/**
 * The upstreams that a component may be a copy of: it bears their name, has directories that only they have, or was forked
 * from what is listed of them. None for what is listed itself. The closest name comes first.
 */
export const likelyUpstreams = (
  { upstreams, forges }: Pick<Config, 'upstreams'> & Hosts,
  { urls, paths }: Suspect,
): readonly RepositoryUrl[] => {
  const [declared, now] = urls
  const own = [declared, now].filter((url) => url !== undefined)
  const isListed = (url: RepositoryUrl, { canonical, mirrors, copies }: Upstream): boolean =>
    [canonical, ...mirrors, ...copies].some((listed) => sameRepository(listed, url))
  if (own.some((url) => upstreams.some((upstream) => isListed(url, upstream)))) return []
  const ranked = upstreams.flatMap((upstream) => {
    const closest = Math.max(0, ...own.map((url) => likeness(lastOf(url), upstream)))
    const isFork = urls.some((url) => isListed(url, upstream))
    const hasIts = paths.some((path) => upstream.directories.some((directory) => isWithin(directory, path)))
    const rank = isFork ? Infinity : hasIts ? Number.MAX_SAFE_INTEGER : closest
    // A host that isn't asked, as github.com beside a server in its place, tells nothing.
    return rank === 0 || !isAllowed(hostOf(upstream.canonical), { forges }) ? [] : [{ url: upstream.canonical, rank }]
  })
  return [...new Set(ranked.toSorted((a, b) => b.rank - a.rank).map(({ url }) => url))].slice(0, MOST)
}

const lastOf = (url: RepositoryUrl): string => pathOf(url).split('/').at(-1) ?? ''

const wordsOf = (name: string): readonly string[] => name.toLowerCase().match(/[a-z0-9]+/g) ?? []

/** How many letters of a name are the upstream's; 0 where its words don't stand in there one after the other. */
const likeness = (name: string, { project, canonical, isCommon }: Upstream): number =>
  Math.max(
    ...[project, lastOf(canonical)].map((each) => {
      const [words, sought] = [` ${wordsOf(name).join(' ')} `, ` ${wordsOf(each).join(' ')} `]
      const isIn = isCommon ? words === sought : words.includes(sought)
      return isIn ? sought.length : 0
    }),
  )
