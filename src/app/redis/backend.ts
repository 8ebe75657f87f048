import type { Backend } from '../backend.ts'
import type { BudgetOptions } from '../budget.ts'
import type { Log } from '../log.ts'
import { createBullmqQueue } from '../queue/bullmq.ts'
import { createRedisBudget } from './budget.ts'
import { connectRedis } from './connect.ts'
import { createLayeredCache, createMemoryCache } from '../../inspect/facts-cache.ts'
import { createRedisFacts } from './facts.ts'
import { createRedisLeader } from './leader.ts'
import { createRedisLocks } from './locks.ts'
import { createRedisMarks } from './marks.ts'

export const createRedisBackend = async (url: string, budget: BudgetOptions, log: Log): Promise<Backend> => {
  const redis = await connectRedis(url, log)
  return {
    createQueue: (options) => createBullmqQueue({ ...options, redis }),
    locks: createRedisLocks(redis.commands),
    leader: createRedisLeader(redis.commands),
    budget: createRedisBudget(redis.commands, budget),
    marks: createRedisMarks(redis.commands),
    facts: createLayeredCache(createMemoryCache(), createRedisFacts(redis.commands)),
    close: redis.close,
  }
}
