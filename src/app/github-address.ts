import type { Variables } from './variables.ts'

/** Where GitHub is: github.com, or the GitHub Enterprise Server that the App is registered on. */
export type GitHubAddress = {
  /** Base URL of the REST API, without trailing slash; Octokit derives GraphQL's from it. */
  readonly apiBase: string
  /** Scheme and host of its web pages, without trailing slash. */
  readonly webOrigin: string
}

export type GitHubAddressRead =
  { readonly ok: true; readonly address: GitHubAddress } | { readonly ok: false; readonly faults: readonly string[] }

/** GitHub's address from `GITHUB_API_URL`, or from `GHE_HOST` and `GHE_PROTOCOL`; github.com by default. */
export const readGitHubAddress = (variables: Variables): GitHubAddressRead => {
  const { GITHUB_API_URL: api, GHE_HOST: host, GHE_PROTOCOL: protocol } = variables
  const faults: string[] = []
  if (api !== undefined && host !== undefined) {
    faults.push("GITHUB_API_URL is github.com's address and cannot stand beside GHE_HOST: keep one of them")
  }
  const apiBase = api === undefined ? 'https://api.github.com' : plainUrl(api)
  if (apiBase === null) {
    faults.push('GITHUB_API_URL must be an http or https URL without credentials, query or fragment')
  }
  if (host !== undefined && !HOST.test(host)) {
    faults.push('GHE_HOST must be a host name, with a port where it needs one, and no scheme or path')
  }
  if (protocol !== undefined && protocol !== 'https' && protocol !== 'http') {
    faults.push('GHE_PROTOCOL must be https or http')
  }
  if (faults.length > 0 || apiBase === null) return { ok: false, faults }
  if (host === undefined) return { ok: true, address: { apiBase, webOrigin: 'https://github.com' } }
  const webOrigin = `${protocol ?? 'https'}://${host}`
  return { ok: true, address: { apiBase: `${webOrigin}/api/v3`, webOrigin } }
}

const HOST = /^[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?$/i

const plainUrl = (text: string): string | null => {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null
  return url.href.replace(/\/+$/, '')
}
