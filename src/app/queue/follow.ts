import type { JobOutcome } from '../../gate/job.ts'
import type { QueueOptions } from './queue.ts'
import { type Task, taskFields, taskKey } from './task.ts'

const HOUR_MS = 3_600_000
export const GIVE_UP_AFTER_MS = 24 * HOUR_MS
const FIRST_BACKOFF_MS = 1_000
const LAST_BACKOFF_MS = 300_000
/** How often in a row a moved head is judged again at once; from then on it is put off as errors are. */
const SUPERSEDED_AT_ONCE = 10

export type Ended = JobOutcome | { readonly state: 'failed'; readonly error: unknown }

/** What becomes of a task that has run. */
export type Following =
  | { readonly state: 'done' }
  | { readonly state: 'again'; readonly task: Task }
  | { readonly state: 'later'; readonly task: Task; readonly delayMs: number }

export type Follow = {
  readonly after: (task: Task, ended: Ended) => Following
  /** Something new came for this key: heads that moved before no longer count. */
  readonly forget: (key: string) => void
}

/** Decides what follows from how a task ended, and logs it. */
export const createFollow = ({
  log,
  now = Date.now,
  random = Math.random,
}: Pick<QueueOptions, 'log' | 'now' | 'random'>): Follow => {
  const supersessions = new Map<string, number>()

  // A clock or an answer gone wrong must not put a task off for ever, nor make it spin.
  const bounded = (delay: number) => Math.min(Math.max(delay, FIRST_BACKOFF_MS), GIVE_UP_AFTER_MS) || FIRST_BACKOFF_MS
  const later = (task: Task, delay: number): Following => ({ state: 'later', task, delayMs: bounded(delay) })

  const afterSupersession = (task: Task): Following => {
    const key = taskKey(task)
    const times = (supersessions.get(key) ?? 0) + 1
    supersessions.set(key, times)
    return times <= SUPERSEDED_AT_ONCE
      ? { state: 'again', task }
      : later(task, backoff(times - SUPERSEDED_AT_ONCE, random()))
  }

  const after = (task: Task, ended: Ended): Following => {
    if (ended.state !== 'superseded') supersessions.delete(taskKey(task))
    // The time that was kept for its write is used up.
    const fresh: Task = { ...task, slot: null }
    switch (ended.state) {
      case 'published':
      case 'unchanged':
      case 'closed':
      case 'not-ours':
        log.info({ ...taskFields(task), outcome: ended.state }, 'ended a job')
        return { state: 'done' }
      case 'gave-up':
        log.error({ ...taskFields(task), why: ended.why }, 'gave up a job')
        return { state: 'done' }
      case 'superseded':
        return afterSupersession(fresh)
      case 'retry':
        log.info({ ...taskFields(task), at: ended.at, why: ended.why }, 'put off a job')
        return later({ ...fresh, attempt: task.attempt + 1 }, ended.at - now())
      case 'paced':
        log.debug({ ...taskFields(task), at: ended.at, why: ended.why }, 'paced a job')
        return later({ ...task, slot: ended.slot }, ended.at - now())
      case 'failed':
        if (now() - task.since >= GIVE_UP_AFTER_MS) {
          log.error({ ...taskFields(task), err: ended.error }, 'gave up a job that kept failing')
          return { state: 'done' }
        }
        log.error({ ...taskFields(task), err: ended.error }, 'a job failed and will be tried again')
        return later({ ...fresh, attempt: task.attempt + 1 }, backoff(task.attempt, random()))
    }
  }

  return { after, forget: (key) => void supersessions.delete(key) }
}

/**
 * Milliseconds until the next try: doubles from one second to five minutes, with a quarter of it left to chance so
 * that what failed together is not tried together.
 *
 * @param attempt attempts that failed before the one that failed now
 * @param chance from 0 to 1
 */
export const backoff = (attempt: number, chance: number): number =>
  Math.min(FIRST_BACKOFF_MS * 2 ** attempt, LAST_BACKOFF_MS) * (0.75 + 0.25 * chance)
