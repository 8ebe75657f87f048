import { readGitHubAddress } from '../app/github-address.ts'
import { type Variables, withoutEmpty } from '../app/variables.ts'
import { createOctokit } from '../forges/github/octokit.ts'
import { createOutside, type Outside } from './outside.ts'

export type Connected =
  | { readonly ok: true; readonly outside: Outside; readonly authenticated: boolean; readonly requireFloor: boolean }
  | { readonly ok: false; readonly fault: string }

/** Reaches GitHub as the environment says: `GITHUB_TOKEN`, `GITHUB_API_URL`, `REQUIRE_FLOOR`. */
export const connect = (variables: Variables): Connected => {
  const { GITHUB_API_URL, GITHUB_TOKEN, REQUIRE_FLOOR = 'false' } = withoutEmpty(variables)
  if (!['true', 'false'].includes(REQUIRE_FLOOR)) return { ok: false, fault: 'REQUIRE_FLOOR must be true or false' }
  const address = readGitHubAddress({ GITHUB_API_URL })
  if (!address.ok) return { ok: false, fault: address.faults.join('; ') }
  const { apiBase: baseUrl, webOrigin } = address.address
  const anonymous = createOctokit({ baseUrl })
  const authenticated = GITHUB_TOKEN ? createOctokit({ baseUrl, token: GITHUB_TOKEN }) : null
  return {
    ok: true,
    outside: createOutside(authenticated, anonymous, webOrigin),
    authenticated: authenticated !== null,
    requireFloor: REQUIRE_FLOOR === 'true',
  }
}
