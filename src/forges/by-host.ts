import { hostOf } from '../core/repository-url.ts'
import type { Described, Forge } from './forge.ts'

/** All forges as one: each is asked for what it hosts, and all of them at once. */
export const byHost = (forges: ReadonlyMap<string, Forge>): Forge => ({
  describe: async (keys) => {
    const hosts = [...new Set(keys.map(({ repository }) => hostOf(repository)))]
    const described = await Promise.all(
      hosts.map(async (host) => {
        const here = keys.filter(({ repository }) => hostOf(repository) === host)
        const answers = (await forges.get(host)?.describe(here)) ?? []
        return here.map((key, at) => [key, answers[at] ?? UNASKED] as const)
      }),
    )
    const found = new Map(described.flat())
    return keys.map((key) => found.get(key) ?? UNASKED)
  },
  open: (at) => {
    const forge = forges.get(hostOf(at.repository))
    if (forge === undefined) throw new TypeError(`no forge was asked about ${at.repository}`)
    return forge.open(at)
  },
})

const UNASKED: Described = {
  state: 'unknown',
  why: { cause: 'malformed', detail: 'it is on a host that nobody asked', retryAt: null },
}
