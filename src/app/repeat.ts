import { setTimeout as pause } from 'node:timers/promises'
import { failureOf } from '../forges/github/failure.ts'

/** Whether asking changes nothing, so that it may be done twice. */
export const isQuestion = ({ method, url }: { readonly method: string; readonly url: string }): boolean =>
  method === 'GET' || url.endsWith('/graphql')

/**
 * Asks again, twice at most, where an answer didn't come, broke off, or was GitHub's own failure. Limits and time-outs
 * are for the queue: this must hold up nobody for long.
 */
export const repeated = async <T extends object>(send: () => Promise<T>): Promise<T> => {
  for (let left = MOST_REPEATS; ; left--) {
    try {
      const answer = await send()
      if (left === 0 || !isMangled(answer)) return answer
    } catch (error) {
      if (left === 0 || !isPassing(error)) throw error
    }
    await pause(PAUSE_MS * (0.5 + Math.random()))
  }
}

const MOST_REPEATS = 2
const PAUSE_MS = 100

const isPassing = (error: unknown): boolean => {
  const failure = failureOf(error, Date.now())
  return failure.kind === 'unknown' && (failure.why.cause === 'server-error' || failure.why.cause === 'network')
}

/** Octokit hands on as text what calls itself JSON and is none. */
const isMangled = (answer: object): boolean =>
  'data' in answer &&
  typeof answer.data === 'string' &&
  'headers' in answer &&
  /^application\/json\b/.test(String((answer.headers as Readonly<Record<string, unknown>>)['content-type']))
