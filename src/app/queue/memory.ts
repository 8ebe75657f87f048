import { startTimer, type StartTimer } from '../timer.ts'
import { attempt } from './attempt.ts'
import { createFollow, type Ended } from './follow.ts'
import { type Added, CAPACITY, type OfferOptions, type Queue, type QueueCounts, type QueueOptions } from './queue.ts'
import { flowOf, newer, type Task, taskFields, taskKey } from './task.ts'

type Waiting = { readonly task: Task; readonly since: number }
type Running = { readonly task: Task; readonly abort: AbortController; next: Task | null }
type PutOff = { readonly task: Task; readonly cancel: () => void }

export type MemoryQueueOptions = QueueOptions & { readonly timer?: StartTimer }

/** A queue in memory. What it loses when the process ends is found again from GitHub's own state. */
export const createMemoryQueue = ({
  run,
  concurrency,
  log,
  now = Date.now,
  random = Math.random,
  capacity = CAPACITY,
  timer = startTimer,
}: MemoryQueueOptions): Queue => {
  /** By flow, in the order of their turns, then by key in the order of coming. */
  const flows = new Map<string, Map<string, Waiting>>()
  const flowOfKey = new Map<string, string>()
  const putOff = new Map<string, PutOff>()
  const running = new Map<string, Running>()
  const perInstallation = new Map<number, number>()
  const { after, forget } = createFollow({ log, now, random })
  let working = false
  let closed = false
  /** null while nothing waits and nothing runs. */
  let settle: PromiseWithResolvers<undefined> | null = null

  const size = () => flowOfKey.size + putOff.size
  const count = ({ installationId }: Task, by: 1 | -1): void => {
    const sum = (perInstallation.get(installationId) ?? 0) + by
    if (sum === 0) perInstallation.delete(installationId)
    else perInstallation.set(installationId, sum)
  }

  const waitingAt = (key: string): Waiting | undefined => flows.get(flowOfKey.get(key) ?? '')?.get(key)

  const takeOut = (key: string): void => {
    const flow = flowOfKey.get(key)
    const waiting = flows.get(flow ?? '')
    if (flow === undefined || waiting === undefined) return
    const task = waiting.get(key)?.task
    if (task !== undefined) count(task, -1)
    waiting.delete(key)
    flowOfKey.delete(key)
    if (waiting.size === 0) flows.delete(flow)
  }

  const dropPutOff = (key: string): void => {
    const found = putOff.get(key)
    if (found === undefined) return
    found.cancel()
    putOff.delete(key)
    count(found.task, -1)
  }

  const wait = (task: Task): void => {
    const key = taskKey(task)
    dropPutOff(key)
    settle ??= Promise.withResolvers()
    const flow = flowOf(task)
    const before = waitingAt(key)
    if (before !== undefined && flowOfKey.get(key) !== flow) takeOut(key)
    else if (before !== undefined) count(before.task, -1)
    const waiting = flows.get(flow) ?? new Map<string, Waiting>()
    waiting.set(key, { task, since: before?.since ?? now() })
    flows.set(flow, waiting)
    flowOfKey.set(key, flow)
    count(task, 1)
  }

  const postpone = (task: Task, delayMs: number): void => {
    const key = taskKey(task)
    dropPutOff(key)
    const then = () => {
      wait(task)
      startNext()
    }
    putOff.set(key, { task, cancel: timer(then, delayMs) })
    count(task, 1)
  }

  const isFull = ({ installationId }: Task): boolean =>
    size() >= capacity || (perInstallation.get(installationId) ?? 0) >= capacity / 2

  const startNext = (): void => {
    while (working && !closed && running.size < concurrency) {
      const key = nextInTurn()
      const waiting = key === null ? undefined : waitingAt(key)
      if (key === null || waiting === undefined) return
      takeOut(key)
      void start(key, waiting.task)
    }
  }

  /** The first that waits in the flow that has the fewest running; among equals, in the flow whose turn it is. */
  const nextInTurn = (): string | null => {
    const busy = new Map<string, number>()
    for (const { task } of running.values()) busy.set(flowOf(task), (busy.get(flowOf(task)) ?? 0) + 1)
    let best: string | null = null
    let least = Infinity
    for (const flow of flows.keys()) {
      const count = busy.get(flow) ?? 0
      if (count < least) [best, least] = [flow, count]
      if (least === 0) break
    }
    const waiting = flows.get(best ?? '')
    const key = waiting?.keys().next().value
    if (best === null || waiting === undefined || key === undefined) return null
    flows.delete(best)
    flows.set(best, waiting)
    return key
  }

  const start = async (key: string, task: Task): Promise<void> => {
    const current: Running = { task, abort: new AbortController(), next: null }
    running.set(key, current)
    const ended = await attempt(run, task, current.abort.signal)
    running.delete(key)
    if (!closed) proceed(current, ended)
    startNext()
    if (flowOfKey.size + running.size > 0) return
    settle?.resolve(undefined)
    settle = null
  }

  const proceed = ({ task, next }: Running, ended: Ended): void => {
    if (next !== null) {
      // The re-run that someone asked for is still owed, unless it was published before the newer event came.
      wait(ended.state === 'published' ? next : newer(task, next))
      return
    }
    const following = after(task, ended)
    if (following.state === 'again') wait(following.task)
    if (following.state === 'later') postpone(following.task, following.delayMs)
  }

  const refuses = (task: Task): boolean => {
    if (closed) log.warn(taskFields(task), 'dropped a job: the service is stopping')
    return closed
  }

  const enter = (task: Task, delayMs: number): Added => {
    if (isFull(task)) {
      log.error(taskFields(task), 'dropped a job: the queue is full')
      return 'full'
    }
    if (delayMs > 0) postpone(task, delayMs)
    else wait(task)
    startNext()
    return 'queued'
  }

  const add = (task: Task): Added => {
    if (refuses(task)) return 'full'
    const key = taskKey(task)
    forget(key)
    const current = running.get(key)
    if (current !== undefined) {
      current.next = newer(current.next, task)
      // Each call makes an error of its own, with its stack.
      if (!current.abort.signal.aborted) current.abort.abort()
      return 'queued'
    }
    const earlier = waitingAt(key)?.task ?? putOff.get(key)?.task ?? null
    if (earlier === null) return enter(task, 0)
    wait(newer(earlier, task))
    startNext()
    return 'queued'
  }

  const offer = (task: Task, { delayMs = 0, hasten = false }: OfferOptions): Added | 'present' => {
    if (refuses(task)) return 'full'
    const key = taskKey(task)
    const later = putOff.get(key)
    if (later !== undefined && hasten) {
      wait(later.task)
      startNext()
    }
    return running.has(key) || flowOfKey.has(key) || putOff.has(key) ? 'present' : enter(task, delayMs)
  }

  const work = (): Promise<void> => {
    working = true
    startNext()
    return Promise.resolve()
  }

  const close = async (graceMs: number): Promise<void> => {
    closed = true
    if (size() > 0) log.warn({ jobs: size() }, 'dropped jobs: the service is stopping')
    for (const { cancel } of putOff.values()) cancel()
    putOff.clear()
    flows.clear()
    flowOfKey.clear()
    perInstallation.clear()
    if (running.size === 0) settle?.resolve(undefined)
    if (running.size === 0) return
    const graceOver = Promise.withResolvers<undefined>()
    const cancel = timer(() => {
      for (const { abort } of running.values()) abort.abort()
      graceOver.resolve(undefined)
    }, graceMs)
    await Promise.race([settle?.promise, graceOver.promise])
    cancel()
  }

  const counts = (): QueueCounts => {
    let oldest = now()
    for (const waiting of flows.values()) for (const { since } of waiting.values()) oldest = Math.min(oldest, since)
    return {
      waiting: flowOfKey.size,
      delayed: putOff.size,
      running: running.size,
      oldestWaitingMs: now() - oldest,
    }
  }

  return {
    add: (task) => Promise.resolve(add(task)),
    offer: (task, options = {}) => Promise.resolve(offer(task, options)),
    work,
    idle: () => settle?.promise ?? Promise.resolve(),
    close,
    counts: () => Promise.resolve(counts()),
  }
}
