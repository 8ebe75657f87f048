import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { createLocks, type Locks } from '../../gate/locks.ts'
import { script } from './script.ts'

/**
 * Locks that hold over all processes. A holder that died holds one for a minute at most, which is longer than any two
 * requests may take. Rejects where Redis is away.
 */
export const createRedisLocks = (redis: Redis, prefix = '{open-userspace}'): Locks => {
  // Those of this process wait for each other without asking Redis.
  const local = createLocks()
  return (key, task) =>
    local(key, async () => {
      const name = `${prefix}:lock:${key}`
      const mine = randomUUID()
      while ((await redis.set(name, mine, 'PX', HELD_AT_MOST_MS, 'NX')) === null) await pause(LOOK_AGAIN_MS)
      try {
        return await task()
      } finally {
        // Where Redis went away meanwhile, the lock ends by itself.
        await RELEASE(redis, [name], [mine]).catch(() => undefined)
      }
    })
}

const HELD_AT_MOST_MS = 60_000
const LOOK_AGAIN_MS = 50

const RELEASE = script(`if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`)
