import { withOperated } from '../config/forges-file.ts'
import type { Config, ForgeConfig } from '../core/config.ts'
import type { GitHubAddress } from './github-address.ts'

const GITHUB = 'github.com'

/**
 * The hosts to ask: the shipped ones, the App's own GitHub, and what the operator's file says. Where a GitHub Enterprise
 * Server takes github.com's place, github.com's API can't be asked.
 */
export const withForges = (config: Config, github: GitHubAddress, operated: readonly ForgeConfig[]): Config => {
  const own = ownGitHub(config, github)
  const shipped = config.forges.map((forge) => (forge.host === GITHUB ? own : forge))
  return { ...config, forges: withOperated(shipped, operated) }
}

const ownGitHub = ({ forges }: Config, { apiBase, webOrigin }: GitHubAddress): ForgeConfig => {
  const { hostname } = new URL(webOrigin)
  const shipped = forges.find(({ host }) => host === GITHUB)
  if (hostname === GITHUB && shipped?.api === apiBase) return shipped
  return { host: hostname, kind: 'github', api: apiBase, archive: null, run: RUN_BY_OPERATOR, operator: { ca: null } }
}

const RUN_BY_OPERATOR = 'the operator of this service'
