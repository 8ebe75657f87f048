import type { Unknown } from '../core/case.ts'
import { hostOf, parseChangeUrl } from '../core/repository-url.ts'
import type { Answer } from './answer.ts'
import type { Described, DescribedChange, Forge } from './forge.ts'

/** All forges as one: each is asked for what it hosts, and all of them at once. */
export const byHost = (forges: ReadonlyMap<string, Forge>): Forge => {
  const ask = async <T, A>(
    asked: readonly T[],
    hostOfOne: (one: T) => string | null,
    answers: (forge: Forge, here: readonly T[]) => Promise<readonly A[]>,
    otherwise: A,
  ): Promise<readonly A[]> => {
    const found = new Map<T, A>()
    const byTheirHost = Map.groupBy(asked, hostOfOne)
    await Promise.all(
      Array.from(byTheirHost, async ([host, here]) => {
        const forge = host === null ? undefined : forges.get(host)
        const given = forge === undefined ? [] : await answers(forge, here)
        for (const [at, one] of here.entries()) found.set(one, given[at] ?? otherwise)
      }),
    )
    return asked.map((one) => found.get(one) ?? otherwise)
  }
  return {
    describe: (keys) =>
      ask(
        keys,
        ({ repository }) => hostOf(repository),
        (forge, here) => forge.describe(here),
        UNASKED,
      ),
    changes: (urls) => ask(urls, hostOfChange, (forge, here) => forge.changes(here), UNREADABLE),
    holds: async (at) => (await forges.get(hostOf(at.repository))?.holds(at)) ?? UNANSWERED,
    history: async (at) => (await forges.get(hostOf(at.repository))?.history(at)) ?? UNANSWERED,
    open: (at) => {
      const forge = forges.get(hostOf(at.repository))
      if (forge === undefined) throw new TypeError(`no forge was asked about ${at.repository}`)
      return forge.open(at)
    },
  }
}

/** null where it is no address of a change. */
export const hostOfChange = (url: string): string | null => {
  const parsed = parseChangeUrl(url)
  return parsed.ok ? hostOf(parsed.change.repository) : null
}

const WHY: Unknown = { cause: 'malformed', detail: 'it is on a host that nobody asked', retryAt: null }
const UNASKED: Described = { state: 'unknown', why: WHY }
const UNANSWERED: Answer<never> = { ok: false, failure: { kind: 'unknown', why: WHY, status: null } }
const UNREADABLE: DescribedChange = { state: 'unreadable' }
