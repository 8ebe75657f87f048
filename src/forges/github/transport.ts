import type { Octokit } from '@octokit/rest'
import { RequestError } from '@octokit/request-error'
import type { Fetch, Fetched } from '../net/fetch.ts'
import { limitTime } from '../net/limit-time.ts'

export type TransportOptions = {
  readonly fetch: Fetch
  /** How long one request may take, its answer's body included, in milliseconds. */
  readonly timeoutMs: number
  readonly debug: (message: string) => void
}

/**
 * Sends Octokit's requests and reads their answers, in the place of its own way to do so, which takes longer than all
 * else of a request: it looks at every value for whether it is a number too large to be exact, and no id that we use is
 * one. What is no JSON though it says so comes as text, and a body that breaks off is as good as none.
 */
export const useTransport = (octokit: Octokit, { fetch: send, timeoutMs, debug }: TransportOptions): void =>
  octokit.hook.wrap('request', async (request, endpoint) => {
    const asked = endpoint.request
    // Whoever set it wants the body as it comes.
    if (asked.parseSuccessResponseBody !== undefined) return request(endpoint)
    const { method, url, headers, ...rest } = octokit.request.endpoint.parse(endpoint)
    const body: unknown = rest.body
    const patience = limitTime(timeoutMs, asked.signal)
    const begun = performance.now()
    const log = (ended: string) => debug(`${method} ${url} ${ended} in ${Math.round(performance.now() - begun)} ms`)
    const failed = (message: string, status: number, rest: Omit<RequestErrorOptions, 'request'>) => {
      log(message)
      return new RequestError(message, status, { ...rest, request: { method, url, headers, body } })
    }
    let answer: Fetched
    let text: string
    try {
      answer = await send(url, {
        method,
        headers: textsOf(headers),
        signal: patience.signal,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        ...(asked.redirect === undefined ? {} : { redirect: asked.redirect }),
      })
      text = await answer.text().catch(() => '')
    } catch (error) {
      // Octokit's own status for what never had an answer.
      throw failed(error instanceof Error ? error.message : 'no answer', 500, { cause: error })
    } finally {
      patience.end()
    }
    const { status } = answer
    const response = { url: answer.url, status, headers: Object.fromEntries(answer.headers), data: parsed(text) }
    if (status === 304 || status >= 400) throw failed(messageOf(response.data, status), status, { response })
    log(`answered ${status}`)
    return response
  })

type RequestErrorOptions = ConstructorParameters<typeof RequestError>[2]

const textsOf = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** GitHub's own words, by which some limits are known. */
const messageOf = (data: unknown, status: number): string => {
  if (typeof data === 'string' && data !== '') return data
  const { message } = (data ?? {}) as { readonly message?: unknown }
  return typeof message === 'string' ? message : `GitHub answered ${status}`
}
