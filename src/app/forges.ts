import { withOperated } from '../config/forges-file.ts'
import type { Config, ForgeConfig } from '../core/config.ts'
import { type GitHubAddress, type GitHubAddressRead, readGitHubAddress } from './github-address.ts'
import type { Variables } from './variables.ts'

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

/** Where the App's own GitHub is: what the variables say, else what the operator's file says of github.com. */
export const ownAddress = (variables: Variables, operated: readonly ForgeConfig[]): GitHubAddressRead => {
  const api = operated.find(({ host, kind }) => host === GITHUB && kind === 'github')?.api
  const isSaid = variables['GITHUB_API_URL'] !== undefined || variables['GHE_HOST'] !== undefined
  return readGitHubAddress(isSaid || !api ? variables : { ...variables, GITHUB_API_URL: api })
}

const ownGitHub = ({ forges }: Config, { apiBase, webOrigin }: GitHubAddress): ForgeConfig => {
  const { hostname } = new URL(webOrigin)
  const shipped = forges.find(({ host }) => host === GITHUB)
  if (hostname === GITHUB && shipped?.api === apiBase) return shipped
  const archive = hostname === GITHUB ? null : webOrigin
  return { host: hostname, kind: 'github', api: apiBase, archive, run: RUN_BY_OPERATOR, operator: { ca: null } }
}

const RUN_BY_OPERATOR = 'the operator of this service'
