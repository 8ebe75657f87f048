import type { Failure } from '../answer.ts'
import type { Fetched } from './fetch.ts'

const LIMIT_WAIT_MS = 60_000

/** What an HTTP status other than success says, to a reader without an account. `now`: epoch milliseconds. */
export const failureOfStatus = (
  host: string,
  { status, headers }: Pick<Fetched, 'status' | 'headers'>,
  now: number,
): Failure => {
  // 401 is asked of everybody who might see a private one.
  if ([401, 404, 410, 451].includes(status)) return { kind: 'missing' }
  const retryAt = limitOf(status, headers, now)
  if (retryAt !== null) {
    const why = { cause: 'rate-limit', detail: `${host}'s rate limit is reached`, retryAt: iso(retryAt) } as const
    return { kind: 'unknown', why, status }
  }
  const cause = status >= 500 ? 'server-error' : status === 403 ? 'forbidden' : 'malformed'
  return { kind: 'unknown', why: { cause, detail: `${host} answered ${status}`, retryAt: null }, status }
}

/**
 * Epoch milliseconds. GitLab: https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers,
 * GitHub: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
const limitOf = (status: number, headers: Fetched['headers'], now: number): number | null => {
  const said = (name: string): string | null => headers.get(`ratelimit-${name}`) ?? headers.get(`x-ratelimit-${name}`)
  const after = headers.get('retry-after')
  const isLimit = status === 429 || ((status === 403 || status === 503) && after !== null)
  if (!isLimit && !(status === 403 && said('remaining') === '0')) return null
  if (after !== null) {
    const at = /^\d+$/.test(after) ? now + Number(after) * 1000 : Date.parse(after)
    if (Number.isFinite(at)) return within(at, now)
  }
  const reset = Number(said('reset') ?? Number.NaN)
  return Number.isFinite(reset) ? within(reset * 1000, now) : now + LIMIT_WAIT_MS
}

/** A server that says otherwise is not believed. */
const within = (at: number, now: number): number => Math.min(Math.max(at, now), now + DAY_MS)
const DAY_MS = 86_400_000

const iso = (at: number): string => new Date(at).toISOString()
