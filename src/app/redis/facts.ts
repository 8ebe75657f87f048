import type { Redis } from 'ioredis'
import type { SnapshotFacts } from '../../core/evidence/snapshot-facts.ts'
import type { FactsCache } from '../../inspect/facts-cache.ts'
import { script } from './script.ts'

export type RedisFactsOptions = {
  /** Of all facts together, as text; of one at most an eighth of it. */
  readonly mostBytes?: number
  /** How long what nobody asks for is kept. */
  readonly keptMs?: number
  /** Epoch milliseconds. */
  readonly now?: () => number
  readonly prefix?: string
}

/**
 * Facts that all processes share, and that outlive them. Bounded here, as a Redis that holds a queue must throw nothing
 * away by itself: those that nobody asked for longest go first. Where Redis is away there are none.
 */
export const createRedisFacts = (
  redis: Redis,
  { mostBytes = MOST_BYTES, keptMs = KEPT_MS, now = Date.now, prefix = '{open-userspace}' }: RedisFactsOptions = {},
): FactsCache => {
  const keys = ['facts', 'facts-used', 'facts-bytes'].map((part) => `${prefix}:${part}`)
  return {
    get: async (key) => {
      try {
        const text = await GET(redis, keys, [key, now(), keptMs])
        return typeof text === 'string' ? (JSON.parse(text) as SnapshotFacts) : null
      } catch {
        return null
      }
    },
    set: async (key, facts) => {
      const text = JSON.stringify(facts)
      if (Buffer.byteLength(text) > mostBytes / 8) return
      await SET(redis, keys, [key, now(), keptMs, text, mostBytes]).catch(() => undefined)
    },
  }
}

const MOST_BYTES = 64 * 1024 * 1024
const KEPT_MS = 7 * 86_400_000

const TOUCH = `
local function touch(key, now, kept)
  redis.call('ZADD', KEYS[2], now, key)
  for _, name in ipairs(KEYS) do redis.call('PEXPIRE', name, kept) end
end
local function drop(key)
  redis.call('DECRBY', KEYS[3], redis.call('HSTRLEN', KEYS[1], key))
  redis.call('HDEL', KEYS[1], key)
  redis.call('ZREM', KEYS[2], key)
end
`

const GET = script(`${TOUCH}
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text then return false end
local used = tonumber(redis.call('ZSCORE', KEYS[2], ARGV[1]) or '0')
if used < ARGV[2] - ARGV[3] then
  drop(ARGV[1])
  return false
end
touch(ARGV[1], ARGV[2], ARGV[3])
return text
`)

const SET = script(`${TOUCH}
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then drop(ARGV[1]) end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[4])
local bytes = redis.call('INCRBY', KEYS[3], #ARGV[4])
touch(ARGV[1], ARGV[2], ARGV[3])
while bytes > tonumber(ARGV[5]) do
  local oldest = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
  if not oldest then break end
  drop(oldest)
  bytes = tonumber(redis.call('GET', KEYS[3]))
end
return 1
`)
