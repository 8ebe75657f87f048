import type { Answer, GitHubClient } from '../forges/github/client.ts'
import { type CommitSituation, readCommit } from '../forges/github/commit.ts'
import { type Failure, failureOf } from '../forges/github/failure.ts'
import type { OurRun } from '../forges/github/runs.ts'
import { rememberedBy } from './acceptances.ts'
import { afterFailure } from './after-failure.ts'
import type { World } from './collect.ts'
import { knownOf, type RunIdentity } from './external-id.ts'
import { hold } from './hold.ts'
import { inTime } from './in-time.ts'
import type { Job, JobOutcome, JobRepository } from './job.ts'
import { type JudgedCommit, judgeSubject } from './judge-subject.ts'
import type { Locks } from './locks.ts'
import { nextTry } from './pace.ts'
import { publish } from './publish.ts'

export type GateOptions = Omit<World, 'own' | 'components'> & {
  readonly clients: (repository: JobRepository) => Promise<Clients>
  /** Hold over all that publish. */
  readonly locks: Locks
  /** Tells of the time that a stage takes. */
  readonly trace?: <T>(stage: string, work: () => Promise<T>) => Promise<T>
  /** Hears of each verdict that was written, by its conclusion; its status where it has none yet. */
  readonly written?: (conclusion: string) => void
  readonly slowMs?: number
  readonly tooSlowMs?: number
}

export type Clients = { readonly own: GitHubClient; readonly components: GitHubClient }

/** Judges what a job points at, and publishes the verdict. Failures of GitHub are outcomes, never exceptions. */
export type Gate = (job: Job, signal: AbortSignal) => Promise<JobOutcome>

/** In milliseconds: when a verdict that isn't there yet is said to be under way, and when it is given up for now. */
const SLOW_MS = 5_000
const TOO_SLOW_MS = 300_000

export const createGate =
  ({
    clients,
    locks,
    slowMs = SLOW_MS,
    tooSlowMs = TOO_SLOW_MS,
    trace = untraced,
    written = () => undefined,
    ...options
  }: GateOptions): Gate =>
  async (job, signal) => {
    const world = await connect(clients, options, job)
    if (!world.ok) return afterFailure(job, world.failure, options.now())
    const judging = trace('judge', () => judgeSubject(world.value, job))
    let isJudged = false
    const announce = () => {
      const isOver = () => isJudged || signal.aborted
      // A finished run that is looked at again by the way keeps what it says until there is something else to say.
      if (!job.background) hold(locks, world.value, job, { state: 'judging' }, isOver).catch(() => undefined)
    }
    const judged =
      (await inTime(judging, { slowMs, announce, tooSlowMs })) ?? afterFailure(job, TOO_SLOW, options.now())
    isJudged = true
    if ('state' in judged) {
      if (judged.state === 'retry' || judged.state === 'gave-up')
        await hold(locks, world.value, job, judged, () => signal.aborted)
      return judged
    }
    if (signal.aborted) return { state: 'superseded' }
    // Two pull requests with one head are two jobs: the second to come here finds the first one's run.
    return trace('publish', () =>
      locks(`${job.repositoryId}@${judged.head}`, () =>
        publishJudged({ ...world.value, written }, job, judged, signal),
      ),
    )
  }

const untraced = <T>(_: string, work: () => Promise<T>): Promise<T> => work()

const TOO_SLOW: Failure = {
  kind: 'unknown',
  why: { cause: 'timeout', detail: 'judging took longer than it may', retryAt: null },
  status: null,
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

/** A write whose answer was lost may have been made: what stands there is read again before it is made again. */
const MOST_WRITES = 3

type Publishing = World & { readonly written: (conclusion: string) => void }

const publishJudged = async (
  world: Publishing,
  job: Job,
  judged: JudgedCommit,
  signal: AbortSignal,
): Promise<JobOutcome> => {
  let rerunOf: number | null | undefined
  for (let left = MOST_WRITES - 1; ; left--) {
    const commit = await readCommit(world.own, job, world.appId, judged.head, judged.pulls)
    if (!commit.ok) return afterFailure(job, commit.failure, world.now())
    if (commit.value === null) return { state: 'closed' }
    if (signal.aborted || !isAllJudged(judged, commit.value)) return { state: 'superseded' }
    const newest = commit.value.runs[0]?.id ?? null
    rerunOf ??= newest
    // The re-run that someone asked for is there already where a newer run is than they had before them.
    const rerequested = (job.rerequested && rerunOf === newest) || (newest !== null && judged.refused === newest)
    const outcome = await writeVerdict(world, job, judged, commit.value.runs, rerequested)
    if (outcome.ok) return outcome.value
    if (outcome.failure.kind === 'missing') return { state: 'gave-up', why: MAY_NOT_WRITE }
    if (left === 0 || !isPassing(outcome.failure)) return afterFailure(job, outcome.failure, world.now())
  }
}

const MAY_NOT_WRITE =
  'GitHub answered 404 to a check run: the App was taken from the repository, or lacks the permission to write checks'

const isPassing = (failure: Failure): boolean =>
  failure.kind === 'unknown' && ['server-error', 'network', 'timeout', 'malformed'].includes(failure.why.cause)

/**
 * A verdict is never put on a commit that it was not made for, nor on fewer pull requests than have that head, nor for
 * another base than they have by now, nor without what was accepted since. What is on the default branch has left its
 * merge group.
 */
const isAllJudged = (
  { head, pulls, mergeGroup, whole, accepted, asked, bases }: JudgedCommit,
  { runs, openPulls }: CommitSituation,
): boolean => {
  const here = openPulls.filter((pull) => pull.head === head)
  const isWhole =
    sameSet(
      here.map(({ number }) => number),
      pulls,
    ) && here.every(({ number, baseBranch }) => bases.get(number) === baseBranch)
  const known = knownOf(runs)
  const counted = new Set(accepted.map((each) => JSON.stringify(each)))
  // A click that came meanwhile was on another job.
  if (!whole && !rememberedBy(runs).every((each) => counted.has(JSON.stringify(each)))) return false
  return (
    isWhole &&
    known.pulls.every((number) => asked.has(number)) &&
    (known.mergeGroup === null || mergeGroup !== null || whole)
  )
}

const writeVerdict = async (
  world: Publishing,
  job: Job,
  judged: JudgedCommit,
  runs: readonly OurRun[],
  rerequested: boolean,
): Promise<Answer<JobOutcome>> => {
  const { head, pulls, mergeGroup, unknowns } = judged
  const retryAt = unknowns.length === 0 ? null : nextTry(job, unknowns, world.now())
  const identity: RunIdentity = {
    pulls,
    mergeGroup,
    ...(judged.whole ? { whole: true } : {}),
    fingerprint: judged.fingerprint,
  }
  const output = judged.render({
    nextTry: retryAt === null ? null : new Date(retryAt).toISOString(),
    gaveUp: unknowns.length > 0 && retryAt === null,
  })
  const written = await publish(world.own, job, { head, output, identity, rerequested }, runs)
  if (!written.ok) return written
  if (written.value === 'published') world.written(output.conclusion ?? output.status)
  return {
    ok: true,
    value:
      retryAt === null
        ? { state: written.value }
        : { state: 'retry', at: retryAt, why: unknowns[0]?.detail ?? 'unknown' },
  }
}

const sameSet = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each))
