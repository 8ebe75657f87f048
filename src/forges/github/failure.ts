import type { Unknown } from '../../core/case.ts'
import type { Failure } from '../answer.ts'
import type { Unanswered } from '../net/guarded-fetch.ts'

export type { Failure } from '../answer.ts'

type HeaderBag = Readonly<Record<string, unknown>>

const SECONDARY_LIMIT_WAIT_MS = 60_000

/**
 * Reads what Octokit throws. Limits as GitHub documents them:
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 * @param now epoch milliseconds
 */
export const failureOf = (error: unknown, now: number): Failure => {
  const status = statusOf(error)
  if (status === 404 || status === 410 || status === 451) return { kind: 'missing' }
  const limit = limitOf(error, status, now)
  const unknown = (cause: Unknown['cause'], detail: string, retryAt: string | null = null): Failure => ({
    kind: 'unknown',
    why: { cause, detail, retryAt },
    status,
  })
  if (limit !== null) return unknown('rate-limit', "GitHub's rate limit is reached", new Date(limit).toISOString())
  // GraphQL says 200 and "Something went wrong" where a query ran out of its time on GitHub's side.
  if (Array.isArray(property(error, 'errors'))) return unknown('server-error', 'GitHub could not answer the query')
  if (status === null) {
    const why = unansweredBy(error)
    if (why !== null) return unknown(why.cause, why.detail, why.retryAt)
    return isTimeout(error)
      ? unknown('timeout', 'GitHub did not answer in time')
      : unknown('network', 'the connection to GitHub failed')
  }
  if (status >= 500) return unknown('server-error', `GitHub answered ${status}`)
  if (status === 401 || status === 403) return unknown('forbidden', `GitHub answered ${status}`)
  return unknown('malformed', `GitHub answered ${status}`)
}

export const malformed = (what: string): Failure & { kind: 'unknown' } => ({
  kind: 'unknown',
  why: { cause: 'malformed', detail: `GitHub's answer to ${what} was not understood`, retryAt: null },
  status: 200,
})

const statusOf = (error: unknown): number | null => {
  const status = property(error, 'status')
  // Octokit gives 500 to errors that never had an answer; those have no `response`.
  return typeof status === 'number' && property(error, 'response') !== undefined ? status : null
}

/** Epoch milliseconds at which to ask again where the failure is a primary or secondary limit. */
const limitOf = (error: unknown, status: number | null, now: number): number | null => {
  const headers = (property(property(error, 'response'), 'headers') ?? property(error, 'headers') ?? {}) as HeaderBag
  if (status !== 403 && status !== 429 && !saysRateLimited(error)) return null
  const retryAfter = Number(headers['retry-after'])
  if (Number.isFinite(retryAfter) && headers['retry-after'] !== undefined) return now + retryAfter * 1000
  if (String(headers['x-ratelimit-remaining']) === '0') {
    const reset = Number(headers['x-ratelimit-reset'])
    return Number.isFinite(reset) ? Math.max(now, reset * 1000) : now + SECONDARY_LIMIT_WAIT_MS
  }
  const message = property(error, 'message')
  const secondary = typeof message === 'string' && /secondary rate limit|abuse detection/i.test(message)
  return status === 429 || secondary || saysRateLimited(error) ? now + SECONDARY_LIMIT_WAIT_MS : null
}

const saysRateLimited = (error: unknown): boolean => {
  const errors = property(error, 'errors')
  return Array.isArray(errors) && errors.some((each) => property(each, 'type') === 'RATE_LIMITED')
}

const isTimeout = (error: unknown): boolean => {
  for (let cause: unknown = error; cause !== undefined && cause !== null; cause = property(cause, 'cause')) {
    const name = property(cause, 'name')
    if (name === 'TimeoutError' || name === 'AbortError') return true
  }
  return false
}

/** What the door to the outside says of it, some causes down. */
const unansweredBy = (error: unknown): Unknown | null => {
  for (let cause: unknown = error; cause !== undefined && cause !== null; cause = property(cause, 'cause')) {
    const why = property(cause, 'why' satisfies keyof Unanswered)
    if (why !== undefined) return why as Unanswered['why']
  }
  return null
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
