import { readCommit } from '../forges/github/commit.ts'
import { readPull } from '../forges/github/situation.ts'
import { heldRun, judgingRun } from '../report/check-run/held-run.ts'
import { rememberedBy } from './acceptances.ts'
import type { World } from './collect.ts'
import { knownOf, type RunIdentity } from './external-id.ts'
import type { Job, JobOutcome } from './job.ts'
import type { Locks } from './locks.ts'
import { publish } from './publish.ts'

/** Why there is no verdict now: it is being made, or it could not be made. */
type Pending = Extract<JobOutcome, { readonly state: 'retry' | 'gave-up' }> | { readonly state: 'judging' }

/**
 * Says on the commit that it could not be looked at, or not yet. Without that a verdict would stay there that may have
 * been made for another pull request or base, and a green one satisfies them all. What fails here is tried again with the
 * job.
 *
 * @param isOver Whether there is no longer any need to
 */
export const hold = async (
  locked: Locks,
  world: World,
  job: Job,
  pending: Pending,
  isOver: () => boolean,
): Promise<void> => {
  const { subject } = job
  const place = subject.kind === 'pull-request' ? await placeOf(world, job, subject.number) : subjectPlace(subject)
  if (place === null) return
  const { head, pulls, mergeGroup, whole } = place
  await locked(`${job.repositoryId}@${head}`, async () => {
    const commit = await readCommit(world.own, job, world.appId, head, pulls)
    if (!commit.ok || commit.value === null) return
    const { runs, openPulls } = commit.value
    if (pulls.some((number) => !openPulls.some((pull) => pull.number === number && pull.head === head))) return
    const [newest] = runs
    if (isOver() || (newest?.completed === false && pending.state !== 'gave-up')) return
    const known = knownOf(runs)
    const identity: RunIdentity = {
      pulls: [...new Set([...known.pulls, ...pulls])].sort((a, b) => a - b),
      mergeGroup: mergeGroup ?? known.mergeGroup,
      ...(whole ? { whole } : {}),
      fingerprint: '-',
    }
    if (identity.pulls.length === 0 && identity.mergeGroup === null && !whole) return
    const accepted = rememberedBy(runs)
    const output = pending.state === 'judging' ? judgingRun(accepted) : heldRun(pending.why, timeOf(pending), accepted)
    await publish(world.own, job, { head, output, identity, rerequested: job.rerequested }, runs)
  })
}

const timeOf = (pending: Exclude<Pending, { readonly state: 'judging' }>): string | null =>
  pending.state === 'retry' ? new Date(pending.at).toISOString() : null

type HeldPlace = { readonly head: string } & Pick<RunIdentity, 'pulls' | 'mergeGroup' | 'whole'>

const subjectPlace = (subject: Exclude<Job['subject'], { readonly kind: 'pull-request' }>): HeldPlace =>
  subject.kind !== 'merge-group'
    ? { head: subject.sha, pulls: [], mergeGroup: null, ...(subject.kind === 'tip' ? { whole: true } : {}) }
    : { head: subject.head, pulls: [], mergeGroup: { base: subject.base, baseRef: subject.baseRef } }

const placeOf = async (world: World, repository: Job, number: number): Promise<HeldPlace | null> => {
  const asking = { ...world, client: world.own, repository, manifestPaths: [] }
  const pull = await readPull(asking, number)
  return pull.ok && pull.value?.open === true ? { head: pull.value.head, pulls: [number], mergeGroup: null } : null
}
