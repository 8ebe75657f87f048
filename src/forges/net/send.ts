import { Agent, type Dispatcher, interceptors } from 'undici'
import type { Unknown } from '../../core/case.ts'
import type { Answer } from '../answer.ts'
import { BodyTooLarge } from './bounded-body.ts'
import { type Dial, NOT_PUBLIC, operatorConnector, publicConnector } from './connector.ts'
import { type Destination, destinationOf, type Destinations, type OperatorGroup } from './destinations.ts'
import type { Fetched } from './fetch.ts'
import { fetched } from './fetched.ts'
import { limitTime } from './limit-time.ts'
import { type Resolve, resolveBySystem, resolvePublic } from './resolve.ts'
import { USER_AGENT } from '../../version.ts'

export type Request = {
  readonly url: URL
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Sent to this request's own origin alone, never on to where it is redirected. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly bounds?: Partial<Bounds>
  /** `manual`: a redirect is the answer. */
  readonly redirect?: 'follow' | 'manual'
  readonly signal?: AbortSignal
}

export type Bounds = {
  /** Of the whole request, its redirects and the reading of its body, milliseconds. */
  readonly total: number
  /** Of the answer's body, unpacked, bytes. */
  readonly body: number
  readonly redirects: number
}

const BOUNDS: Bounds = { total: 20_000, body: 16 * 1024 * 1024, redirects: 5 }
const LARGEST_HEADERS_BYTES = 32 * 1024
const HEADERS_TIMEOUT_MS = 10_000
/** Between two pieces of a body. */
const BODY_TIMEOUT_MS = 15_000

/** An answer of any HTTP status, and where it came from in the end. */
export type Reply = { readonly response: Fetched; readonly url: URL }

/** What another program needs to connect to a host as `send` does. */
export type Pin = {
  /** Where alone it may connect to; null for wherever the operator's address leads. */
  readonly addresses: readonly string[] | null
  /** PEM of the authority to trust; null for the system's. */
  readonly ca: string | null
}

/** Failures are `unknown`, and never quote more of an address than its host. */
export type Net = {
  readonly send: (request: Request) => Promise<Answer<Reply>>
  readonly pin: (url: URL) => Promise<Answer<Pin>>
  readonly close: () => Promise<void>
}

export type NetOptions = {
  readonly destinations: Destinations
  /** For tests: where names lead, and how connections to checked addresses are made. */
  readonly resolve?: Resolve
  readonly dial?: Dial
}

/** The one door to the outside: no request leaves but through it, and none goes where `destinations` doesn't say. */
export const createNet = ({ destinations, resolve = resolveBySystem, dial }: NetOptions): Net => {
  const common = {
    maxHeaderSize: LARGEST_HEADERS_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: BODY_TIMEOUT_MS,
    pipelining: 1,
  }
  const outside = new Agent({ ...common, connect: publicConnector(resolve, dial) })
  const inside = new Map<OperatorGroup, Agent>(
    destinations.operator.map((group) => [group, new Agent({ ...common, connect: operatorConnector(group.ca) })]),
  )
  const unpacking = new Map([outside, ...inside.values()].map((agent) => [agent, agent.compose(UNPACK)]))
  const agentFor = (destination: Destination): Dispatcher => {
    const agent = (destination.kind === 'operator' ? inside.get(destination.group) : undefined) ?? outside
    return unpacking.get(agent) ?? agent
  }

  const follow = async (request: Request, bounds: Bounds, signal: AbortSignal): Promise<Answered | Answer<never>> => {
    let { url } = request
    let from: Destination | null = null
    for (let hops = 0; ; hops++) {
      const to = destinationOf(url, destinations, from)
      if (to.kind === 'refused') return from === null ? refused(to) : misled(request, to)
      const { statusCode, headers, body } = await agentFor(to).request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method ?? 'GET',
        headers: {
          ...DEFAULT_HEADERS,
          ...request.headers,
          ...(url.origin === request.url.origin ? request.secrets : {}),
        },
        body: request.body ?? null,
        signal,
      })
      const location = REDIRECTS.has(statusCode) ? headers['location'] : undefined
      // What is written is never sent on: its answer stands.
      if (typeof location !== 'string' || request.redirect === 'manual' || (request.method ?? 'GET') !== 'GET')
        return { ok: true, value: { status: statusCode, headers, body, url } }
      await body.dump()
      if (hops >= bounds.redirects) return fail('malformed', `${request.url.hostname} redirects without end`)
      const next = URL.parse(location, url.href)
      if (next === null) return fail('malformed', `${request.url.hostname} redirects to no address`)
      url = next
      from = to
    }
  }

  return {
    send: async (request) => {
      const bounds = { ...BOUNDS, ...request.bounds }
      const patience = limitTime(bounds.total, request.signal)
      try {
        const answer = await follow(request, bounds, patience.signal)
        if (!answer.ok) {
          patience.end()
          return answer
        }
        const { status, headers, body, url } = answer.value
        body.once('close', patience.end)
        return { ok: true, value: { response: fetched({ status, url: url.href, headers, body }, bounds.body), url } }
      } catch (error) {
        patience.end()
        return failed(error, request.url.hostname)
      }
    },
    pin: async (url) => {
      const to = destinationOf(url, destinations)
      if (to.kind === 'refused') return refused(to)
      if (to.kind === 'operator') return { ok: true, value: { addresses: null, ca: to.group.ca } }
      try {
        const found = await resolvePublic(resolve, url.hostname)
        return found === 'not-public'
          ? notPublic(url.hostname)
          : { ok: true, value: { addresses: found.map(({ address }) => address), ca: null } }
      } catch (error) {
        return failed(error, url.hostname)
      }
    },
    close: async () => {
      await Promise.all([outside, ...inside.values()].map((agent) => agent.destroy()))
    },
  }
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const UNPACK = interceptors.decompress({ skipErrorResponses: false })
/** As `fetch` sends them. */
const DEFAULT_HEADERS = { accept: '*/*', 'accept-encoding': 'gzip, deflate', 'user-agent': USER_AGENT }

type Answered = {
  readonly ok: true
  readonly value: Pick<Dispatcher.ResponseData, 'headers' | 'body'> & { readonly status: number; readonly url: URL }
}

type Refused = Destination & { kind: 'refused' }

const refused = ({ why }: Refused): Answer<never> => fail('forbidden', `the address ${why}`)

const notPublic = (host: string): Answer<never> => fail('forbidden', `${host} has an address that is not public`)

const misled = (request: Request, { why }: Refused): Answer<never> =>
  fail('forbidden', `${request.url.hostname} redirects to an address that ${why}`)

const fail = (cause: Unknown['cause'], detail: string): Answer<never> => ({
  ok: false,
  failure: { kind: 'unknown', why: { cause, detail, retryAt: null }, status: null },
})

/** Reads what undici throws: the failure itself is a cause, some levels down. */
export const failed = (error: unknown, host: string): Answer<never> => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause ? cause.code : null
    if (code === NOT_PUBLIC) return notPublic(host)
    if (cause instanceof BodyTooLarge) return fail('too-large', `${host}'s answer is too large`)
    if (TIMEOUTS.has(cause.name) || TIMEOUTS.has(code)) return fail('timeout', `${host} did not answer in time`)
    if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') {
      return fail('too-large', `the headers of ${host}'s answer are too large`)
    }
  }
  return fail('network', `the connection to ${host} failed`)
}

const TIMEOUTS: ReadonlySet<unknown> = new Set([
  'TimeoutError',
  'AbortError',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])
