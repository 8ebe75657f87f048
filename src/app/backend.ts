import { createMemoryCache, type FactsCache } from '../inspect/facts-cache.ts'
import { createLocks, type Locks } from '../gate/locks.ts'
import { type Budget, createMemoryBudget } from './budget.ts'
import type { Environment } from './environment.ts'
import { createOnlyLeader, type Leader } from './leader.ts'
import type { Log } from './log.ts'
import { createMemoryMarks, type Marks } from './marks.ts'
import { createMemoryQueue } from './queue/memory.ts'
import type { Queue, QueueOptions } from './queue/queue.ts'
import type { StartTimer } from './timer.ts'

/** Where the processes' common state is: in this one's memory, or in Redis. */
export type Backend = {
  readonly createQueue: (options: QueueOptions) => Promise<Queue>
  readonly locks: Locks
  readonly leader: Leader
  readonly budget: Budget
  readonly marks: Marks
  /** What was found in files at commits. */
  readonly facts: FactsCache
  readonly close: () => void
}

/** Rejects where Redis is set and can't be reached. */
export const createBackend = async (
  environment: Pick<Environment, 'redisUrl' | 'writesPerMinute'>,
  log: Log,
  clock: { readonly now: () => number; readonly timer?: StartTimer },
): Promise<Backend> => {
  const { redisUrl } = environment
  if (redisUrl === null) {
    return {
      createQueue: (options) => Promise.resolve(createMemoryQueue({ ...options, ...clock })),
      locks: createLocks(),
      leader: createOnlyLeader(),
      budget: createMemoryBudget({ ...environment, now: clock.now }),
      marks: createMemoryMarks(clock.now),
      facts: createMemoryCache(),
      close: () => undefined,
    }
  }
  // Loaded where it is used alone: BullMQ and its driver take a third of a second.
  const { createRedisBackend } = await import('./redis/backend.ts')
  return createRedisBackend(redisUrl, environment, log)
}
