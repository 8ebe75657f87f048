import type { Config } from '../core/config.ts'

/** The hosts to ask: where a GitHub Enterprise Server takes github.com's place, github.com's API can't be asked. */
export const withGitHubAt = (config: Config, webOrigin: string): Config => {
  const { hostname } = new URL(webOrigin)
  const forges = config.forges.map((forge) => (forge.host === 'github.com' ? { ...forge, host: hostname } : forge))
  return { ...config, forges: [...new Map(forges.map((forge) => [forge.host, forge])).values()] }
}
