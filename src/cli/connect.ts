import { readOperatedForges } from '../app/environment.ts'
import { ownAddress, withForges } from '../app/forges.ts'
import { type Variables, withoutEmpty } from '../app/variables.ts'
import type { Config } from '../core/config.ts'
import { createForges } from '../forges/create-forges.ts'
import { createOctokit } from '../forges/github/octokit.ts'
import { destinationsOf } from '../forges/net/destinations-of.ts'
import { guardedFetch } from '../forges/net/guarded-fetch.ts'
import { createLane } from '../forges/net/lane.ts'
import { createNet } from '../forges/net/send.ts'
import { createOutside, type Outside } from './outside.ts'
import { type Rewrite, withRewrites } from './rewrites.ts'

export type Connected =
  | {
      readonly ok: true
      readonly outside: Outside
      /** With the hosts that the environment adds. */
      readonly config: Config
      readonly requireFloor: boolean
      readonly close: () => Promise<void>
    }
  | { readonly ok: false; readonly fault: string }

/**
 * Reaches the forges as the environment says: `GITHUB_TOKEN`, `GITHUB_API_URL`, `FORGES_FILE`, `REQUIRE_FLOOR`.
 *
 * @param onAnonymous called before the first request to GitHub without a token
 */
export const connect = (
  variables: Variables,
  config: Config,
  onAnonymous: () => void,
  rewrites: readonly Rewrite[] = [],
): Connected => {
  const set = withoutEmpty(variables)
  const { GITHUB_API_URL, GITHUB_TOKEN, REQUIRE_FLOOR = 'false' } = set
  if (!['true', 'false'].includes(REQUIRE_FLOOR)) return { ok: false, fault: 'REQUIRE_FLOOR must be true or false' }
  const operated = readOperatedForges(set)
  if (!operated.ok) return { ok: false, fault: operated.faults.join('; ') }
  const address = ownAddress({ GITHUB_API_URL }, operated.forges)
  if (!address.ok) return { ok: false, fault: address.faults.join('; ') }
  const { apiBase: baseUrl, webOrigin: origin } = address.address
  const { forges, ...others } = withForges(config, address.address, operated.forges)
  const configured: Config = { ...others, forges: withRewrites(forges, rewrites) }
  const net = createNet({ destinations: destinationsOf(configured.forges) })
  const send = guardedFetch(net, createLane({ host: new URL(origin).hostname }))
  const anonymous = createOctokit({ baseUrl, fetch: send })
  const client = GITHUB_TOKEN ? createOctokit({ baseUrl, token: GITHUB_TOKEN, fetch: send }) : null
  if (client === null) {
    const first = () => {
      anonymous.hook.remove('request', first)
      onAnonymous()
    }
    anonymous.hook.before('request', first)
  }
  return {
    ok: true,
    outside: createOutside({ client, anonymous, origin, fetch: send, forges: createForges(configured.forges, net) }),
    config: configured,
    requireFloor: REQUIRE_FLOOR === 'true',
    close: net.close,
  }
}
