import { readGitHubAddress } from '../app/github-address.ts'
import { createOctokit } from '../forges/github/octokit.ts'
import { createForge, type Forge } from './forge.ts'

export type Connected =
  | { readonly ok: true; readonly forge: Forge; readonly authenticated: boolean }
  | { readonly ok: false; readonly fault: string }

/** Reaches GitHub as the environment says: `GITHUB_TOKEN`, `GITHUB_API_URL`. */
export const connect = (environment: Readonly<Record<string, string | undefined>>): Connected => {
  const { GITHUB_API_URL, GITHUB_TOKEN } = environment
  const address = readGitHubAddress(GITHUB_API_URL ? { GITHUB_API_URL } : {})
  if (!address.ok) return { ok: false, fault: address.faults.join('; ') }
  const { apiBase: baseUrl, webOrigin } = address.address
  const anonymous = createOctokit({ baseUrl })
  const authenticated = GITHUB_TOKEN ? createOctokit({ baseUrl, token: GITHUB_TOKEN }) : null
  return { ok: true, forge: createForge(authenticated, anonymous, webOrigin), authenticated: authenticated !== null }
}
