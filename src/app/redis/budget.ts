import type { Redis } from 'ioredis'
import { type Budget, type BudgetOptions, writeInterval } from '../budget.ts'
import { script } from './script.ts'

const MINUTE_MS = 60_000

/** The budgets of all installations, shared by all processes. */
export const createRedisBudget = (
  redis: Redis,
  { writesPerMinute, now = Date.now }: BudgetOptions,
  prefix = '{open-userspace}',
): Budget => {
  const paid = (installationId: number) => `${prefix}:paid:${installationId}`
  const blocked = (installationId: number) => `${prefix}:blocked:${installationId}`
  return {
    reserve: async (installationId) => {
      if (writesPerMinute === 0) return now()
      const interval = writeInterval(writesPerMinute)
      const from = Number(await RESERVE(redis, [paid(installationId)], [now(), interval]))
      return Math.max(now(), from - MINUTE_MS + interval)
    },
    block: async (installationId, until) => {
      await BLOCK(redis, [blocked(installationId)], [until, Math.ceil(until - now())])
    },
    blockedUntil: async (installationId) => {
      const until = Number((await redis.get(blocked(installationId))) ?? 0)
      return until > now() ? until : 0
    },
  }
}

const RESERVE = script(`
local from = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), tonumber(ARGV[1]))
local paid = from + tonumber(ARGV[2])
redis.call('SET', KEYS[1], string.format('%.0f', paid), 'PX', string.format('%.0f', math.ceil(paid - ARGV[1])))
return string.format('%.0f', from)
`)

const BLOCK = script(`
if tonumber(ARGV[2]) < 1 or tonumber(ARGV[1]) <= tonumber(redis.call('GET', KEYS[1]) or '0') then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`)
