import { createAppAuth } from '@octokit/auth-app'
import type { Octokit } from '@octokit/rest'
import { LRUCache } from 'lru-cache'
import type { GitHubClient } from '../forges/github/client.ts'
import type { Fetch } from '../forges/net/fetch.ts'
import { failureOf } from '../forges/github/failure.ts'
import { createOctokit } from '../forges/github/octokit.ts'
import { remember } from '../forges/github/remember.ts'
import type { Clients } from '../gate/gate.ts'
import type { JobRepository } from '../gate/job.ts'
import type { Log } from './log.ts'
import { isQuestion, repeated } from './repeat.ts'
import type { Throttle } from './throttle.ts'

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
  /** A client that sees all of an installation. Rejects as `clients` does. */
  readonly installation: (installationId: number) => Promise<GitHubClient>
  /** A client that is the App itself. */
  readonly app: GitHubClient
}

export type GitHubAccessOptions = {
  readonly appId: number
  /** PEM. */
  readonly privateKey: string
  /** Base URL of the REST API, without trailing slash. */
  readonly baseUrl: string
  readonly fetch?: Fetch
  readonly log: Pick<Log, 'debug'>
  readonly throttle: Throttle
  /** Hears of each answer, and of each failure. */
  readonly heard?: (request: HeardRequest) => void
  readonly timeoutMs?: number
  /** Epoch milliseconds. */
  readonly now?: () => number
}

export type HeardRequest = {
  /** 0 for the App itself. */
  readonly installationId: number
  readonly kind: 'rest' | 'graphql' | 'write'
  /** The HTTP status, or what kept it from coming. */
  readonly status: string
  readonly ms: number
  readonly headers: Readonly<Record<string, unknown>>
}

/** `repositoryId` null: for all that the installation sees. */
type Scope = { readonly installationId: number; readonly repositoryId: number | null }

/**
 * Clients of one GitHub for one App. None of them waits for a limit: a job that meets one is put back into the queue,
 * where it holds up nobody else.
 */
export const createGitHubAccess = ({
  appId,
  privateKey,
  baseUrl,
  fetch: send = fetch,
  log,
  throttle,
  heard = () => undefined,
  timeoutMs,
  now = Date.now,
}: GitHubAccessOptions): GitHubAccess => {
  const debug = (message: string) => log.debug(message)
  const connect = () =>
    createOctokit({ baseUrl, fetch: send, debug, ...(timeoutMs === undefined ? {} : { timeoutMs }) })
  const anonymous = connect()
  remember(anonymous, { now })
  const authenticate = createAppAuth({ appId, privateKey, request: anonymous.request, log: anonymous.log })

  const tokenFor = async ({ installationId, repositoryId }: Scope, refresh: boolean): Promise<string> => {
    const only = repositoryId === null ? {} : { repositoryIds: [repositoryId] }
    const authentication = (refresh: boolean) =>
      repeated(async () => authenticate({ type: 'installation', installationId, ...only, refresh }))
    const { token, expiresAt } = await authentication(refresh)
    return Date.parse(expiresAt) - now() > EXPIRY_MARGIN_MS ? token : (await authentication(true)).token
  }

  /** Sends with what authorizes it, once again with a new one where that is refused, and heeds what GitHub says of limits. */
  const guard = (octokit: Octokit, installationId: number, authorize: (refresh: boolean) => Promise<string>): void =>
    octokit.hook.wrap('request', async (request, endpoint) => {
      // In place: the hooks within this one are bound to the same options, and never see others that are passed on.
      const authorized = async (refresh: boolean) => {
        endpoint.headers.authorization = await authorize(refresh)
        throttle.admit(installationId)
        return request(endpoint)
      }
      const once = async () => {
        try {
          return await authorized(false)
        } catch (error) {
          // A token can end early: revoked, or the App's permissions changed.
          if (!isUnauthorized(error)) throw error
          return authorized(true)
        }
      }
      const kind = !isQuestion(endpoint) ? 'write' : endpoint.url.endsWith('/graphql') ? 'graphql' : 'rest'
      const begun = now()
      const hear = (status: string, headers: HeardRequest['headers']) =>
        heard({ installationId, kind, status, ms: now() - begun, headers })
      try {
        const answer = await (isQuestion(endpoint) ? repeated(once) : once())
        throttle.heed(installationId, answer)
        hear(String(answer.status), answer.headers)
        return answer
      } catch (error) {
        throttle.heedFailure(installationId, error)
        const failure = failureOf(error, now())
        hear(failure.kind === 'missing' ? 'missing' : failure.why.cause, {})
        throw error
      }
    })

  const made = new LRUCache<string, GitHubClient>({ max: MOST_CLIENTS })
  const clientFor = async (scope: Scope): Promise<GitHubClient> => {
    throttle.admit(scope.installationId)
    await tokenFor(scope, false)
    const key = `${scope.installationId}/${scope.repositoryId ?? ''}`
    const known = made.get(key)
    if (known !== undefined) return known
    const octokit = connect()
    guard(octokit, scope.installationId, async (refresh) => `token ${await tokenFor(scope, refresh)}`)
    made.set(key, octokit)
    return octokit
  }

  const app = connect()
  guard(app, APP, async () => `bearer ${(await authenticate({ type: 'app' })).token}`)

  const clients = async ({ installationId, repositoryId }: JobRepository): Promise<Clients> => {
    const [own, components] = await Promise.all([
      clientFor({ installationId, repositoryId: null }),
      clientFor({ installationId, repositoryId }),
    ])
    return { own, components }
  }

  const installation = (installationId: number) => clientFor({ installationId, repositoryId: null })

  return { clients, anonymous, installation, app }
}

/** No installation has this id: the App's own requests have limits of their own. */
const APP = 0
const EXPIRY_MARGIN_MS = 60_000
/** Of those that are kept; making one takes a millisecond. */
const MOST_CLIENTS = 1_000

const isUnauthorized = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === 401
