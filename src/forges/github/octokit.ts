import { Octokit } from '@octokit/rest'
import { USER_AGENT } from '../../version.ts'
import { readPlainJson } from './plain-json.ts'

export type OctokitOptions = {
  /** Base URL of the REST API, without trailing slash; Octokit derives GraphQL's from it. */
  readonly baseUrl: string
  /** Reads anonymously where it is left out. */
  readonly token?: string
  readonly fetch?: typeof fetch
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
    ...(token === undefined ? {} : { auth: token }),
  })
  readPlainJson(octokit)
  return octokit
}

const REQUEST_TIMEOUT_MS = 10_000

/** Octokit itself waits for ever, for the answer and for its body. */
export const withTimeout =
  (send: typeof fetch, timeoutMs = REQUEST_TIMEOUT_MS): typeof fetch =>
  (input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout
    return send(input, { ...init, signal })
  }
