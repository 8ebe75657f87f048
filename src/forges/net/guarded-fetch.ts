import type { Unknown } from '../../core/case.ts'
import type { Answer } from '../answer.ts'
import type { Fetch, Fetched } from './fetch.ts'
import type { Lane } from './lane.ts'
import type { Bounds, Net } from './send.ts'
import { failureOfStatus } from './status.ts'

/** Of archives, which take as long as their reader lets them; Octokit's own requests end sooner by its own signal. */
const BOUNDS: Partial<Bounds> = { total: 15 * 60_000, body: 16 * 1024 ** 3 }

/** What rejects because no answer came says why, for whoever knows to ask it. */
export type Unanswered = { readonly why: Unknown }

/**
 * `fetch` for what knows no other way to ask, by the one door to the outside: whatever it holds for `authorization` goes
 * to the origin that it is given for. Rejects as `fetch` does, with `Unanswered` beside.
 */
export const guardedFetch =
  ({ send }: Net, lane: Lane, now: () => number = Date.now): Fetch =>
  async (input, init = {}) => {
    const url = new URL(input)
    const { authorization, ...headers } = fieldsOf(init.headers)
    const method = init.method ?? 'GET'
    const last: { refusal: Fetched | null } = { refusal: null }
    const ask = async (): Promise<Answer<Fetched>> => {
      await last.refusal?.body?.cancel()
      last.refusal = null
      const answer = await send({
        url,
        method,
        headers,
        bounds: BOUNDS,
        redirect: init.redirect === 'manual' ? 'manual' : 'follow',
        ...(authorization === undefined ? {} : { secrets: { authorization } }),
        ...(typeof init.body === 'string' ? { body: init.body } : {}),
        ...(init.signal ? { signal: init.signal } : {}),
      })
      if (!answer.ok) return answer
      const { response } = answer.value
      const failure = response.ok ? null : failureOfStatus(url.hostname, response, now())
      if (failure?.kind !== 'unknown' || !IS_FOR_THE_LANE.has(failure.why.cause)) return { ok: true, value: response }
      last.refusal = response
      return { ok: false, failure }
    }
    // What may have been written is for its sender to look after.
    const answer = await (method === 'GET' ? lane(ask) : ask())
    if (answer.ok) return answer.value
    if (last.refusal !== null) return last.refusal
    const why = answer.failure.kind === 'unknown' ? answer.failure.why : null
    const error = new TypeError(why?.detail ?? 'fetch failed')
    // The one kind of failure that callers of `fetch` tell from the others.
    if (why?.cause === 'timeout') error.name = 'TimeoutError'
    throw why === null ? error : Object.assign(error, { why } satisfies Unanswered)
  }

/** What an answer may say that goes for all who ask this host; all else is for who reads the answer. */
const IS_FOR_THE_LANE: ReadonlySet<Unknown['cause']> = new Set(['server-error', 'rate-limit'])

const fieldsOf = (headers: RequestInit['headers'] = {}): Readonly<Record<string, string>> =>
  headers instanceof Headers || Array.isArray(headers)
    ? Object.fromEntries(new Headers(headers))
    : Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
