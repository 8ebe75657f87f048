import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { createLocks, type Locks } from '../../gate/locks.ts'
import { script } from './script.ts'

/**
 * Locks that hold over all processes. A holder renews its own, so that one that died holds it for `heldMs` at most.
 * Rejects where Redis is away.
 */
export const createRedisLocks = (redis: Redis, prefix = '{open-userspace}', heldMs = HELD_MS): Locks => {
  // Those of this process wait for each other without asking Redis.
  const local = createLocks()
  return (key, task) =>
    local(key, async () => {
      const name = `${prefix}:lock:${key}`
      const mine = randomUUID()
      while ((await redis.set(name, mine, 'PX', heldMs, 'NX')) === null) await pause(LOOK_AGAIN_MS)
      const renewal = setInterval(() => {
        // Where Redis is away, the next one may come through.
        RENEW(redis, [name], [mine, heldMs]).catch(() => undefined)
      }, heldMs / 4).unref()
      try {
        return await task()
      } finally {
        clearInterval(renewal)
        // Where Redis went away meanwhile, the lock ends by itself.
        await RELEASE(redis, [name], [mine]).catch(() => undefined)
      }
    })
}

const HELD_MS = 10_000
const LOOK_AGAIN_MS = 50

const RENEW = script(
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`,
)
const RELEASE = script(`if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`)
