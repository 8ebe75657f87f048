import type { GitHubClient } from '../forges/github/client.ts'
import { listDeliveries, redeliver } from '../forges/github/deliveries.ts'
import type { Log } from './log.ts'

export type RedeliveryOptions = {
  /** The App itself. */
  readonly app: GitHubClient
  /** Whether events of that name are of any use. */
  readonly handles: (event: string) => boolean
  readonly log: Pick<Log, 'info' | 'warn'>
  /** Epoch milliseconds. */
  readonly now: () => number
}

/**
 * Lets GitHub deliver again what no try of it delivered, and returns how many those were. GitHub never does so by itself.
 * A sweep finds the pull requests; what a person asked for, and a push, is known by its webhook alone.
 */
export const createRedelivery = ({ app, handles, log, now }: RedeliveryOptions): (() => Promise<number>) => {
  return async () => {
    const tries = await listDeliveries(app, now() - LOOK_BACK_MS)
    if (!tries.ok) {
      log.warn(
        { why: tries.failure.kind === 'unknown' ? tries.failure.why.detail : 'missing' },
        'could not list deliveries',
      )
      return 0
    }
    let redelivered = 0
    for (const [newest, ...earlier] of Map.groupBy(tries.value, ({ guid }) => guid).values()) {
      if (newest === undefined || ![newest, ...earlier].every(({ failed }) => failed)) continue
      if (!handles(newest.event) || earlier.length >= MOST_TRIES) continue
      if (!(await redeliver(app, newest.id)).ok) continue
      redelivered++
      log.info({ delivery: newest.guid, event: newest.event }, 'had a lost delivery sent again')
    }
    return redelivered
  }
}

/** GitHub keeps them for three days; what is older than one has been judged anew since. */
const LOOK_BACK_MS = 86_400_000
const MOST_TRIES = 10
