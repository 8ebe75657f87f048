import { EventEmitter } from 'node:events'
import { DelayedError, type Job as Ticket, Queue as BullQueue, WaitingError, Worker } from 'bullmq'
import type { RedisConnections } from '../redis/connect.ts'
import { startTimer } from '../timer.ts'
import { attempt } from './attempt.ts'
import { createFollow } from './follow.ts'
import { createLedger } from './ledger.ts'
import { type Added, CAPACITY, type Queue, type QueueCounts, type QueueOptions } from './queue.ts'
import { type Task, taskFields, taskKey } from './task.ts'

export type BullmqOptions = QueueOptions & {
  readonly redis: RedisConnections
  /** What all keys in Redis begin with; in braces, so that a cluster keeps them together. */
  readonly prefix?: string
  /** How long a task of a process that died stays taken, in milliseconds; up to a third more until that is seen. */
  readonly lockMs?: number
}

/**
 * A queue in Redis or Valkey, shared by any number of processes. BullMQ hands out the keys, one process each, and again
 * when a process dies; what is owed for each is in the ledger. A key that is owed and that BullMQ has lost is found by
 * the round.
 */
export const createBullmqQueue = async ({
  redis,
  run,
  concurrency,
  log,
  now = Date.now,
  random = Math.random,
  capacity = CAPACITY,
  prefix = '{open-userspace}',
  lockMs = LOCK_MS,
}: BullmqOptions): Promise<Queue> => {
  const ledger = createLedger(redis.commands, prefix, capacity)
  const options = { prefix: `${prefix}:bull` }
  const tickets = new BullQueue(QUEUE, { ...options, connection: redis.commands, skipWaitingForReady: true })
  tickets.on('error', (error) => log.debug({ err: error }, 'the queue met an error of Redis'))
  const { after, forget } = createFollow({ log, now, random })
  const running = new Map<string, AbortController>()
  const busy = new Set<Promise<unknown>>()
  const changes = new EventEmitter()
  const channel = `${prefix}:newer`
  let closed = false

  const hear = (_: string, key: string) => running.get(key)?.abort()
  /** What Redis kept may be gone, and another process have the same task soon. */
  const giveUp = () => {
    for (const abort of running.values()) abort.abort()
  }
  redis.subscriber.on('message', hear)
  redis.subscriber.on('close', giveUp)
  await redis.subscriber.subscribe(channel)

  const issue = async (key: string, priority: number, delay = 0): Promise<void> => {
    await tickets.add('task', null, { jobId: key, priority, delay, removeOnComplete: true, removeOnFail: true })
  }

  const enter = async (task: Task, ifAbsent: boolean, delayMs: number): Promise<Added | 'present'> => {
    const key = taskKey(task)
    if (!ifAbsent) forget(key)
    const kept = await ledger.put(task, ifAbsent)
    if (kept.state === 'full') log.error(taskFields(task), 'dropped a job: the queue is full')
    if (kept.state === 'full' || kept.state === 'present') return kept.state
    await issue(key, kept.priority, delayMs)
    if (kept.state === 'running') await redis.commands.publish(channel, key)
    if (kept.state === 'replaced') await bringForward(key, kept.priority)
    return 'queued'
  }

  /** Ends the waiting of one that was put off, and brings one forward that now has a better place. */
  const bringForward = async (key: string, priority: number): Promise<void> => {
    const ticket = await tickets.getJob(key)
    if (ticket === undefined) return reissue(key)
    try {
      if (await ticket.isDelayed()) await ticket.promote()
      if (priority < ticket.priority) await ticket.changePriority({ priority })
    } catch (error) {
      log.debug({ err: error, job: key }, 'a task began as it was brought forward')
    }
  }

  const carryOut = async (ticket: Ticket, token: string): Promise<void> => {
    const key = ticket.id ?? ''
    const task = await ledger.take(key, ticket.priority)
    if (task === null) return
    const abort = new AbortController()
    running.set(key, abort)
    // Nobody here was listening to what came before this.
    if (await ledger.hasNewer(key)) abort.abort()
    const ended = await attempt(run, task, abort.signal)
    running.delete(key)
    const isDone = ended.state === 'published' || ended.state === 'unchanged'
    const isOvertaken = (closed && !isDone) || (await ledger.hasNewer(key))
    const following = isOvertaken ? { state: 'again' as const, task } : after(task, ended)
    const next = following.state === 'done' ? null : following.task
    const settled = await ledger.settle(key, next, task.rerequested && ended.state !== 'published')
    if (settled === 'done') return
    if (settled === 'newer' || following.state !== 'later') {
      await ticket.moveToWait(token)
      throw new WaitingError()
    }
    await ticket.moveToDelayed(now() + following.delayMs, token)
    // One that came in between found nothing to hasten.
    if (!(await ledger.owes(following.task))) await bringForward(key, ticket.priority)
    throw new DelayedError()
  }

  /** What is owed and has no ticket, such as what came just as its key ended, gets one. */
  const reissue = async (key: string): Promise<void> => {
    if ((await redis.commands.exists(tickets.toKey(key))) > 0) return
    const priority = await ledger.place(key)
    if (priority !== null) await issue(key, priority)
  }

  const reissueAll = async (): Promise<void> => {
    for (const key of await ledger.owedKeys()) await reissue(key)
  }

  const soon = (work: Promise<void>): void => {
    work.catch((error: unknown) => log.warn({ err: error }, 'Redis failed; what is owed is looked for again'))
  }

  const handle = (ticket: Ticket, token = ''): Promise<void> => {
    const work = carryOut(ticket, token)
    const tracked = work
      .catch(() => undefined)
      .finally(() => {
        busy.delete(tracked)
        changes.emit('change')
      })
    busy.add(tracked)
    return work
  }

  let worker: Worker | null = null
  const startWorker = (): void => {
    worker = new Worker(QUEUE, handle, {
      ...options,
      connection: redis.patient,
      concurrency,
      lockDuration: lockMs,
      lockRenewTime: Math.ceil(lockMs / 4),
      // Redis takes whole milliseconds alone.
      stalledInterval: Math.ceil(lockMs / 3),
      runRetryDelay: RETRY_REDIS_MS,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    })
    worker.on('error', (error) => log.debug({ err: error }, 'the worker met an error of Redis'))
    // Another process has it by now, and must be the only one to publish.
    worker.on('lockRenewalFailed', (keys) => {
      for (const key of keys) running.get(key)?.abort()
    })
    for (const event of ['completed', 'failed'] as const)
      worker.on(event, (ticket: Ticket | undefined) => {
        changes.emit('change')
        if (ticket?.id !== undefined) soon(reissue(ticket.id))
      })
  }

  const counts = async (): Promise<QueueCounts> => {
    const { waiting = 0, prioritized = 0, delayed = 0, active = 0 } = await tickets.getJobCounts()
    const [first] = await tickets.getJobs(['prioritized', 'waiting'], 0, 0, true)
    return {
      waiting: waiting + prioritized,
      delayed,
      running: active,
      oldestWaitingMs: first === undefined ? 0 : Math.max(0, now() - first.timestamp),
    }
  }

  const changed = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    changes.once('change', resolve)
    const cancel = startTimer(() => resolve(undefined), LOOK_AGAIN_MS)
    await promise
    changes.off('change', resolve)
    cancel()
  }

  const close = async (graceMs: number): Promise<void> => {
    closed = true
    clearInterval(rounds)
    // With Redis away, nothing of this ends by itself.
    await within(Promise.resolve(worker?.pause(true)), HAND_BACK_MS)
    const ended = () => Promise.allSettled([...busy])
    await within(ended(), graceMs)
    giveUp()
    if (busy.size > 0) await within(ended(), HAND_BACK_MS)
    redis.subscriber.off('message', hear)
    redis.subscriber.off('close', giveUp)
    // What still runs is taken up by another process once its lock has run out.
    await within(Promise.resolve(worker?.close(busy.size > 0)), HAND_BACK_MS)
    await within(tickets.close(), HAND_BACK_MS)
  }

  let rounds: NodeJS.Timeout | undefined
  return {
    add: async (task) => ((await enter(task, false, 0)) === 'full' ? 'full' : 'queued'),
    offer: async (task, { delayMs = 0, hasten = false } = {}) => {
      const put = await enter(task, true, delayMs)
      if (put === 'present' && hasten) await bringForward(taskKey(task), Infinity)
      return put
    },
    work: async () => {
      await reissueAll()
      rounds = setInterval(() => soon(reissueAll()), ROUND_MS).unref()
      startWorker()
    },
    idle: async () => {
      for (;;) {
        const { waiting, running: active } = await counts()
        if (waiting + active + busy.size === 0) return
        await changed()
      }
    },
    close,
    counts,
  }
}

const QUEUE = 'tasks'
const ROUND_MS = 30_000
/** Renewed four times until it ends, so that a process must be busy for seconds to lose what it runs. */
const LOCK_MS = 10_000
const RETRY_REDIS_MS = 1_000
const LOOK_AGAIN_MS = 100
const HAND_BACK_MS = 1_000

const within = async (work: Promise<unknown>, ms: number): Promise<void> => {
  const over = Promise.withResolvers<undefined>()
  const cancel = startTimer(() => over.resolve(undefined), ms)
  await Promise.race([work.catch(() => undefined), over.promise])
  cancel()
}
