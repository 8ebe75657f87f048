import { readCommit } from '../forges/github/commit.ts'
import type { Answer, GitHubClient } from '../forges/github/client.ts'
import { type Failure, failureOf } from '../forges/github/failure.ts'
import type { OurRun } from '../forges/github/runs.ts'
import { type PullSituation, readPull, type Situation } from '../forges/github/situation.ts'
import { heldRun } from '../report/check-run/held-run.ts'
import { type Collected, collectMergeGroup, collectPull, type World } from './collect.ts'
import { decodeIdentity, type RunIdentity } from './external-id.ts'
import type { Job, JobOutcome, JobRepository } from './job.ts'
import { createLocks, type Locks } from './locks.ts'
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
    if ('state' in judged) {
      if (!signal.aborted && (judged.state === 'retry' || judged.state === 'gave-up'))
        await hold(locked, world.value, job, judged)
      return judged
    }
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

type JudgedCommit = Judged & {
  /** All that was asked about, those that turned out closed or elsewhere too. */
  readonly asked: ReadonlySet<number>
  /** The base branch that each was judged for. */
  readonly bases: ReadonlyMap<number, string>
}

const judgeSubject = async (world: World, job: Job): Promise<JudgedCommit | JobOutcome> => {
  const { subject } = job
  switch (subject.kind) {
    case 'pull-request':
      return judgeCommit(world, job, { numbers: [subject.number], head: null, group: null })
    case 'merge-group': {
      const { head, base, baseRef } = subject
      return judgeCommit(world, job, { numbers: [], head, group: { base, baseRef } })
    }
    case 'commit': {
      const commit = await readCommit(world.own, job, world.appId, subject.sha, [])
      if (!commit.ok) return afterFailure(job, commit.failure, world.now())
      if (commit.value === null) return { state: 'not-ours' }
      const known = knownOf(commit.value.runs)
      const open = commit.value.openPulls.filter(({ head }) => head === subject.sha)
      const numbers = [...known.pulls, ...open.map(({ number }) => number)]
      return numbers.length === 0 && known.mergeGroup === null
        ? { state: 'not-ours' }
        : judgeCommit(world, job, { numbers, head: subject.sha, group: known.mergeGroup })
    }
  }
}

/** What our newest run on a commit is about. */
const knownOf = ([newest]: readonly OurRun[]): Pick<RunIdentity, 'pulls' | 'mergeGroup'> =>
  decodeIdentity(newest?.externalId ?? null) ?? { pulls: [], mergeGroup: null }

/** Each costs as much as any change; nobody needs as many on one commit. */
const MOST_PULLS = 30

type AskedCommit = {
  readonly numbers: readonly number[]
  /** The commit that they must have for a head; null takes the first one's. */
  readonly head: string | null
  readonly group: RunIdentity['mergeGroup']
}

/**
 * One check run holds the parts of all open pull requests that have its commit for a head, and of the merge group whose
 * commit it is, so that a second one, to a laxer branch, never lightens the first. Anyone can open a pull request on a
 * merge group's commit.
 */
const judgeCommit = async (
  world: World,
  job: Job,
  { numbers, head, group }: AskedCommit,
): Promise<JudgedCommit | JobOutcome> => {
  const found = new Map<number, Collected<PullSituation>>()
  const asked = new Set<number>()
  let groupCase: Collected<Situation> | null = null
  let mergeGroup = group
  let wanted = [...new Set(numbers)]
  let commit = head
  const lookAround = (situation: Situation): void => {
    const known = knownOf(situation.runs)
    mergeGroup ??= known.mergeGroup
    const open = situation.openPulls.filter((pull) => pull.head === situation.head).map(({ number }) => number)
    wanted.push(...[...open, ...known.pulls].filter((number) => !asked.has(number)))
  }
  for (;;) {
    wanted = [...new Set(wanted)]
    if (asked.size + wanted.length > MOST_PULLS) return afterFailure(job, TOO_MANY, world.now())
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
      lookAround(situation)
    }
    if (commit !== null && mergeGroup !== null && groupCase === null) {
      const collected = await collectMergeGroup(world, job, { head: commit, base: mergeGroup.base })
      if (!collected.ok) return afterFailure(job, collected.failure, world.now())
      if (collected.value === null) return { state: 'closed' }
      groupCase = collected.value
      lookAround(groupCase.situation)
    }
    if (wanted.length === 0) break
  }
  if (commit === null || (found.size === 0 && groupCase === null)) return { state: 'closed' }
  const pulls = [...found.values()].sort((a, b) => a.situation.number - b.situation.number)
  const parts = [
    ...(groupCase === null ? [] : [{ case: groupCase.case, pull: null }]),
    ...pulls.map(({ case: collected, situation }) => ({ case: collected, pull: situation })),
  ]
  return {
    ...judge(world.config, commit, parts, mergeGroup),
    asked,
    bases: new Map(pulls.map(({ situation }) => [situation.number, situation.baseBranch])),
  }
}

const TOO_MANY: Failure = {
  kind: 'unknown',
  why: {
    cause: 'too-large',
    detail: `more than ${MOST_PULLS} open pull requests have this commit for a head`,
    retryAt: null,
  },
  status: null,
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

/**
 * Says on the commit that it could not be looked at. Without that a verdict would stay there that may have been made for
 * another pull request or base, and a green one satisfies them all. What fails here is tried again with the job.
 */
const hold = async (
  locked: Locks,
  world: World,
  job: Job,
  ended: Extract<JobOutcome, { readonly state: 'retry' | 'gave-up' }>,
): Promise<void> => {
  const { subject } = job
  const place = subject.kind === 'pull-request' ? await placeOf(world, job, subject.number) : subjectPlace(subject)
  if (place === null) return
  const { head, pulls, mergeGroup } = place
  await locked(`${job.repositoryId}@${head}`, async () => {
    const commit = await readCommit(world.own, job, world.appId, head, pulls)
    if (!commit.ok || commit.value === null) return
    const { runs, openPulls } = commit.value
    if (pulls.some((number) => !openPulls.some((pull) => pull.number === number && pull.head === head))) return
    const [newest] = runs
    if (newest?.completed === false && ended.state === 'retry') return
    const known = knownOf(runs)
    const identity: RunIdentity = {
      pulls: [...new Set([...known.pulls, ...pulls])].sort((a, b) => a - b),
      mergeGroup: mergeGroup ?? known.mergeGroup,
      fingerprint: '-',
    }
    if (identity.pulls.length === 0 && identity.mergeGroup === null) return
    const output = heldRun(ended.why, ended.state === 'retry' ? new Date(ended.at).toISOString() : null)
    await publish(world.own, job, { head, output, identity, rerequested: job.rerequested }, runs)
  })
}

type HeldPlace = { readonly head: string } & Pick<RunIdentity, 'pulls' | 'mergeGroup'>

const subjectPlace = (subject: Exclude<Job['subject'], { readonly kind: 'pull-request' }>): HeldPlace =>
  subject.kind === 'commit'
    ? { head: subject.sha, pulls: [], mergeGroup: null }
    : { head: subject.head, pulls: [], mergeGroup: { base: subject.base, baseRef: subject.baseRef } }

const placeOf = async (world: World, repository: Job, number: number): Promise<HeldPlace | null> => {
  const asking = { ...world, client: world.own, repository, manifestPaths: [] }
  const pull = await readPull(asking, number)
  return pull.ok && pull.value?.open === true ? { head: pull.value.head, pulls: [number], mergeGroup: null } : null
}

const sameSet = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each))

const afterFailure = (job: Job, failure: Failure, now: number): JobOutcome => {
  if (failure.kind === 'missing') return { state: 'not-ours' }
  if (failure.why.cause === 'changing') return { state: 'superseded' }
  const at = nextTry(job, [failure.why], now)
  return at === null ? { state: 'gave-up', why: failure.why.detail } : { state: 'retry', at, why: failure.why.detail }
}
