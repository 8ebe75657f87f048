import type { Probot } from 'probot'
import type { Job } from '../gate/job.ts'
import { EVENTS, locate } from './locate.ts'

export type AppOptions = {
  readonly appId: number
  readonly add: (job: Job) => void
  /** Epoch milliseconds. */
  readonly now: () => number
}

/**
 * The Probot application function: each event that asks for a judgement becomes a job. Handlers do nothing else, so
 * that GitHub has its answer at once, and never throw.
 */
export const createApp =
  ({ appId, add, now }: AppOptions) =>
  (app: Probot): void => {
    for (const event of EVENTS) {
      app.on(event, ({ payload, log }) => {
        const located = locate(event, payload, appId)
        if (located.state === 'ignored') log.info({ event, why: located.why }, 'ignored a webhook')
        else add({ ...located.at, attempt: 0, since: now() })
      })
    }
  }
