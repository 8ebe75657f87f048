import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectRedis, type RedisConnections } from '../../src/app/redis/connect.ts'
import { createRedisBudget } from '../../src/app/redis/budget.ts'
import { createRedisFacts } from '../../src/app/redis/facts.ts'
import { createRedisLeader } from '../../src/app/redis/leader.ts'
import { createRedisLocks } from '../../src/app/redis/locks.ts'
import { NOTHING } from '../../src/core/evidence/nothing.ts'
import type { SnapshotFacts } from '../../src/core/evidence/snapshot-facts.ts'
import { hasRedis, someRedis } from './redis.ts'

describe.skipIf(!hasRedis())('what processes share in Redis', () => {
  let redis: Awaited<ReturnType<typeof someRedis>>
  let one: RedisConnections
  let other: RedisConnections
  const log = { warn: () => undefined }
  beforeAll(async () => {
    redis = await someRedis()
    one = await connectRedis(redis.url, log)
    other = await connectRedis(redis.url, log)
  })
  afterAll(async () => {
    one.close()
    other.close()
    await redis.stop()
  })
  const fresh = () => `{${randomUUID()}}`

  test("a minute's writes are shared", async () => {
    const prefix = fresh()
    let at = Date.now()
    const now = () => at
    const budgets = [one, other].map(({ commands }) => createRedisBudget(commands, { writesPerMinute: 4, now }, prefix))
    const times = []
    for (let write = 0; write < 6; write++) times.push(((await budgets[write % 2]?.reserve(1)) ?? 0) - at)
    expect(times).toEqual([0, 0, 0, 0, 15_000, 30_000])
    at += 3_600_000
    expect((await budgets[0]?.reserve(1)) ?? 0).toBe(at)
  })

  test('a limit that one met holds for the other', async () => {
    const prefix = fresh()
    const [mine, its] = [one, other].map(({ commands }) => createRedisBudget(commands, { writesPerMinute: 0 }, prefix))
    const until = Date.now() + 60_000
    await mine?.block(1, until)
    await mine?.block(1, until - 30_000)
    expect(await its?.blockedUntil(1)).toBe(until)
    expect(await its?.blockedUntil(2)).toBe(0)
  })

  test('a lock is held by one of them at a time, and let go when its task fails', async () => {
    const prefix = fresh()
    const [mine, its] = [one, other].map(({ commands }) => createRedisLocks(commands, prefix))
    if (mine === undefined || its === undefined) throw new Error('no locks')
    let holders = 0
    let most = 0
    const task = async () => {
      most = Math.max(most, ++holders)
      await new Promise((resolve) => setImmediate(resolve))
      holders--
    }
    await expect(mine('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    await Promise.all([mine('a', task), its('a', task), mine('a', task), its('a', task)])
    expect(most).toBe(1)
  })

  test('a lock outlasts its time while its task goes on, and not the process that held it', async () => {
    const prefix = fresh()
    const dying = await connectRedis(redis.url, log)
    const [mine, its] = [dying, other].map(({ commands }) => createRedisLocks(commands, prefix, 400))
    if (mine === undefined || its === undefined) throw new Error('no locks')
    const begun = Promise.withResolvers<undefined>()
    void mine('a', () => {
      begun.resolve(undefined)
      return new Promise(() => undefined)
    })
    await begun.promise
    let isTaken = false
    const taken = its('a', () => Promise.resolve((isTaken = true)))
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(isTaken).toBe(false)
    dying.close()
    await taken
  })

  describe('facts by commit', () => {
    const facts = { ...NOTHING, unreadable: 'x'.repeat(1_000) } as unknown as SnapshotFacts
    const bytes = JSON.stringify(facts).length

    test('that one found are there for the other, until nobody asked for them for long', async () => {
      const prefix = fresh()
      let at = Date.now()
      const options = { prefix, now: () => at, keptMs: 60_000 }
      const [mine, its] = [one, other].map(({ commands }) => createRedisFacts(commands, options))
      expect(await its?.get('a')).toBe(null)
      await mine?.set('a', facts)
      expect(await one.commands.pttl(`${prefix}:facts`)).toBeGreaterThan(0)
      at += 50_000
      expect(await its?.get('a')).toEqual(facts)
      at += 50_000
      expect(await its?.get('a')).toEqual(facts)
      at += 60_001
      expect(await its?.get('a')).toBe(null)
    })

    test('are bounded: those that nobody asked for longest go first, and none is too large', async () => {
      const prefix = fresh()
      let at = Date.now()
      const cache = createRedisFacts(one.commands, { prefix, now: () => ++at, mostBytes: 9 * bytes })
      for (let key = 0; key < 9; key++) await cache.set(String(key), facts)
      await cache.get('0')
      for (let key = 9; key < 12; key++) await cache.set(String(key), facts)
      await cache.set('11', facts)
      const kept = await Promise.all(Array.from({ length: 12 }, (_, key) => cache.get(String(key))))
      expect(kept.flatMap((found, key) => (found === null ? [] : [key]))).toEqual([0, 4, 5, 6, 7, 8, 9, 10, 11])
      expect(Number(await one.commands.get(`${prefix}:facts-bytes`))).toBe(9 * bytes)
      await createRedisFacts(one.commands, { prefix, mostBytes: 4 * bytes }).set('large', facts)
      expect(await cache.get('large')).toBe(null)
    })
  })

  test('one leads, and another when it steps down', async () => {
    const prefix = fresh()
    const first = createRedisLeader(one.commands, prefix, 3_000)
    const second = createRedisLeader(other.commands, prefix, 3_000)
    expect(await first.isKnown()).toBe(false)
    await new Promise<void>((resolve) => first.start(resolve))
    const elected = new Promise<void>((resolve) => second.start(resolve))
    expect([first.isMe(), second.isMe(), await second.isKnown()]).toEqual([true, false, true])
    await first.stop()
    await elected
    expect([first.isMe(), second.isMe()]).toEqual([false, true])
    await second.stop()
  })
})
