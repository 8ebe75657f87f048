import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Leader } from '../leader.ts'
import { script } from './script.ts'

/** In milliseconds: how long a leader that says nothing stays one, and how often it says something. */
const TERM_MS = 6_000
const RENEWAL_MS = 2_000

/** One leader among all processes at one Redis. It may be two for a moment: what a leader does must be safe to do twice. */
export const createRedisLeader = (redis: Redis, prefix = '{open-userspace}', termMs = TERM_MS): Leader => {
  const name = `${prefix}:leader`
  const me = randomUUID()
  let leading = false
  let until = 0
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const stand = async (elected: () => void): Promise<void> => {
    const asked = Date.now()
    const won = await STAND(redis, [name], [me, termMs]).then(
      (answer) => answer === 1,
      () => false,
    )
    if (stopped) return
    const was = leading
    // Where Redis is away, the term that was given is still ours.
    leading = won || (leading && Date.now() < until)
    if (won) until = asked + termMs
    if (leading && !was) elected()
  }

  return {
    start: (elected) => {
      void stand(elected)
      timer = setInterval(() => void stand(elected), Math.min(RENEWAL_MS, termMs / 3)).unref()
    },
    isMe: () => leading && Date.now() < until,
    isKnown: async () => (await redis.exists(name)) === 1,
    stop: async () => {
      stopped = true
      leading = false
      clearInterval(timer)
      await RESIGN(redis, [name], [me]).catch(() => undefined)
    },
  }
}

const STAND = script(`
local now = redis.call('GET', KEYS[1])
if now and now ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`)
const RESIGN = script(`if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`)
