import type { GitHubClient } from '../forges/github/client.ts'
import type { Page } from '../server/server.ts'
import type { Leader } from './leader.ts'
import type { Queue } from './queue/queue.ts'

export type ReadyOptions = {
  /** The App itself. */
  readonly app: GitHubClient
  readonly queue: Pick<Queue, 'counts'>
  readonly leader: Pick<Leader, 'isKnown'>
  readonly isStopping: () => boolean
  /** Epoch milliseconds. */
  readonly now: () => number
}

/**
 * The page that says whether work may be sent here: 200, or 503 with what is missing. Credentials are proved once, as
 * GitHub takes them or doesn't; queue and leader are asked each time.
 */
export const createReadyPage = ({ app, queue, leader, isStopping, now }: ReadyOptions): (() => Promise<Page>) => {
  let proved = false
  let askedAt = -Infinity
  let asking: Promise<boolean> | null = null

  const prove = async (): Promise<boolean> => {
    if (proved || now() - askedAt < ASK_AGAIN_MS) return proved
    askedAt = now()
    proved = await holds(app.request('GET /app'))
    return proved
  }

  return async () => {
    if (isStopping()) return { status: 503, text: 'not ready: stopping' }
    asking ??= prove().finally(() => (asking = null))
    const [credentials, reachable, led] = await Promise.all([
      asking,
      holds(queue.counts()),
      leader.isKnown().catch(() => false),
    ])
    const missing = [
      ...(credentials ? [] : ['GitHub has not taken the credentials yet']),
      ...(reachable ? [] : ['the queue cannot be reached']),
      ...(led ? [] : ['no process leads']),
    ]
    return missing.length === 0
      ? { status: 200, text: 'ready' }
      : { status: 503, text: `not ready: ${missing.join('; ')}` }
  }
}

const ASK_AGAIN_MS = 5_000

const holds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )
