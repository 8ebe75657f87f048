import type { Answer, GitHubClient } from '../forges/github/client.ts'
import { readCommit } from '../forges/github/commit.ts'
import { failureOf } from '../forges/github/failure.ts'
import { afterFailure } from './after-failure.ts'
import type { World } from './collect.ts'
import { knownOf, type RunIdentity } from './external-id.ts'
import { hold } from './hold.ts'
import type { Job, JobOutcome, JobRepository } from './job.ts'
import { type JudgedCommit, judgeSubject } from './judge-subject.ts'
import type { Locks } from './locks.ts'
import { nextTry } from './pace.ts'
import { publish } from './publish.ts'

export type GateOptions = Omit<World, 'own' | 'components'> & {
  readonly clients: (repository: JobRepository) => Promise<Clients>
  /** Hold over all that publish. */
  readonly locks: Locks
}

export type Clients = { readonly own: GitHubClient; readonly components: GitHubClient }

/** Judges what a job points at, and publishes the verdict. Failures of GitHub are outcomes, never exceptions. */
export type Gate = (job: Job, signal: AbortSignal) => Promise<JobOutcome>

export const createGate =
  ({ clients, locks, ...options }: GateOptions): Gate =>
  async (job, signal) => {
    const world = await connect(clients, options, job)
    if (!world.ok) return afterFailure(job, world.failure, options.now())
    const judged = await judgeSubject(world.value, job)
    if ('state' in judged) {
      if (!signal.aborted && (judged.state === 'retry' || judged.state === 'gave-up'))
        await hold(locks, world.value, job, judged)
      return judged
    }
    if (signal.aborted) return { state: 'superseded' }
    // Two pull requests with one head are two jobs: the second to come here finds the first one's run.
    return locks(`${job.repositoryId}@${judged.head}`, () => publishJudged(world.value, job, judged))
  }

const connect = async (
  clients: GateOptions['clients'],
  options: Omit<World, 'own' | 'components'>,
  job: Job,
): Promise<Answer<World>> => {
  try {
    return { ok: true, value: { ...options, ...(await clients(job)) } }
  } catch (error) {
    return { ok: false, failure: failureOf(error, options.now()) }
  }
}

const publishJudged = async (world: World, job: Job, judged: JudgedCommit): Promise<JobOutcome> => {
  const { head, pulls, mergeGroup, asked, bases } = judged
  const commit = await readCommit(world.own, job, world.appId, head, pulls)
  if (!commit.ok) return afterFailure(job, commit.failure, world.now())
  if (commit.value === null) return { state: 'closed' }
  const { runs, openPulls } = commit.value
  const here = openPulls.filter((pull) => pull.head === head)
  // A verdict is never put on a commit that it was not made for, nor on fewer pull requests than have that head, nor
  // for another base than they have by now.
  const isWhole =
    sameSet(
      here.map(({ number }) => number),
      pulls,
    ) && here.every(({ number, baseBranch }) => bases.get(number) === baseBranch)
  const known = knownOf(runs)
  const isAllKnown =
    known.pulls.every((number) => asked.has(number)) && (known.mergeGroup === null || mergeGroup !== null)
  if (!isWhole || !isAllKnown) return { state: 'superseded' }

  const now = world.now()
  const retryAt = judged.unknowns.length === 0 ? null : nextTry(job, judged.unknowns, now)
  const identity: RunIdentity = { pulls, mergeGroup, fingerprint: judged.fingerprint }
  const output = judged.render({
    nextTry: retryAt === null ? null : new Date(retryAt).toISOString(),
    gaveUp: judged.unknowns.length > 0 && retryAt === null,
  })
  const written = await publish(world.own, job, { head, output, identity, rerequested: job.rerequested }, runs)
  if (!written.ok) return afterFailure(job, written.failure, now)
  return retryAt === null
    ? { state: written.value }
    : { state: 'retry', at: retryAt, why: judged.unknowns[0]?.detail ?? 'unknown' }
}

const sameSet = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each))
