import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBullmqQueue } from '../../src/app/queue/bullmq.ts'
import { createMemoryQueue } from '../../src/app/queue/memory.ts'
import type { Queue, QueueOptions } from '../../src/app/queue/queue.ts'
import type { Task } from '../../src/app/queue/task.ts'
import { connectRedis } from '../../src/app/redis/connect.ts'
import type { JobOutcome } from '../../src/gate/job.ts'
import { job, numberOf } from '../queue-job.fixture.ts'
import { hasRedis, redisBinary, someRedis, startRedis } from './redis.ts'

type Begun = {
  readonly task: Task
  readonly signal: AbortSignal
  readonly end: (outcome: JobOutcome) => void
  readonly fail: () => void
}

const ignore = () => undefined
const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }

/** What a test does with the tasks that begin: it awaits them one by one, and says how they end. */
const createRuns = () => {
  const all: Begun[] = []
  let wake = Promise.withResolvers<undefined>()
  const run = (task: Task, signal: AbortSignal) => {
    const { promise, resolve, reject } = Promise.withResolvers<JobOutcome>()
    all.push({ task, signal, end: resolve, fail: () => reject(new Error('broken')) })
    wake.resolve(undefined)
    return promise
  }
  const begun = async (at: number): Promise<Begun> => {
    for (;;) {
      const found = all[at]
      if (found !== undefined) return found
      wake = Promise.withResolvers()
      await wake.promise
    }
  }
  return { run, begun, all }
}

const aborted = async (signal: AbortSignal) => {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}

type Make = (options: QueueOptions) => Promise<{ readonly queue: Queue; readonly end: () => Promise<void> }>

/** What every queue must do. Nothing in it is timed: what begins is awaited. */
const contract = (make: Make): void => {
  const setUp = async (concurrency = 4, more: Partial<QueueOptions> = {}) => {
    const runs = createRuns()
    const { queue, end } = await make({ run: runs.run, concurrency, log, ...more })
    return { queue, ...runs, close: end }
  }

  test('runs what is added, and is idle afterwards', async () => {
    const { queue, begun, all, close } = await setUp()
    await queue.work()
    for (const number of [1, 2, 3]) expect(await queue.add(job(number))).toBe('queued')
    for (const at of [0, 1, 2]) (await begun(at)).end({ state: 'published' })
    await queue.idle()
    expect(new Set(all.map(({ task }) => numberOf(task)))).toEqual(new Set([1, 2, 3]))
    expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: 0, running: 0, oldestWaitingMs: 0 })
    await close()
  })

  test('runs as many at once as allowed', async () => {
    const { queue, begun, all, close } = await setUp(2)
    for (const number of [1, 2, 3]) await queue.add(job(number))
    await queue.work()
    const first = await begun(0)
    await begun(1)
    expect(all).toHaveLength(2)
    first.end({ state: 'published' })
    await begun(2)
    expect(all).toHaveLength(3)
    for (const at of [1, 2]) (await begun(at)).end({ state: 'published' })
    await queue.idle()
    await close()
  })

  test('a newer task replaces a waiting one, and keeps a re-run that was asked for', async () => {
    const { queue, begun, all, close } = await setUp()
    const newest = job(1, { since: 5 })
    await queue.add(job(1, { rerequested: true }))
    await queue.add(newest)
    expect(await queue.counts()).toMatchObject({ waiting: 1 })
    await queue.work()
    const { task, end } = await begun(0)
    expect(task).toEqual({ ...newest, rerequested: true })
    end({ state: 'published' })
    await queue.idle()
    expect(all).toHaveLength(1)
    await close()
  })

  test('a newer task makes a running one give up, and runs after it, once', async () => {
    const { queue, begun, all, close } = await setUp()
    await queue.work()
    await queue.add(job(1))
    const first = await begun(0)
    for (let push = 1; push <= 5; push++) await queue.add(job(1, { since: push }))
    await aborted(first.signal)
    expect(all).toHaveLength(1)
    first.end({ state: 'superseded' })
    const second = await begun(1)
    expect(second.task.since).toBe(5)
    expect(second.signal.aborted).toBe(false)
    second.end({ state: 'published' })
    await queue.idle()
    expect(all).toHaveLength(2)
    await close()
  })

  test.each<[JobOutcome['state'], boolean]>([
    ['superseded', true],
    ['published', false],
  ])('a re-run asked of a task that was overtaken and ended as %s is still owed: %s', async (state, owed) => {
    const { queue, begun, close } = await setUp()
    await queue.work()
    await queue.add(job(1, { rerequested: true }))
    const first = await begun(0)
    await queue.add(job(1))
    await aborted(first.signal)
    first.end({ state } as JobOutcome)
    const second = await begun(1)
    expect(second.task.rerequested).toBe(owed)
    second.end({ state: 'published' })
    await queue.idle()
    await close()
  })

  test('tries again what failed, with one attempt more', async () => {
    const { queue, begun, close } = await setUp()
    await queue.work()
    await queue.add(job(1))
    ;(await begun(0)).fail()
    const second = await begun(1)
    expect(second.task.attempt).toBe(1)
    second.end({ state: 'published' })
    await queue.idle()
    await close()
  })

  test('puts off what is to be tried later, and a new event ends the waiting', async () => {
    const { queue, begun, all, close } = await setUp()
    await queue.work()
    await queue.add(job(1, { rerequested: true }))
    ;(await begun(0)).end({ state: 'retry', at: Date.now() + 3_600_000, why: 'a limit' })
    await queue.idle()
    expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: 1, running: 0 })
    expect(all).toHaveLength(1)
    await queue.add(job(1))
    const second = await begun(1)
    expect(second.task.rerequested).toBe(true)
    second.end({ state: 'published' })
    await queue.idle()
    expect(await queue.counts()).toMatchObject({ delayed: 0 })
    await close()
  })

  test('begins what was put off at its time, with what was kept for it', async () => {
    const { queue, begun, close } = await setUp()
    await queue.work()
    await queue.add(job(1))
    const at = Date.now() + 1_500
    ;(await begun(0)).end({ state: 'paced', at, slot: at, why: 'writes are scarce' })
    const second = await begun(1)
    expect(second.task).toMatchObject({ slot: at, attempt: 0 })
    second.end({ state: 'published' })
    await queue.idle()
    await close()
  })

  test('offers leave what is there alone, or hasten it', async () => {
    const { queue, begun, all, close } = await setUp()
    expect(await queue.offer(job(1, { since: 1 }))).toBe('queued')
    expect(await queue.offer(job(1, { since: 2 }))).toBe('present')
    await queue.work()
    const first = await begun(0)
    expect(first.task.since).toBe(1)
    expect(await queue.offer(job(1))).toBe('present')
    expect(first.signal.aborted).toBe(false)
    first.end({ state: 'retry', at: Date.now() + 3_600_000, why: 'a limit' })
    await queue.idle()
    expect(await queue.offer(job(1))).toBe('present')
    expect(all).toHaveLength(1)
    expect(await queue.offer(job(1, { since: 9 }), { hasten: true })).toBe('present')
    const second = await begun(1)
    expect(second.task).toMatchObject({ since: 1, attempt: 1 })
    second.end({ state: 'published' })
    await queue.idle()
    expect(await queue.offer(job(1), { delayMs: 3_600_000 })).toBe('queued')
    expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: 1 })
    await close()
  })

  test("an installation's thousand tasks don't hold up another's one, nor sweeps an event", async () => {
    const { queue, begun, all, close } = await setUp(1)
    for (let number = 1; number <= 40; number++) await queue.add(job(number))
    await queue.offer(job(500, { background: true }))
    await queue.offer(job(501, { background: true }))
    await queue.add(job(100, { installationId: 2 }))
    await queue.work()
    for (let at = 0; at < 6; at++) (await begun(at)).end({ state: 'published' })
    const first = all.slice(0, 6).map(({ task }) => numberOf(task))
    expect(first).toContain(100)
    expect(first).toContain(500)
    for (let at = 6; at < 43; at++) (await begun(at)).end({ state: 'published' })
    await queue.idle()
    expect(all).toHaveLength(43)
    await close()
  })

  test('a steady flow of one does not starve what another has waiting', async () => {
    const { queue, begun, all, close } = await setUp(1)
    for (let number = 1; number <= 10; number++) await queue.add(job(number))
    await queue.work()
    for (let at = 0; at < 20; at++) {
      await queue.add(job(1_000 + at, { installationId: 2 }))
      ;(await begun(at)).end({ state: 'published' })
    }
    const done = all.slice(0, 20).filter(({ task }) => task.installationId === 1)
    expect(done.length).toBeGreaterThanOrEqual(9)
    for (let at = 20; at < 30; at++) (await begun(at)).end({ state: 'published' })
    await queue.idle()
    await close()
  })

  test('is bounded, and keeps half of its room from any one installation', async () => {
    const { queue, close } = await setUp(1, { capacity: 10 })
    const added = []
    for (let number = 0; number < 7; number++) added.push(await queue.add(job(number)))
    expect(added).toEqual([...Array<string>(5).fill('queued'), 'full', 'full'])
    expect(await queue.add(job(3, { since: 1 }))).toBe('queued')
    for (let number = 0; number < 6; number++)
      added.push(await queue.add(job(number + 50, { installationId: number + 2 })))
    expect(added.slice(7)).toEqual([...Array<string>(5).fill('queued'), 'full'])
    await close()
  })

  test('closes once what runs has ended, and starts nothing more', async () => {
    const { queue, begun, all, close } = await setUp(1)
    await queue.work()
    await queue.add(job(1))
    await queue.add(job(2))
    const first = await begun(0)
    const closed = queue.close(10_000)
    expect(first.signal.aborted).toBe(false)
    first.end({ state: 'published' })
    await closed
    expect(all).toHaveLength(1)
    await close()
  })

  test('closes after the grace, telling what still runs to give up', async () => {
    const { queue, begun, close } = await setUp(1)
    await queue.work()
    await queue.add(job(1))
    const first = await begun(0)
    const closed = queue.close(10)
    await aborted(first.signal)
    first.end({ state: 'superseded' })
    await closed
    await close()
  })
}

describe('in memory', () =>
  contract((options) => {
    const queue = createMemoryQueue(options)
    return Promise.resolve({ queue, end: () => queue.close(0) })
  }))

describe.skipIf(!hasRedis())('in Redis', () => {
  let redis: Awaited<ReturnType<typeof someRedis>>
  beforeAll(async () => {
    redis = await someRedis()
  })
  afterAll(() => redis.stop())

  const connect = async (prefix: string, options: QueueOptions & { readonly lockMs?: number }, url = redis.url) => {
    const connections = await connectRedis(url, log)
    const queue = await createBullmqQueue({ ...options, redis: connections, prefix })
    let closing: Promise<void> | null = null
    const close = (graceMs: number) => (closing ??= queue.close(graceMs))
    return {
      queue: { ...queue, close },
      /** As a process ends that is killed: nothing is handed back. */
      kill: connections.close,
      end: async () => {
        await close(0)
        connections.close()
      },
    }
  }
  const fresh = () => `{${randomUUID()}}`

  describe('by one process', () => contract((options) => connect(fresh(), options)))

  describe('by several processes', () => {
    test('each task is run by one of them, and one that is overtaken gives up wherever it runs', async () => {
      const prefix = fresh()
      const [one, other] = [createRuns(), createRuns()]
      const first = await connect(prefix, { run: one.run, concurrency: 1, log })
      const second = await connect(prefix, { run: other.run, concurrency: 1, log })
      await first.queue.work()
      await first.queue.add(job(1))
      const begun = await one.begun(0)
      await second.queue.add(job(1, { since: 2 }))
      await aborted(begun.signal)
      begun.end({ state: 'superseded' })
      const again = await one.begun(1)
      await second.queue.work()
      expect(other.all).toEqual([])
      again.end({ state: 'published' })
      await second.queue.idle()
      expect(await first.queue.counts()).toMatchObject({ waiting: 0, running: 0 })
      await first.end()
      await second.end()
    })

    test('what a killed process had begun is taken up by another', async () => {
      const prefix = fresh()
      const [one, other] = [createRuns(), createRuns()]
      const dying = await connect(prefix, { run: one.run, concurrency: 1, log, lockMs: 1_000 })
      const living = await connect(prefix, { run: other.run, concurrency: 1, log, lockMs: 1_000 })
      await dying.queue.work()
      await dying.queue.add(job(1, { rerequested: true }))
      await one.begun(0)
      dying.kill()
      await living.queue.work()
      const taken = await other.begun(0)
      expect(taken.task).toMatchObject({ rerequested: true, subject: { number: 1 } })
      taken.end({ state: 'published' })
      await living.queue.idle()
      await living.end()
    })

    test('what is owed and has lost its place in the queue is found by whoever hastens it', async () => {
      const prefix = fresh()
      const runs = createRuns()
      const { queue, end } = await connect(prefix, { run: runs.run, concurrency: 1, log })
      const connections = await connectRedis(redis.url, log)
      await queue.add(job(1))
      await connections.commands.del(...(await connections.commands.keys(`${prefix}:bull:*`)))
      connections.close()
      expect(await queue.offer(job(1))).toBe('present')
      expect(await queue.counts()).toMatchObject({ waiting: 0 })
      expect(await queue.offer(job(1), { hasten: true })).toBe('present')
      expect(await queue.counts()).toMatchObject({ waiting: 1 })
      await end()
    })

    test('what is handed back at the end is run by another', async () => {
      const prefix = fresh()
      const [one, other] = [createRuns(), createRuns()]
      const ending = await connect(prefix, { run: one.run, concurrency: 1, log })
      const living = await connect(prefix, { run: other.run, concurrency: 1, log })
      await ending.queue.work()
      await ending.queue.add(job(1))
      const begun = await one.begun(0)
      const closed = ending.queue.close(10)
      await aborted(begun.signal)
      begun.end({ state: 'superseded' })
      await closed
      await living.queue.work()
      const { task, end } = await other.begun(0)
      expect(numberOf(task)).toBe(1)
      end({ state: 'published' })
      await living.queue.idle()
      await ending.end()
      await living.end()
    })
  })

  test.skipIf(redisBinary() === null)(
    'takes nothing while Redis is away, gives up what runs, and goes on when it is back',
    async () => {
      const own = await startRedis()
      const runs = createRuns()
      const { queue, end } = await connect(fresh(), { run: runs.run, concurrency: 1, log }, own.url)
      await queue.work()
      await queue.add(job(1))
      ;(await runs.begun(0)).end({ state: 'published' })
      await queue.idle()
      await queue.add(job(9))
      const held = await runs.begun(1)
      await own.stop()
      await expect(queue.add(job(2))).rejects.toThrow()
      await aborted(held.signal)
      held.end({ state: 'superseded' })
      await own.restart()
      await expect.poll(() => queue.add(job(3)).catch(() => 'away')).toBe('queued')
      ;(await runs.begun(2)).end({ state: 'published' })
      await queue.idle()
      await end()
      await own.stop()
    },
  )
})
