import type { Lane } from './lane.ts'
import type { Bounds, Net } from './send.ts'

/** Of archives, which take as long as their reader lets them; Octokit's own requests end sooner by its own signal. */
const BOUNDS: Partial<Bounds> = { total: 15 * 60_000, body: 16 * 1024 ** 3 }

/**
 * `fetch` for what knows no other way to ask, by the one door to the outside: whatever it holds for `authorization` goes
 * to the origin that it is given for. Rejects as `fetch` does.
 */
export const guardedFetch =
  ({ send }: Net, lane: Lane): typeof fetch =>
  async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const { authorization, ...headers } = Object.fromEntries(new Headers(init.headers))
    const method = init.method ?? 'GET'
    const ask = () =>
      send({
        url,
        method,
        headers,
        bounds: BOUNDS,
        redirect: init.redirect === 'manual' ? 'manual' : 'follow',
        ...(authorization === undefined ? {} : { secrets: { authorization } }),
        ...(typeof init.body === 'string' ? { body: init.body } : {}),
        ...(init.signal ? { signal: init.signal } : {}),
      })
    // What may have been written is for its sender to look after.
    const answer = await (method === 'GET' ? lane(ask) : ask())
    if (answer.ok) return answer.value.response
    const why = answer.failure.kind === 'unknown' ? answer.failure.why : null
    const error = new TypeError(why?.detail ?? 'fetch failed')
    // The one kind of failure that callers tell from the others.
    if (why?.cause === 'timeout') error.name = 'TimeoutError'
    throw error
  }
