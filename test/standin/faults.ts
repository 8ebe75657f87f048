import type { Json } from './description.ts'
import type { RequestLog } from './log.ts'

/** What goes wrong with a request. `afterwards`: it's carried out first, and only its answer is lost. */
export type Fault =
  | { kind: 'status'; status: number; body?: Json | string; headers?: Record<string, string>; afterwards?: boolean }
  /** Nothing ever comes back. */
  | { kind: 'hang'; afterwards?: boolean }
  /** The connection is reset. */
  | { kind: 'reset'; afterwards?: boolean }
  /** The answer breaks off in the middle of its body. */
  | { kind: 'truncate' }
  /** The answer is whole, and no JSON. */
  | { kind: 'malformed' }
  /** The answer is late. */
  | { kind: 'latency'; ms: number }
  /** The answer waits for that. */
  | { kind: 'held'; until: Promise<unknown> }
  /** Parts of a GraphQL answer are null and in error. */
  | { kind: 'graphql'; errors: GraphqlFault[] }

/** One failing part; without a path the whole answer fails and has no data. */
export type GraphqlFault = { path?: (string | number)[]; type?: string; message: string }

/** A request as a fault's predicate sees it: what the log holds of it before it's answered. */
export type FaultyRequest = Readonly<Omit<RequestLog, 'endedAt' | 'status'>> & {
  /** How many requests of this operation came before it, since the start or the last reset. */
  readonly before: number
}

export type FaultPredicate = (request: FaultyRequest) => Fault | undefined

const inSeconds = (seconds: number): string => String(Math.ceil(Date.now() / 1_000) + seconds)

/** The faults that GitHub is known for, ready to be thrown in. */
export const faults = {
  badGateway: (): Fault => ({ kind: 'status', status: 502, body: { message: 'Server Error' } }),
  unavailable: (): Fault => ({ kind: 'status', status: 503, body: { message: 'Service Unavailable' } }),
  unauthorized: (): Fault => ({ kind: 'status', status: 401, body: { message: 'Bad credentials' } }),
  /** The secondary limit, as 403 or 429; null leaves `retry-after` out, as GitHub at times does. */
  secondaryLimit: ({
    status = 403,
    retryAfter = 60,
  }: { status?: 403 | 429; retryAfter?: number | null } = {}): Fault => ({
    kind: 'status',
    status,
    body: {
      message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      documentation_url:
        'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
    },
    ...(retryAfter === null ? {} : { headers: { 'retry-after': String(retryAfter) } }),
  }),
  /** The primary limit, used up for some seconds yet. */
  primaryLimit: ({ resetIn = 60 } = {}): Fault => ({
    kind: 'status',
    status: 403,
    body: { message: 'API rate limit exceeded for installation.', documentation_url: 'https://docs.github.com/rest' },
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(resetIn) },
  }),
  /** GraphQL's own way of saying so: 200, and an error. */
  graphqlLimit: (): Fault => ({
    kind: 'graphql',
    errors: [{ type: 'RATE_LIMITED', message: 'API rate limit already exceeded.' }],
  }),
  hang: (): Fault => ({ kind: 'hang' }),
  reset: (): Fault => ({ kind: 'reset' }),
  /** It was done, and nobody hears of it. */
  lostAnswer: (): Fault => ({ kind: 'reset', afterwards: true }),
  truncated: (): Fault => ({ kind: 'truncate' }),
  malformed: (): Fault => ({ kind: 'malformed' }),
  latency: (ms: number): Fault => ({ kind: 'latency', ms }),
  /** A part of a GraphQL answer fails as it does when GitHub's own parts are out of reach. */
  partial: (...path: (string | number)[]): Fault => ({
    kind: 'graphql',
    errors: [{ path, message: 'Something went wrong while executing your query.' }],
  }),
  /** A part of a GraphQL answer is refused. */
  forbidden: (...path: (string | number)[]): Fault => ({
    kind: 'graphql',
    errors: [{ path, type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
  }),
}

/** Asks every predicate, in the order of their coming; the first fault is the one. */
export const createFaultList = (): {
  add(predicate: FaultPredicate): () => void
  find(request: FaultyRequest): Fault | undefined
  clear(): void
} => {
  const predicates = new Set<FaultPredicate>()
  return {
    add(predicate) {
      predicates.add(predicate)
      return () => void predicates.delete(predicate)
    },
    find(request) {
      for (const predicate of predicates) {
        const fault = predicate(request)
        if (fault) return fault
      }
      return undefined
    },
    clear: () => predicates.clear(),
  }
}
