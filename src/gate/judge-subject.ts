import { readCommit } from '../forges/github/commit.ts'
import type { Failure } from '../forges/github/failure.ts'
import type { PullSituation, Situation } from '../forges/github/situation.ts'
import { afterFailure } from './after-failure.ts'
import { type Collected, collectMergeGroup, collectPull, type World } from './collect.ts'
import { knownOf, type RunIdentity } from './external-id.ts'
import type { Job, JobOutcome } from './job.ts'
import { judge, type Judged } from './judge.ts'

export type JudgedCommit = Judged & {
  /** All that was asked about, those that turned out closed or elsewhere too. */
  readonly asked: ReadonlySet<number>
  /** The base branch that each was judged for. */
  readonly bases: ReadonlyMap<number, string>
}

/** Judges the commit that a job is about; an outcome where there is nothing to judge, or nothing could be read. */
export const judgeSubject = async (world: World, job: Job): Promise<JudgedCommit | JobOutcome> => {
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
