import { createAppAuth } from '@octokit/auth-app'
import type { GitHubClient } from '../forges/github/client.ts'
import { createOctokit } from '../forges/github/octokit.ts'
import type { Clients } from '../gate/gate.ts'
import type { JobRepository } from '../gate/job.ts'
import type { Log } from './log.ts'

export type GitHubAccess = {
  /**
   * Clients with installation tokens: `own` may see what the installation sees, as the organisation's floor is in
   * another repository; `components` has a token minted for this repository alone, so that its private siblings look
   * missing. Tokens are shared between jobs and renewed when they end or are refused. Rejects with Octokit's error
   * where none can be had.
   */
  readonly clients: (repository: JobRepository) => Promise<Clients>
  /** A client that sees what anyone sees. */
  readonly anonymous: GitHubClient
}

export type GitHubAccessOptions = {
  readonly appId: number
  /** PEM. */
  readonly privateKey: string
  /** Base URL of the REST API, without trailing slash. */
  readonly baseUrl: string
  readonly fetch?: typeof fetch
  readonly log: Pick<Log, 'debug'>
  /** Epoch milliseconds. */
  readonly now?: () => number
}

/** `repositoryId` null: for all that the installation sees. */
type Scope = { readonly installationId: number; readonly repositoryId: number | null }

/**
 * Clients of one GitHub for one App. None of them throttles, sleeps or repeats a request: a job that meets a limit is
 * put back into the queue, where it holds up nobody else.
 */
export const createGitHubAccess = ({
  appId,
  privateKey,
  baseUrl,
  fetch: send = fetch,
  log,
  now = Date.now,
}: GitHubAccessOptions): GitHubAccess => {
  const debug = (message: string) => log.debug(message)
  const connect = () => createOctokit({ baseUrl, fetch: send, debug })
  const anonymous = connect()
  const authenticate = createAppAuth({ appId, privateKey, request: anonymous.request, log: anonymous.log })

  const tokenFor = async ({ installationId, repositoryId }: Scope, refresh: boolean): Promise<string> => {
    const only = repositoryId === null ? {} : { repositoryIds: [repositoryId] }
    const authentication = (refresh: boolean) =>
      authenticate({ type: 'installation', installationId, ...only, refresh })
    const { token, expiresAt } = await authentication(refresh)
    return Date.parse(expiresAt) - now() > EXPIRY_MARGIN_MS ? token : (await authentication(true)).token
  }

  const clientFor = async (scope: Scope): Promise<GitHubClient> => {
    await tokenFor(scope, false)
    const octokit = connect()
    octokit.hook.wrap('request', async (request, endpoint) => {
      // In place: the hooks within this one are bound to the same options, and never see others that are passed on.
      const authorized = (token: string) => {
        endpoint.headers.authorization = `token ${token}`
        return request(endpoint)
      }
      const token = await tokenFor(scope, false)
      try {
        return await authorized(token)
      } catch (error) {
        // A token can end early: revoked, or the App's permissions changed.
        if (!isUnauthorized(error)) throw error
        return authorized(await tokenFor(scope, true))
      }
    })
    return octokit
  }

  const clients = async ({ installationId, repositoryId }: JobRepository): Promise<Clients> => {
    const [own, components] = await Promise.all([
      clientFor({ installationId, repositoryId: null }),
      clientFor({ installationId, repositoryId }),
    ])
    return { own, components }
  }

  return { clients, anonymous }
}

const EXPIRY_MARGIN_MS = 60_000

const isUnauthorized = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === 401
