import { readCommit } from '../forges/github/commit.ts'
import type { Answer, GitHubClient } from '../forges/github/client.ts'
import { type Failure, failureOf } from '../forges/github/failure.ts'
import type { PullSituation } from '../forges/github/situation.ts'
import { type Collected, collectMergeGroup, collectPull, type World } from './collect.ts'
import { decodeIdentity, type RunIdentity } from './external-id.ts'
import type { Job, JobOutcome, JobRepository } from './job.ts'
import { createLocks } from './locks.ts'
import { judge, type Judged } from './judge.ts'
import { nextTry } from './pace.ts'
import { publish } from './publish.ts'

export type GateOptions = Omit<World, 'own' | 'components'> & {
  readonly clients: (repository: JobRepository) => Promise<Clients>
}

export type Clients = { readonly own: GitHubClient; readonly components: GitHubClient }

/** Judges what a job points at, and publishes the verdict. Failures of GitHub are outcomes, never exceptions. */
export type Gate = (job: Job, signal: AbortSignal) => Promise<JobOutcome>

export const createGate = ({ clients, ...options }: GateOptions): Gate => {
  const locked = createLocks()

  return async (job, signal) => {
    const world = await connect(clients, options, job)
    if (!world.ok) return afterFailure(job, world.failure, options.now())
    const judged = await judgeSubject(world.value, job)
    if ('state' in judged) return judged
    if (signal.aborted) return { state: 'superseded' }
    // Two pull requests with one head are two jobs: the second to come here finds the first one's run.
    return locked(`${job.repositoryId}@${judged.head}`, () => publishJudged(world.value, job, judged))
  }
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

const judgeSubject = async (world: World, job: Job): Promise<Judged | JobOutcome> => {
  const { subject } = job
  switch (subject.kind) {
    case 'pull-request':
      return judgePulls(world, job, [subject.number], null)
    case 'merge-group':
      return judgeMergeGroup(world, job, subject)
    case 'commit': {
      const commit = await readCommit(world.own, job, world.appId, subject.sha, [])
      if (!commit.ok) return afterFailure(job, commit.failure, world.now())
      if (commit.value === null) return { state: 'not-ours' }
      const known = decodeIdentity(commit.value.runs[0]?.externalId ?? null)
      if (known?.mergeGroup) return judgeMergeGroup(world, job, { head: subject.sha, ...known.mergeGroup })
      const open = commit.value.openPulls.filter(({ head }) => head === subject.sha)
      const numbers = [...new Set([...(known?.pulls ?? []), ...open.map(({ number }) => number)])]
      return numbers.length === 0 ? { state: 'not-ours' } : judgePulls(world, job, numbers, subject.sha)
    }
  }
}

const judgeMergeGroup = async (
  world: World,
  job: Job,
  group: { readonly head: string; readonly base: string; readonly baseRef: string },
): Promise<Judged | JobOutcome> => {
  const collected = await collectMergeGroup(world, job, group)
  if (!collected.ok) return afterFailure(job, collected.failure, world.now())
  if (collected.value === null) return { state: 'closed' }
  return judge(world.config, group.head, [{ ...collected.value, pull: null }], {
    base: group.base,
    baseRef: group.baseRef,
  })
}

/**
 * One check run holds the parts of all open pull requests that have its commit for a head, so that a second one, to a
 * laxer branch, never lightens the first.
 *
 * @param head that they must have; null takes the first one's
 */
const judgePulls = async (
  world: World,
  job: Job,
  numbers: readonly number[],
  head: string | null,
): Promise<Judged | JobOutcome> => {
  const found = new Map<number, Collected<PullSituation>>()
  const asked = new Set<number>()
  let wanted = [...numbers]
  let commit = head
  while (wanted.length > 0) {
    for (const number of wanted) asked.add(number)
    const answers = await Promise.all(wanted.map((number) => collectPull(world, job, number)))
    wanted = []
    for (const answer of answers) {
      if (!answer.ok) return afterFailure(job, answer.failure, world.now())
      if (answer.value === null) continue
      const { situation } = answer.value
      commit ??= situation.head
      if (situation.head !== commit) continue
      found.set(situation.number, answer.value)
      wanted.push(...siblings(situation).filter((number) => !asked.has(number)))
    }
    wanted = [...new Set(wanted)]
  }
  if (commit === null || found.size === 0) return { state: 'closed' }
  const parts = [...found.values()].sort((a, b) => a.situation.number - b.situation.number)
  return judge(
    world.config,
    commit,
    parts.map(({ case: collected, situation }) => ({ case: collected, situation, pull: situation })),
    null,
  )
}

const siblings = ({ openPulls, head, runs }: PullSituation): number[] => [
  ...openPulls.filter((pull) => pull.head === head).map(({ number }) => number),
  ...(decodeIdentity(runs[0]?.externalId ?? null)?.pulls ?? []),
]

const publishJudged = async (world: World, job: Job, judged: Judged): Promise<JobOutcome> => {
  const { head, pulls, mergeGroup } = judged
  const commit = await readCommit(world.own, job, world.appId, head, pulls)
  if (!commit.ok) return afterFailure(job, commit.failure, world.now())
  if (commit.value === null) return { state: 'closed' }
  const { runs, openPulls } = commit.value
  const here = openPulls.filter((pull) => pull.head === head).map(({ number }) => number)
  // A verdict is never put on a commit that it was not made for, nor on fewer pull requests than have that head.
  if (mergeGroup === null && !sameSet(here, pulls)) return { state: 'superseded' }

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

const afterFailure = (job: Job, failure: Failure, now: number): JobOutcome => {
  if (failure.kind === 'missing') return { state: 'not-ours' }
  if (failure.why.cause === 'changing') return { state: 'superseded' }
  const at = nextTry(job, [failure.why], now)
  return at === null ? { state: 'gave-up', why: failure.why.detail } : { state: 'retry', at, why: failure.why.detail }
}
