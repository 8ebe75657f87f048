import { Octokit } from '@octokit/rest'
import { USER_AGENT } from '../../version.ts'
import type { Fetch } from '../net/fetch.ts'
import { useTransport } from './transport.ts'

export type OctokitOptions = {
  /** Base URL of the REST API, without trailing slash; Octokit derives GraphQL's from it. */
  readonly baseUrl: string
  /** Reads anonymously where it is left out. */
  readonly token?: string
  readonly fetch?: Fetch
  readonly debug?: (message: string) => void
  /** How long one request may take, its answer's body included, in milliseconds. */
  readonly timeoutMs?: number
}

/** A client that neither throttles, sleeps nor repeats a request: what failed is tried again by whoever can wait. */
export const createOctokit = ({
  baseUrl,
  token,
  fetch: send = fetch,
  debug = () => undefined,
  timeoutMs = REQUEST_TIMEOUT_MS,
}: OctokitOptions): Octokit => {
  // Octokit tells of each deprecated endpoint at `warn`, which is no business of the operator's.
  const log = { debug, info: debug, warn: debug, error: debug }
  const octokit = new Octokit({
    baseUrl,
    userAgent: USER_AGENT,
    log,
    request: { fetch: withTimeout(send, timeoutMs), log },
  })
  useTransport(octokit, { fetch: send, timeoutMs, debug })
  // Octokit's own `auth` comes after what takes the place of its transport, and so not at all.
  if (token !== undefined) {
    octokit.hook.before('request', ({ headers }) => {
      headers.authorization = `token ${token}`
    })
  }
  return octokit
}

const REQUEST_TIMEOUT_MS = 10_000

/** Octokit itself waits for ever, for the answer and for its body. */
export const withTimeout =
  (send: Fetch, timeoutMs = REQUEST_TIMEOUT_MS): Fetch =>
  (input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout
    return send(input, { ...init, signal })
  }
