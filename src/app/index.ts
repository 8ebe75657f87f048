import type { Probot } from 'probot'
import type { Added } from './queue/queue.ts'
import type { Task } from './queue/task.ts'
import { EVENTS, locate } from './locate.ts'

export type AppOptions = {
  readonly appId: number
  readonly add: (task: Task) => Promise<Added>
  /** Hears of a delivery, by its id, whose job could not be queued. */
  readonly refused: (delivery: string, why: unknown) => void
  /** Epoch milliseconds. */
  readonly now: () => number
}

/**
 * The Probot application function: each event that asks for a judgement becomes a job. Handlers do nothing else, so
 * that GitHub has its answer at once, and never throw.
 */
export const createApp =
  ({ appId, add, refused, now }: AppOptions) =>
  (app: Probot): void => {
    for (const event of EVENTS) {
      app.on(event, async ({ id, payload, log }) => {
        const located = locate(event, payload, appId)
        if (located.state === 'ignored') {
          log.info({ event, why: located.why }, 'ignored a webhook')
          return
        }
        try {
          const added = await add({ ...located.at, background: false, attempt: 0, since: now(), slot: null })
          if (added === 'full') refused(id, 'the queue is full')
        } catch (error) {
          refused(id, error)
        }
      })
    }
  }
