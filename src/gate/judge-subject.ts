import type { Answer } from '../forges/github/client.ts'
import { readCommit } from '../forges/github/commit.ts'
import type { Failure } from '../forges/github/failure.ts'
import type { PullSituation, Situation } from '../forges/github/situation.ts'
import { evaluate } from '../core/verdict/evaluate.ts'
import { afterFailure } from './after-failure.ts'
import { type Collected, collectMergeGroup, collectPull, collectTip, type World } from './collect.ts'
import { type Click, readClick } from './acceptances.ts'
import { knownOf, type RunIdentity } from './external-id.ts'
import type { Job, JobOutcome } from './job.ts'
import { judge, type Judged } from './judge.ts'
import { settle } from './settle.ts'

export type JudgedCommit = Judged & {
  /** All that was asked about, those that turned out closed or elsewhere too. */
  readonly asked: ReadonlySet<number>
  /** The base branch that each was judged for. */
  readonly bases: ReadonlyMap<number, string>
  /** The run whose button changed nothing, which whoever pressed it is to be told; null where there is none. */
  readonly refused: number | null
}

/** Judges the commit that a job is about; an outcome where there is nothing to judge, or nothing could be read. */
export const judgeSubject = async (world: World, job: Job): Promise<JudgedCommit | JobOutcome> => {
  const { subject } = job
  switch (subject.kind) {
    case 'pull-request':
      return judgeCommit(world, job, { numbers: [subject.number], head: null, group: null, click: null })
    case 'merge-group': {
      const { head, base, baseRef } = subject
      return judgeCommit(world, job, { numbers: [], head, group: { base, baseRef }, click: null })
    }
    case 'tip':
      return judgeTip(world, job, subject.sha)
    case 'click':
    case 'commit': {
      const click = subject.kind === 'click' ? await readClick(world, job, subject) : NO_CLICK
      if (!click.ok) return afterFailure(job, click.failure, world.now())
      if (subject.kind === 'click' && click.value === null) return { state: 'not-ours' }
      const commit = await readCommit(world.own, job, world.appId, subject.sha, [])
      if (!commit.ok) return afterFailure(job, commit.failure, world.now())
      if (commit.value === null) return { state: 'not-ours' }
      const known = knownOf(commit.value.runs)
      const open = commit.value.openPulls.filter(({ head }) => head === subject.sha)
      const numbers = [...known.pulls, ...open.map(({ number }) => number)]
      if (numbers.length > 0 || known.mergeGroup !== null)
        return judgeCommit(world, job, {
          numbers,
          head: subject.sha,
          group: known.mergeGroup,
          click: click.value,
        })
      return known.whole ? judgeTip(world, job, subject.sha) : { state: 'not-ours' }
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
  readonly click: Click | null
}

const NO_CLICK: Answer<Click | null> = { ok: true, value: null }

/**
 * One check run holds the parts of all open pull requests that have its commit for a head, and of the merge group whose
 * commit it is, so that a second one, to a laxer branch, never lightens the first. Anyone can open a pull request on a
 * merge group's commit.
 */
const judgeCommit = async (
  world: World,
  job: Job,
  { numbers, head, group, click }: AskedCommit,
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
  const settled = await settle(
    world,
    job,
    [
      ...(groupCase === null ? [] : [{ case: groupCase.case, pull: null, runs: groupCase.situation.runs }]),
      ...pulls.map(({ case: collected, situation }) => ({ case: collected, pull: situation, runs: situation.runs })),
    ],
    { group: mergeGroup === null ? null : { head: commit, base: mergeGroup.base }, click },
  )
  if (!settled.ok) return afterFailure(job, settled.failure, world.now())
  const { parts, accepted, refusal } = settled.value
  return {
    ...judge(commit, parts, mergeGroup, { accepted, refusal }),
    refused: refusal !== null && job.subject.kind === 'click' ? job.subject.run : null,
    asked,
    bases: new Map(pulls.map(({ situation }) => [situation.number, situation.baseBranch])),
  }
}

/** Judges all that is on the default branch, unless a pull request waits for a verdict on that same commit. */
const judgeTip = async (world: World, job: Job, sha: string): Promise<JudgedCommit | JobOutcome> => {
  const collected = await collectTip(world, job, sha)
  if (!collected.ok) return afterFailure(job, collected.failure, world.now())
  if (collected.value === null) return { state: 'closed' }
  const { case: whole, situation } = collected.value
  if (situation.openPulls.some(({ head }) => head === sha)) return { state: 'closed' }
  const known = knownOf(situation.runs)
  return {
    ...judge(sha, [{ case: whole, pull: null, verdict: evaluate(whole, world.config) }], null, null),
    refused: null,
    asked: new Set(known.pulls),
    bases: new Map(),
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
