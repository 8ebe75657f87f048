import { failureOf } from '../forges/github/failure.ts'
import type { Budget } from './budget.ts'

/** Keeps an installation within the limits that GitHub names in its answers. Nothing here waits. */
export type Throttle = {
  /** Throws, as GitHub's own refusal would, where GitHub has said that it takes nothing now. */
  readonly admit: (installationId: number) => void
  readonly heed: (installationId: number, answer: Answered) => void
  readonly heedFailure: (installationId: number, error: unknown) => void
}

/** What is looked at of an answer. */
export type Answered = { readonly headers: Readonly<Record<string, unknown>>; readonly data: unknown }

type Options = {
  readonly budget: Pick<Budget, 'block'>
  /** Hears of what could not be told to the other processes. */
  readonly failed: (error: unknown) => void
  readonly now: () => number
}

export const createThrottle = ({ budget, failed, now }: Options): Throttle => {
  const blocks = new Map<number, number>()
  /** How often in a row GitHub refused without saying for how long. */
  const refusals = new Map<number, number>()

  const block = (installationId: number, until: number): void => {
    if (until <= now() || until <= (blocks.get(installationId) ?? 0)) return
    blocks.set(installationId, until)
    budget.block(installationId, until).catch(failed)
  }

  const blockGrowing = (installationId: number, first: number): void => {
    const refused = refusals.get(installationId) ?? 0
    refusals.set(installationId, refused + 1)
    block(installationId, now() + Math.min((first - now()) * 2 ** refused, LONGEST_BLOCK_MS))
  }

  return {
    admit: (installationId) => {
      const until = blocks.get(installationId) ?? 0
      if (until > now()) throw refusal(until, now())
      blocks.delete(installationId)
    },
    heed: (installationId, { headers, data }) => {
      if (saysLimited(data)) blockGrowing(installationId, resetOf(headers) ?? now() + UNTOLD_MS)
      else refusals.delete(installationId)
      const reset = resetOf(headers)
      if (String(headers['x-ratelimit-remaining']) === '0' && reset !== null) block(installationId, reset)
    },
    heedFailure: (installationId, error) => {
      const failure = failureOf(error, now())
      if (failure.kind !== 'unknown' || failure.why.cause !== 'rate-limit' || failure.why.retryAt === null) return
      const until = Date.parse(failure.why.retryAt)
      if (isTold(error)) block(installationId, until)
      else blockGrowing(installationId, until)
    },
  }
}

const UNTOLD_MS = 60_000
/** A primary limit lasts as long at most. */
const LONGEST_BLOCK_MS = 3_600_000

/** In epoch milliseconds. */
const resetOf = (headers: Answered['headers']): number | null => {
  const seconds = Number(headers['x-ratelimit-reset'])
  return headers['x-ratelimit-reset'] !== undefined && Number.isFinite(seconds) ? seconds * 1_000 : null
}

const saysLimited = (data: unknown): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'errors' in data &&
  Array.isArray(data.errors) &&
  data.errors.some((error: { readonly type?: unknown } | null) => error?.type === 'RATE_LIMITED')

const isTold = (error: unknown): boolean => {
  const { response } = error as { readonly response?: { readonly headers?: Readonly<Record<string, unknown>> } }
  const headers = response?.headers ?? {}
  return headers['retry-after'] !== undefined || String(headers['x-ratelimit-remaining']) === '0'
}

/** In the form of Octokit's errors, which `failureOf` reads. */
const refusal = (until: number, now: number): Error =>
  Object.assign(new Error('GitHub takes no more requests from this installation now'), {
    status: 429,
    response: { status: 429, headers: { 'retry-after': String(Math.ceil((until - now) / 1_000)) } },
  })
