import type { JobOutcome } from '../../gate/job.ts'
import type { Log } from '../log.ts'
import type { Task } from './task.ts'

/** Tasks waiting, running and put off, at most one running for a key. */
export type Queue = {
  /**
   * Takes a task: it replaces a waiting one of its key, and makes a running one give up before it runs itself. Rejects
   * where the queue can't be reached.
   */
  readonly add: (task: Task) => Promise<Added>
  /** Takes a task unless one of its key waits, runs or is put off. */
  readonly offer: (task: Task, options?: OfferOptions) => Promise<Added | 'present'>
  /** Begins to run what waits. */
  readonly work: () => Promise<void>
  /** Resolves once nothing waits and nothing runs; tasks put off until later don't count. */
  readonly idle: () => Promise<void>
  /** Starts nothing more, and resolves once nothing runs here, or after `graceMs`, telling what still runs to give up. */
  readonly close: (graceMs: number) => Promise<void>
  readonly counts: () => Promise<QueueCounts>
}

export type OfferOptions = {
  /** It begins that much later, in milliseconds. */
  readonly delayMs?: number
  /** One that is put off begins now. */
  readonly hasten?: boolean
}

/** `full`: it was dropped. */
export type Added = 'queued' | 'full'

export type QueueCounts = {
  readonly waiting: number
  readonly delayed: number
  readonly running: number
  /** How long the one that waits longest has, in milliseconds; 0 where none does. */
  readonly oldestWaitingMs: number
}

/** Does a task. An aborted signal forbids publishing. What it throws is logged and tried again. */
export type Run = (task: Task, signal: AbortSignal) => Promise<JobOutcome>

export type QueueOptions = {
  readonly run: Run
  readonly concurrency: number
  readonly log: Pick<Log, 'debug' | 'info' | 'warn' | 'error'>
  /** Epoch milliseconds. */
  readonly now?: () => number
  /** From 0 to 1. */
  readonly random?: () => number
  /** Most tasks that wait, are put off or run; half of them at most are of one installation. */
  readonly capacity?: number
}

export const CAPACITY = 10_000
