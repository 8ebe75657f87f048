import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhenResult,
  retry,
  wrap,
} from 'cockatiel'
import type { Unknown } from '../../core/case.ts'
import type { Answer } from '../answer.ts'

export type LaneOptions = {
  /** The forge's host, for what is said of it. */
  readonly host: string
  /** Requests at a time. */
  readonly concurrency?: number
  /** Of further tries of a request that failed for a passing reason; the first after about this many milliseconds. */
  readonly retries?: { readonly most: number; readonly after: number }
  /** Failures in a row after which nobody asks for a while, and for how many milliseconds. */
  readonly breaker?: { readonly failures: number; readonly rest: number }
  /** Epoch milliseconds. */
  readonly now?: () => number
}

/**
 * All that is asked of one forge goes through its lane: so many requests at a time, those that fail for a passing reason
 * again, and none for a while where the forge is down or says that a limit is reached. One slow forge thus holds up
 * nobody but who needs it.
 */
export type Lane = <T>(ask: () => Promise<Answer<T>>) => Promise<Answer<T>>

const MOST_WAITING = 2_000

export const createLane = ({
  host,
  concurrency = 8,
  retries = { most: 2, after: 250 },
  breaker = { failures: 5, rest: 30_000 },
  now = Date.now,
}: LaneOptions): Lane => {
  /** Until then the forge has said that it answers nobody. */
  let limitedUntil = 0
  let restsUntil = 0
  const breaking = circuitBreaker(handleWhenResult(isDown), {
    halfOpenAfter: breaker.rest,
    breaker: new ConsecutiveBreaker(breaker.failures),
  })
  breaking.onBreak(() => {
    restsUntil = now() + breaker.rest
  })
  const policy = wrap(
    bulkhead(concurrency, MOST_WAITING),
    retry(handleWhenResult(isPassing), {
      maxAttempts: retries.most,
      // With jitter, as all who were turned away at one time would come back at one time.
      backoff: new ExponentialBackoff({ initialDelay: retries.after, maxDelay: retries.after * 8 }),
    }),
    breaking,
  )
  const later = (cause: Cause, detail: string, at: number): Answer<never> => ({
    ok: false,
    failure: { kind: 'unknown', why: { cause, detail, retryAt: new Date(at).toISOString() }, status: null },
  })

  return async (ask) => {
    try {
      return await policy.execute(async () => {
        if (limitedUntil > now()) return later('rate-limit', `${host}'s rate limit is reached`, limitedUntil)
        const answer = await ask()
        if (!answer.ok && answer.failure.kind === 'unknown' && answer.failure.why.cause === 'rate-limit') {
          limitedUntil = Date.parse(answer.failure.why.retryAt ?? '') || 0
        }
        return answer
      })
    } catch (error) {
      if (error instanceof BrokenCircuitError) return later('server-error', `${host} has failed repeatedly`, restsUntil)
      if (error instanceof BulkheadRejectedError) {
        return later('server-error', `too many requests to ${host} wait`, now() + breaker.rest)
      }
      throw error
    }
  }
}

type Cause = Unknown['cause']

/** Failures that the forge gives no time for. Limits, and what rests already, are for whoever can wait. */
const failedBy =
  (causes: ReadonlySet<Cause>) =>
  (result: unknown): boolean => {
    const answer = result as Answer<unknown>
    if (answer.ok || answer.failure.kind === 'missing') return false
    const { cause, retryAt } = answer.failure.why
    return causes.has(cause) && retryAt === null
  }

const isDown = failedBy(new Set<Cause>(['network', 'timeout', 'server-error']))
/** What took all of its time would take it again. */
const isPassing = failedBy(new Set<Cause>(['network', 'server-error']))
