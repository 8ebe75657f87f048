import type { ForgeConfig } from '../core/config.ts'
import type { Forge } from './forge.ts'
import { createGitForge } from './git/forge.ts'
import { createGitHubForge } from './github/forge.ts'
import { createOctokit } from './github/octokit.ts'
import { remember } from './github/remember.ts'
import { createGitLabForge } from './gitlab/forge.ts'
import { guardedFetch } from './net/guarded-fetch.ts'
import { createLane } from './net/lane.ts'
import type { Net } from './net/send.ts'

/** Every forge of the list by its host, read without an account, each with a lane of its own. */
export const createForges = (list: readonly ForgeConfig[], net: Net): ReadonlyMap<string, Forge> =>
  new Map(list.map((config) => [config.host, createForge(config, net)]))

const createForge = (config: ForgeConfig, net: Net): Forge => {
  const { host, kind, api } = config
  const lane = createLane({ host })
  switch (kind) {
    case 'github': {
      const send = guardedFetch(net, lane)
      const anonymous = createOctokit({ baseUrl: api ?? `https://${host}/api/v3`, fetch: send })
      remember(anonymous)
      return createGitHubForge({ client: null, anonymous, origin: `https://${host}`, fetch: send })
    }
    case 'gitlab':
      return createGitLabForge({ config, net, lane })
    case 'git':
      return createGitForge({ config, net, lane })
  }
}
