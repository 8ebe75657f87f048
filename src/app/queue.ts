import { type Job, jobKey, type JobOutcome } from '../gate/job.ts'
import type { Log } from './log.ts'
import { startTimer, type StartTimer } from './timer.ts'

/** Jobs waiting, running and put off, at most one running for a key. */
export type Queue = {
  /** Takes a job: it replaces a waiting one of its key, and makes a running one give up before it runs itself. */
  readonly add: (job: Job) => void
  /** Resolves once nothing waits and nothing runs; jobs put off until later don't count. */
  readonly idle: () => Promise<void>
  /** Takes and starts nothing more, and resolves once nothing runs, or after `graceMs`, telling what still runs to give up. */
  readonly close: (graceMs: number) => Promise<void>
  /** Waiting and put off. */
  readonly size: number
}

export type QueueOptions = {
  /** Judges and publishes. An aborted signal forbids publishing. What it throws is logged and tried again. */
  readonly run: (job: Job, signal: AbortSignal) => Promise<JobOutcome>
  readonly concurrency: number
  readonly log: Pick<Log, 'debug' | 'info' | 'warn' | 'error'>
  /** Epoch milliseconds. */
  readonly now?: () => number
  /** From 0 to 1. */
  readonly random?: () => number
  readonly timer?: StartTimer
}

/** Jobs waiting and put off; half of them at most are of one installation. */
export const CAPACITY = 10_000
const HOUR_MS = 3_600_000
export const GIVE_UP_AFTER_MS = 24 * HOUR_MS
const FIRST_BACKOFF_MS = 1_000
const LAST_BACKOFF_MS = 300_000
/** How often in a row a moved head is judged again at once; from then on it is put off as errors are. */
const SUPERSEDED_AT_ONCE = 10

type Running = { readonly job: Job; readonly abort: AbortController; next: Job | null }
type PutOff = { readonly job: Job; readonly cancel: () => void }

/** A queue in memory. What it loses when the process ends is found again from GitHub's own state. */
export const createQueue = ({
  run,
  concurrency,
  log,
  now = Date.now,
  random = Math.random,
  timer = startTimer,
}: QueueOptions): Queue => {
  const waiting = new Map<string, Job>()
  const putOff = new Map<string, PutOff>()
  const running = new Map<string, Running>()
  const supersessions = new Map<string, number>()
  let closed = false
  let settle = Promise.withResolvers<undefined>()
  settle.resolve(undefined)

  const size = () => waiting.size + putOff.size

  const add = (job: Job): void => {
    if (closed) {
      log.warn(fields(job), 'dropped a job: the service is stopping')
      return
    }
    const key = jobKey(job)
    supersessions.delete(key)
    const current = running.get(key)
    if (current !== undefined) {
      current.next = newer(current.next, job)
      current.abort.abort()
      return
    }
    const earlier = waiting.get(key) ?? putOff.get(key)?.job ?? null
    if (earlier === null && isFull(job)) {
      log.error(fields(job), 'dropped a job: the queue is full')
      return
    }
    enqueue(newer(earlier, job))
  }

  const enqueue = (job: Job): void => {
    const key = jobKey(job)
    putOff.get(key)?.cancel()
    putOff.delete(key)
    if (waiting.size + running.size === 0) settle = Promise.withResolvers()
    waiting.set(key, job)
    startNext()
  }

  const postpone = (job: Job, at: number): void => {
    const key = jobKey(job)
    // A clock or an answer gone wrong must not put a job off for ever, nor make it spin.
    const delay = Math.min(Math.max(at - now(), FIRST_BACKOFF_MS), GIVE_UP_AFTER_MS) || FIRST_BACKOFF_MS
    putOff.set(key, { job, cancel: timer(() => enqueue(job), delay) })
  }

  const startNext = (): void => {
    while (running.size < concurrency) {
      const next = nextInTurn()
      if (next === null) return
      const [key, job] = next
      waiting.delete(key)
      void start(key, job)
    }
  }

  /** The first that waits of the installation that has the fewest running: one's many jobs must not hold up another's. */
  const nextInTurn = (): [string, Job] | null => {
    const busy = Map.groupBy(running.values(), ({ job }) => job.installationId)
    let best: [string, Job] | null = null
    let least = Infinity
    for (const entry of waiting) {
      const count = busy.get(entry[1].installationId)?.length ?? 0
      if (count < least) [best, least] = [entry, count]
      if (least === 0) break
    }
    return best
  }

  const isFull = ({ installationId }: Job): boolean => {
    if (size() < CAPACITY / 2) return false
    if (size() >= CAPACITY) return true
    const jobs = [...waiting.values(), ...Array.from(putOff.values(), ({ job }) => job)]
    return jobs.filter((job) => job.installationId === installationId).length >= CAPACITY / 2
  }

  const start = async (key: string, job: Job): Promise<void> => {
    const current: Running = { job, abort: new AbortController(), next: null }
    running.set(key, current)
    const ended = await attempt(job, current.abort.signal)
    running.delete(key)
    if (!closed) follow(key, current, ended)
    startNext()
    if (waiting.size + running.size === 0) settle.resolve(undefined)
  }

  const attempt = async (job: Job, signal: AbortSignal): Promise<JobOutcome | { state: 'failed'; error: unknown }> => {
    try {
      return await run(job, signal)
    } catch (error) {
      return { state: 'failed', error }
    }
  }

  const follow = (key: string, { job, next }: Running, ended: Awaited<ReturnType<typeof attempt>>): void => {
    if (next !== null) {
      // The re-run that someone asked for is still owed, unless it was published before the newer event came.
      waiting.set(key, ended.state === 'published' ? next : newer(job, next))
      return
    }
    if (ended.state !== 'superseded') supersessions.delete(key)
    switch (ended.state) {
      case 'published':
      case 'unchanged':
      case 'closed':
      case 'not-ours':
        log.info({ ...fields(job), outcome: ended.state }, 'ended a job')
        return
      case 'gave-up':
        log.error({ ...fields(job), why: ended.why }, 'gave up a job')
        return
      case 'superseded': {
        const times = (supersessions.get(key) ?? 0) + 1
        supersessions.set(key, times)
        if (times <= SUPERSEDED_AT_ONCE) waiting.set(key, job)
        else postpone(job, now() + backoff(times - SUPERSEDED_AT_ONCE, random()))
        return
      }
      case 'retry':
        log.info({ ...fields(job), at: ended.at, why: ended.why }, 'put off a job')
        postpone({ ...job, attempt: job.attempt + 1 }, ended.at)
        return
      case 'failed':
        if (now() - job.since >= GIVE_UP_AFTER_MS) {
          log.error({ ...fields(job), err: ended.error }, 'gave up a job that kept failing')
          return
        }
        log.error({ ...fields(job), err: ended.error }, 'a job failed and will be tried again')
        postpone({ ...job, attempt: job.attempt + 1 }, now() + backoff(job.attempt, random()))
    }
  }

  const close = async (graceMs: number): Promise<void> => {
    closed = true
    for (const { cancel } of putOff.values()) cancel()
    if (size() > 0) log.warn({ jobs: size() }, 'dropped jobs: the service is stopping')
    putOff.clear()
    waiting.clear()
    if (running.size === 0) return
    const graceOver = Promise.withResolvers<undefined>()
    const cancel = timer(() => {
      for (const { abort } of running.values()) abort.abort()
      graceOver.resolve(undefined)
    }, graceMs)
    await Promise.race([settle.promise, graceOver.promise])
    cancel()
  }

  return {
    add,
    idle: () => settle.promise,
    close,
    get size() {
      return size()
    },
  }
}

const newer = (earlier: Job | null, later: Job): Job =>
  earlier?.rerequested === true ? { ...later, rerequested: true } : later

/**
 * Milliseconds until the next try: doubles from one second to five minutes, with a quarter of it left to chance so
 * that what failed together is not tried together.
 *
 * @param attempt attempts that failed before the one that failed now
 * @param chance from 0 to 1
 */
export const backoff = (attempt: number, chance: number): number =>
  Math.min(FIRST_BACKOFF_MS * 2 ** attempt, LAST_BACKOFF_MS) * (0.75 + 0.25 * chance)

const fields = (job: Job) => ({ job: jobKey(job), repository: `${job.owner}/${job.name}`, attempt: job.attempt })
