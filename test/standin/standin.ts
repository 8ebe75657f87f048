import { createAuth } from './auth.ts'
import { createFaultList, type FaultPredicate } from './faults.ts'
import { createGateway } from './gateway.ts'
import { createGraphql } from './graphql/execute.ts'
import { listen } from './http.ts'
import { createRateLimiter, defaultLimits, type Limits } from './limits.ts'
import type { RequestLog, Violation } from './log.ts'
import { createPayloads, type Payloads } from './payloads.ts'
import type { Surroundings } from './rest/call.ts'
import { createValidator } from './validate.ts'
import { createWebhooks, type Delivery, type WebhookOptions } from './webhooks.ts'
import type { CheckRun, Installation, Permissions, Repository } from './world/types.ts'
import type { World } from './world/world.ts'

export type StandinOptions = {
  world: World
  /** Any free one if left out. */
  port?: number
  /** `/api/v3` makes it look like GitHub Enterprise Server, with GraphQL at `/api/graphql`. */
  basePath?: string
  /** How long every answer takes at least. */
  latencyMs?: number
  /** Hold requests and answers against GitHub's descriptions; a benchmark may do without. */
  validate?: boolean
  limits?: Partial<Limits>
  /** Where pages would be: what `html_url` and GraphQL's `url` begin with. github.com's, or with a base path our own. */
  htmlUrl?: string
  /** The time by which tokens expire and limits reset. */
  now?: () => number
}

export type Standin = {
  /** The API's base URL. */
  readonly url: string
  readonly graphqlUrl: string
  readonly world: World
  /** Every request since the start or the last reset. */
  readonly requests: RequestLog[]
  /** What no GitHub would have said or taken. A good test ends with none. */
  readonly faults: Violation[]
  readonly deliveries: readonly Delivery[]
  /** Makes webhook payloads that speak of this world. */
  readonly payload: Payloads
  /** Lets requests go wrong; gives what ends that. */
  fault(predicate: FaultPredicate): () => void
  /** Sends a signed webhook. */
  deliver(options: WebhookOptions): Promise<Delivery>
  /** What was posted to a commit, oldest first: by any App, with every write. */
  checkRuns(repository: Repository | string, sha: string): CheckRun[]
  /** An installation's token, without asking by JWT. */
  token(installation: Installation, options?: { repositories?: Repository[]; permissions?: Permissions }): string
  /** A user's personal token. */
  userToken(login: string): string
  /** Revokes one token, or every installation's. */
  revoke(token?: string): void
  /** Forgets requests, faults of either kind, and nothing of the world. */
  reset(): void
  close(): Promise<void>
}

/** Starts a stand-in for GitHub on loopback. */
export const startStandin = async (options: StandinOptions): Promise<Standin> => {
  const { world, basePath = '', validate = true, now = Date.now } = options
  const limits = { ...defaultLimits, ...options.limits }
  const requests: RequestLog[] = []
  const violations: Violation[] = []
  const counts = new Map<string, number>()
  const faultList = createFaultList()
  const webhooks = createWebhooks(world, now)
  const urls = { api: '', html: options.htmlUrl ?? '' }
  const auth = createAuth(world, now)
  const rates = createRateLimiter(limits, now)
  const surroundings: Surroundings = { world, auth, limits, rates, urls, webhooks }
  const graphqlPath = `${basePath.replace(/\/v3$/, '')}/graphql`
  const handle = createGateway({
    ...surroundings,
    basePath,
    graphqlPath,
    latencyMs: options.latencyMs ?? 0,
    now,
    validator: validate ? createValidator() : undefined,
    faultList,
    requests,
    counts,
    violations,
    execute: createGraphql({ ...surroundings, violations, validate }),
  })
  const { server, port } = await listen(options.port ?? 0, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A broken stand-in must not look like a broken GitHub.
      violations.push({
        side: 'answer',
        operation: `${request.method ?? ''} ${request.url ?? ''}`,
        problems: [String(error)],
      })
      process.stderr.write(
        `The stand-in failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      )
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  const origin = `http://127.0.0.1:${port}`
  urls.api = origin + basePath
  // A GitHub Enterprise Server has its pages where its API is.
  urls.html ||= basePath === '' ? 'https://github.com' : origin

  return {
    url: urls.api,
    graphqlUrl: origin + graphqlPath,
    world,
    requests,
    faults: violations,
    deliveries: webhooks.deliveries,
    payload: createPayloads(world, urls),
    fault: (predicate) => faultList.add(predicate),
    deliver: (wanted) => webhooks.deliver(wanted),
    checkRuns(repository, sha) {
      const found = typeof repository === 'string' ? world.find(repository) : repository
      const suites = found?.checkSuites.filter(({ headSha }) => headSha === sha) ?? []
      return suites.flatMap(({ runs }) => runs).sort((a, b) => a.id - b.id)
    },
    token: (installation, { repositories, permissions } = {}) =>
      auth.mint(installation, repositories && new Set(repositories.map(({ id }) => id)), permissions).token,
    userToken: (login) => auth.userToken(world.user(login)),
    revoke: (token) => auth.revoke(token),
    reset() {
      requests.length = 0
      counts.clear()
      violations.length = 0
      faultList.clear()
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
