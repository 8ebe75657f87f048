import type { z } from 'zod'
import type { Answer, Failure } from '../answer.ts'
import type { Fetched } from '../net/fetch.ts'
import type { Lane } from '../net/lane.ts'
import { type Bounds, failed, type Net } from '../net/send.ts'
import { failureOfStatus } from '../net/status.ts'
import { USER_AGENT } from '../../version.ts'

/** Asks one GitLab, as a reader without an account. */
export type GitLabApi = {
  readonly host: string
  /** The answer's body is held against `schema`, as a proxy can answer anything. */
  readonly get: <T>(path: string, query: Query, schema: z.ZodType<T>, signal?: AbortSignal) => Promise<Answer<T>>
  /** The answer as it comes; `long` for what may take as long as its reader lets it. */
  readonly raw: (address: string, signal: AbortSignal, long: boolean) => Promise<Answer<Fetched>>
  readonly base: string
}

export type Query = Readonly<Record<string, string | number>>

const LONG = { total: 15 * 60_000, body: 16 * 1024 ** 3 }

export const createGitLabApi = (options: {
  readonly host: string
  /** Base URL of the API, without trailing slash. */
  readonly base: string
  readonly net: Net
  readonly lane: Lane
  /** Of one answer to the API, milliseconds. */
  readonly timeoutMs?: number
  /** Epoch milliseconds. */
  readonly now: () => number
}): GitLabApi => {
  const { host, base, net, lane, timeoutMs, now } = options

  const ask = async (address: string, signal: AbortSignal, bounds: Partial<Bounds>): Promise<Answer<Fetched>> => {
    const sent = await net.send({ url: new URL(address), headers: { 'user-agent': USER_AGENT }, signal, bounds })
    if (!sent.ok) return sent
    const { response } = sent.value
    if (response.ok) return { ok: true, value: response }
    await response.body?.cancel()
    return { ok: false, failure: failureOfStatus(host, response, now()) }
  }

  /** With the whole of its body, as one that breaks off has to be asked for again. */
  const text = async (address: string, signal: AbortSignal): Promise<Answer<string>> => {
    const answer = await ask(address, signal, timeoutMs === undefined ? {} : { total: timeoutMs })
    if (!answer.ok) return answer
    try {
      return { ok: true, value: await answer.value.text() }
    } catch (error) {
      return failed(error, host)
    }
  }

  return {
    host,
    base,
    raw: (address, signal, long) => lane(() => ask(address, signal, long ? LONG : {})),
    get: async (path, query, schema, signal = NEVER) => {
      const answer = await lane(() => text(`${base}${path}${written(query)}`, signal))
      if (!answer.ok) return answer
      try {
        const body = schema.safeParse(JSON.parse(answer.value))
        return body.success ? { ok: true, value: body.data } : { ok: false, failure: malformed(host) }
      } catch {
        return { ok: false, failure: malformed(host) }
      }
    },
  }
}

const NEVER = new AbortController().signal

const written = (query: Query): string => {
  const entries = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`
}

const malformed = (host: string): Failure => ({
  kind: 'unknown',
  why: { cause: 'malformed', detail: `${host}'s answer was not understood`, retryAt: null },
  status: 200,
})

/** What a project is found by: its path with all groups that it is in, as one part of an address. */
export const projectAt = (path: string): string => `/projects/${encodeURIComponent(path)}`
