import type { Failure } from '../forges/github/failure.ts'
import type { JobOutcome } from './job.ts'
import { nextTry, type Tried } from './pace.ts'

/** What becomes of a job that met a failure of GitHub. `now`: epoch milliseconds. */
export const afterFailure = (job: Tried, failure: Failure, now: number): JobOutcome => {
  if (failure.kind === 'missing') return { state: 'not-ours' }
  if (failure.why.cause === 'changing') return { state: 'superseded' }
  const at = nextTry(job, [failure.why], now)
  return at === null ? { state: 'gave-up', why: failure.why.detail } : { state: 'retry', at, why: failure.why.detail }
}
