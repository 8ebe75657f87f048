import type { Case } from '../core/case.ts'
import { isNamedAcceptor } from '../core/policy/acceptors.ts'
import { type Acceptance, acceptableOf } from '../core/verdict/accept.ts'
import { evaluate } from '../core/verdict/evaluate.ts'
import { readLevels } from '../core/verdict/levels.ts'
import type { Finding } from '../core/verdict/finding.ts'
import type { Verdict } from '../core/verdict/verdict.ts'
import type { Answer } from '../forges/github/client.ts'
import { readQueuedPulls } from '../forges/github/queued-pulls.ts'
import type { OurRun } from '../forges/github/runs.ts'
import type { PullSituation } from '../forges/github/situation.ts'
import type { Refusal } from '../report/weight.ts'
import {
  acceptables,
  type Click,
  type History,
  notBy,
  readHistory,
  rememberedBy,
  together,
  weighClick,
} from './acceptances.ts'
import type { World } from './collect.ts'
import type { JobRepository } from './job.ts'

/** `pull`: null for a merge group. `runs`: of ours on the commit. */
export type Unsettled = { readonly case: Case; readonly pull: PullSituation | null; readonly runs: readonly OurRun[] }

export type Settled = {
  readonly parts: readonly { readonly case: Case; readonly pull: PullSituation | null; readonly verdict: Verdict }[]
  /** What was accepted, for the next run to remember, newest first. */
  readonly accepted: readonly Acceptance[]
  readonly refusal: Refusal | null
}

type Judging = Unsettled & { readonly verdict: Verdict; readonly history: History | null }

/** Judges what was collected about a commit, by what maintainers have accepted of it before and by a click now. */
export const settle = async (
  world: World,
  repository: JobRepository,
  unsettled: readonly Unsettled[],
  {
    group,
    click,
  }: { readonly group: { readonly head: string; readonly base: string } | null; readonly click: Click | null },
): Promise<Answer<Settled>> => {
  const remembered = together(unsettled.flatMap(({ runs }) => rememberedBy(runs)))
  let parts: readonly Judging[] = unsettled.map((part) => ({
    ...part,
    verdict: evaluate(part.case, world.config),
    history: null,
  }))
  // Reading what was accepted before costs requests, and most verdicts leave nothing to accept.
  if (click === null && parts.every(({ verdict }) => acceptables(verdict).length === 0))
    return { ok: true, value: { parts, accepted: remembered, refusal: null } }

  const judging: Judging[] = []
  for (const part of parts) {
    const history = await historyOf(world, repository, part, group)
    if (!history.ok) return history
    const known = together([...(history.value?.acceptances ?? []), ...notBy(history.value?.authors ?? [], remembered)])
    judging.push(judgeBy(world, { ...part, history: history.value }, known))
  }
  parts = judging

  let refusal: Refusal | null = null
  if (click !== null && !isDone(parts, click)) {
    const authors = parts.some(({ history }) => history === null)
      ? null
      : parts.flatMap(({ history }) => history?.authors ?? [])
    const open = parts.flatMap(({ verdict }) => acceptables(verdict))
    const isNamed = parts.every((part) => isNamedAcceptor(readLevels(part.case, world.config), click.by))
    const weighed = await weighClick(world, repository, click, authors, open, isNamed)
    if (!weighed.ok) return weighed
    const given = weighed.value.acceptances
    parts = parts.map((part) => judgeBy(world, part, [...given, ...(part.case.acceptances ?? [])]))
    refusal = weighed.value.refusal
  }
  const used = parts.flatMap(({ verdict }) => verdict.findings.flatMap(({ acceptance }) => acceptance ?? []))
  return { ok: true, value: { parts, accepted: together([...used, ...remembered]), refusal } }
}

const judgeBy = (world: World, part: Judging, acceptances: readonly Acceptance[]): Judging => {
  if (acceptances.length === 0) return part
  const judged = { ...part.case, acceptances }
  return { ...part, case: judged, verdict: evaluate(judged, world.config) }
}

/** `null`: which pull requests a merge group is of could not be told. */
const historyOf = async (
  world: World,
  repository: JobRepository,
  { pull }: Unsettled,
  group: { readonly head: string; readonly base: string } | null,
): Promise<Answer<History | null>> => {
  if (pull !== null) return readHistory(world, repository, [pull.number])
  if (group === null) return { ok: true, value: null }
  const queued = await readQueuedPulls(world.own, repository, group)
  if (!queued.ok) return queued
  return queued.value.length === 0 ? { ok: true, value: null } : readHistory(world, repository, queued.value)
}

/** A click that was heard twice has been done already. */
const isDone = (parts: readonly Judging[], { offered }: Click): boolean => {
  const accepted = parts.flatMap(({ verdict }) => verdict.findings.flatMap(asReview))
  return offered.length > 0 && offered.every(({ hash }) => accepted.some((each) => each === hash))
}

const asReview = (finding: Finding): readonly string[] => {
  if (finding.outcome !== 'accepted') return []
  const acceptable = acceptableOf({ ...finding, outcome: 'review' })
  return acceptable === null ? [] : [acceptable.hash]
}
