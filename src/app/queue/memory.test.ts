import { expect, test } from 'vitest'
import { job as anyJob, numberOf } from '../../../test/queue-job.fixture.ts'
import type { Job, JobOutcome } from '../../gate/job.ts'
import { backoff, GIVE_UP_AFTER_MS } from './follow.ts'
import { createMemoryQueue } from './memory.ts'
import { CAPACITY, type Queue } from './queue.ts'
import type { Task } from './task.ts'

/** What every queue must do is in test/redis/queue.test.ts; here is what takes a clock that a test moves. */
const START = Date.UTC(2026, 0, 1)

const job = (number: number, changes: Partial<Job> = {}) => anyJob(number, { since: START, ...changes })

/** Lets everything that is ready to go on do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

/** A queue whose runs end when the test says so, under a clock that the test moves. */
const setUp = (concurrency = 4) => {
  let now = START
  const timers = new Set<{ at: number; then: () => void }>()
  const runs: { job: Task; signal: AbortSignal; end: (outcome: JobOutcome) => void; fail: (error: Error) => void }[] =
    []
  const errors: unknown[] = []
  const ignore = () => undefined
  const queue = createMemoryQueue({
    run: (job, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<JobOutcome>()
      runs.push({ job, signal, end: resolve, fail: reject })
      return promise
    },
    concurrency,
    log: { debug: ignore, info: ignore, warn: ignore, error: (line: unknown) => void errors.push(line) },
    now: () => now,
    random: () => 1,
    timer: (then, delay) => {
      const timer = { at: now + delay, then }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
  })
  void queue.work()
  const advance = async (milliseconds: number) => {
    now += milliseconds
    for (const timer of [...timers].filter(({ at }) => at <= now).sort((one, other) => one.at - other.at)) {
      timers.delete(timer)
      timer.then()
    }
    await settled()
  }
  const run = (at: number) => {
    const found = runs[at]
    if (found === undefined) throw new Error(`run ${at} has not begun`)
    return found
  }
  const end = async (at: number, outcome: JobOutcome) => {
    run(at).end(outcome)
    await settled()
  }
  const fail = async (at: number) => {
    run(at).fail(new Error('broken'))
    await settled()
  }
  return { queue, runs, run, end, fail, errors, timers, advance, numbers: () => runs.map(({ job }) => numberOf(job)) }
}

/** Waiting and put off. */
const sizeOf = async (queue: Queue) => {
  const { waiting, delayed } = await queue.counts()
  return waiting + delayed
}

test('runs as many at once as allowed, in the order in which they came', async () => {
  const { queue, numbers, end } = setUp(2)
  for (const number of [1, 2, 3, 4]) void queue.add(job(number))
  expect(numbers()).toEqual([1, 2])
  expect(await sizeOf(queue)).toBe(2)
  await end(1, { state: 'published' })
  expect(numbers()).toEqual([1, 2, 3])
  await end(0, { state: 'unchanged' })
  expect(numbers()).toEqual([1, 2, 3, 4])
})

test('a newer job replaces a waiting one, keeps its place, and keeps a re-run that was asked for', async () => {
  const { queue, run, end } = setUp(1)
  void queue.add(job(1))
  void queue.add(job(2, { rerequested: true, since: START }))
  void queue.add(job(3))
  void queue.add(job(2, { since: START + 5 }))
  expect(await sizeOf(queue)).toBe(2)
  return end(0, { state: 'published' }).then(() => {
    expect(run(1).job).toEqual(job(2, { rerequested: true, since: START + 5 }))
  })
})

test('a failure of a run that was told to give up is no failure', async () => {
  const { queue, runs, fail, errors } = setUp()
  void queue.add(job(1))
  void queue.add(job(1))
  await fail(0)
  expect(errors).toEqual([])
  expect(runs).toHaveLength(2)
})

test('runs again at the time that a retry names', async () => {
  const { queue, runs, run, end, advance } = setUp()
  void queue.add(job(1))
  await end(0, { state: 'retry', at: START + 60_000, why: 'rate limit' })
  await queue.idle()
  expect(await sizeOf(queue)).toBe(1)
  await advance(59_999)
  expect(runs).toHaveLength(1)
  await advance(1)
  expect(run(1).job).toEqual(job(1, { attempt: 1 }))
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0])(
  'a retry at %d neither spins nor waits for ever',
  async (at) => {
    const { queue, runs, end, advance } = setUp()
    void queue.add(job(1))
    await end(0, { state: 'retry', at, why: 'nonsense' })
    await advance(999)
    expect(runs).toHaveLength(1)
    await advance(GIVE_UP_AFTER_MS)
    expect(runs).toHaveLength(2)
  },
)

test('a new event ends the waiting for a retry', async () => {
  const { queue, runs, run, end, timers } = setUp()
  void queue.add(job(1, { rerequested: true }))
  await end(0, { state: 'retry', at: START + 60_000, why: 'rate limit' })
  void queue.add(job(1, { since: START + 1 }))
  expect(run(1).job).toEqual(job(1, { since: START + 1, rerequested: true }))
  expect(timers.size).toBe(0)
  await end(1, { state: 'published' })
  expect(runs).toHaveLength(2)
})

test('judges a moved head again at once, though not without end', async () => {
  const { queue, runs, end, advance, timers } = setUp()
  void queue.add(job(1))
  let ended = 0
  while (timers.size === 0 && ended < 100) await end(ended++, { state: 'superseded' })
  expect(ended).toBeGreaterThan(5)
  expect(ended).toBeLessThan(100)
  await advance(300_000)
  expect(runs).toHaveLength(ended + 1)
})

test('tries again what failed, later each time, and gives up after a day', async () => {
  const { queue, runs, fail, advance, timers, errors } = setUp()
  void queue.add(job(1))
  const delays: number[] = []
  let now = START
  for (let at = 0; ; at++) {
    await fail(at)
    const [timer] = timers
    if (timer === undefined) break
    delays.push(timer.at - now)
    await advance(timer.at - now)
    now += delays.at(-1) ?? 0
  }
  expect(delays.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300].map((seconds) => seconds * 1000))
  expect(now - START).toBeGreaterThanOrEqual(GIVE_UP_AFTER_MS)
  expect(now - START).toBeLessThan(GIVE_UP_AFTER_MS + 300_001)
  expect(errors).toHaveLength(runs.length)
  expect(await sizeOf(queue)).toBe(0)
})

test('what failed together is not tried together', () => {
  expect(backoff(3, 0)).toBe(6_000)
  expect(backoff(3, 1)).toBe(8_000)
  expect(backoff(5_000, 1)).toBe(300_000)
})

test('drops new keys when it is full, and keeps the old', async () => {
  const { queue, errors } = setUp(1)
  for (let number = 0; number <= CAPACITY; number++) void queue.add(job(number, { installationId: 1 + (number % 2) }))
  expect(await sizeOf(queue)).toBe(CAPACITY)
  expect(errors).toEqual([])
  void queue.add(job(CAPACITY + 1))
  void queue.add(job(CAPACITY, { since: START + 1 }))
  expect(await sizeOf(queue)).toBe(CAPACITY)
  expect(errors).toHaveLength(1)
})

test('has room for others when one installation has too many jobs', async () => {
  const { queue, errors } = setUp(1)
  for (let number = 0; number <= CAPACITY; number++) void queue.add(job(number))
  expect(await sizeOf(queue)).toBe(CAPACITY / 2)
  const dropped = errors.length
  void queue.add(job(CAPACITY + 1, { installationId: 2 }))
  expect(await sizeOf(queue)).toBe(CAPACITY / 2 + 1)
  expect(errors).toHaveLength(dropped)
})

test('is idle when nothing waits and nothing runs', async () => {
  const { queue, end } = setUp(1)
  await queue.idle()
  void queue.add(job(1))
  void queue.add(job(2))
  let idle = false
  const becameIdle = queue.idle().then(() => (idle = true))
  await end(0, { state: 'published' })
  expect(idle).toBe(false)
  await end(1, { state: 'published' })
  await becameIdle
})

test('closes when what runs has ended, and starts nothing more', async () => {
  const { queue, runs, run, end, timers } = setUp(1)
  void queue.add(job(1))
  void queue.add(job(2))
  const closed = queue.close(10_000)
  void queue.add(job(3))
  expect(run(0).signal.aborted).toBe(false)
  await end(0, { state: 'retry', at: START + 1, why: 'unknown' })
  await closed
  expect(runs).toHaveLength(1)
  expect(await sizeOf(queue)).toBe(0)
  expect(timers.size).toBe(0)
})
