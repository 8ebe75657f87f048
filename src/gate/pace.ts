import type { Unknown } from '../core/case.ts'
import type { Work } from './job.ts'

const MINUTE_MS = 60_000
const FIRST_GAP_MS = MINUTE_MS
const LONGEST_GAP_MS = 60 * MINUTE_MS
const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE_MS
/** A merge group holds up its queue. */
const MERGE_GROUP_GIVES_UP_AFTER_MS = 10 * MINUTE_MS

/** What is told of a job to say when it is tried next. */
export type Tried = Pick<Work, 'attempt' | 'since'> & { readonly subject: { readonly kind: string } }

/** Epoch milliseconds of the next try, or null where it is time to give up. */
export const nextTry = (job: Tried, unknowns: readonly Unknown[], now: number): number | null => {
  const isMergeGroup = job.subject.kind === 'merge-group'
  const patience = isMergeGroup ? MERGE_GROUP_GIVES_UP_AFTER_MS : GIVE_UP_AFTER_MS
  const gap = Math.min(LONGEST_GAP_MS, FIRST_GAP_MS * 2 ** Math.min(job.attempt, 10))
  const told = unknowns.map(({ retryAt }) => (retryAt === null ? null : Date.parse(retryAt)))
  const untold = now + (isMergeGroup ? Math.min(gap, 2 * MINUTE_MS) : gap)
  // What a limit says goes, even where that is sooner.
  const at = told.length === 0 ? untold : Math.max(...told.map((time) => time ?? untold))
  return at - job.since > patience ? null : at
}
