import type { GitHubClient } from '../forges/github/client.ts'
import { listInstallations } from '../forges/github/installations.ts'
import type { Leader } from './leader.ts'
import type { Log } from './log.ts'
import type { Queue } from './queue/queue.ts'
import { sweepWork } from './sweep.ts'

export type HealerOptions = {
  readonly app: GitHubClient
  readonly leader: Leader
  readonly queue: Pick<Queue, 'offer'>
  readonly redeliver: () => Promise<number>
  /** Before the first sweep: webhooks that come in at start go first. In milliseconds. */
  readonly firstMs: number
  readonly intervalMs: number
  readonly log: Pick<Log, 'info' | 'warn'>
  /** Hears how many deliveries were sent again. */
  readonly swept: (redelivered: number) => void
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** Sweeps at start and at intervals, in the one process that leads. Returns what ends that. */
export const startHealer = (options: HealerOptions): (() => void) => {
  const { app, leader, queue, log, now } = options

  const sweep = async (): Promise<void> => {
    if (!leader.isMe()) return
    const redelivered = await options.redeliver()
    const installations = await listInstallations(app)
    if (!installations.ok) {
      const { failure } = installations
      log.warn({ why: failure.kind === 'unknown' ? failure.why.detail : 'missing' }, 'could not list installations')
      return
    }
    for (const id of installations.value)
      // One that failed and waits has no better time than now.
      await queue.offer(
        { ...sweepWork(id, now()), subject: { kind: 'installation', rejudge: false } },
        { hasten: true },
      )
    options.swept(redelivered)
  }

  const sweepSafely = (): void => {
    sweep().catch((error: unknown) => log.warn({ err: error }, 'a sweep failed; the next one makes up for it'))
  }

  let first: NodeJS.Timeout | undefined
  leader.start(() => {
    clearTimeout(first)
    first = setTimeout(sweepSafely, options.firstMs).unref()
  })
  const interval = setInterval(sweepSafely, options.intervalMs).unref()
  return () => {
    clearTimeout(first)
    clearInterval(interval)
  }
}
