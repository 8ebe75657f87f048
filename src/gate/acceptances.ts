import { type Acceptable, type Acceptance, acceptableOf, isFor } from '../core/verdict/accept.ts'
import type { Verdict } from '../core/verdict/verdict.ts'
import type { Answer } from '../forges/github/client.ts'
import { readEarlierRuns } from '../forges/github/earlier-runs.ts'
import { readRun } from '../forges/github/one-run.ts'
import { mayMaintain } from '../forges/github/permission.ts'
import type { OurRun } from '../forges/github/runs.ts'
import { decodeRecord } from '../report/check-run/acceptance-record.ts'
import type { Refusal } from '../report/weight.ts'
import type { World } from './collect.ts'
import type { JobRepository } from './job.ts'

/** What runs of ours remember as accepted, newest first, each once. */
export const rememberedBy = (runs: readonly OurRun[]): readonly Acceptance[] =>
  together(runs.flatMap(({ text }) => decodeRecord(text).accepted))

/** Newest first, each once. */
export const together = (acceptances: readonly Acceptance[]): readonly Acceptance[] =>
  [...new Map(acceptances.map((each) => [JSON.stringify(each), each])).values()].toSorted((a, b) =>
    a.at === b.at ? 0 : a.at < b.at ? 1 : -1,
  )

/** What was accepted about some pull requests, and who opened them. */
export type History = { readonly authors: readonly string[]; readonly acceptances: readonly Acceptance[] }

/** Reads what the runs on all heads of these pull requests remember. Nobody's word counts for a change of their own. */
export const readHistory = async (
  { own, appId }: World,
  repository: JobRepository,
  numbers: readonly number[],
): Promise<Answer<History>> => {
  const answers = await Promise.all(numbers.map((number) => readEarlierRuns(own, repository, appId, number)))
  const authors: string[] = []
  const acceptances: Acceptance[] = []
  for (const answer of answers) {
    if (!answer.ok) return answer
    if (answer.value === null) continue
    const { author, runs } = answer.value
    if (author !== null) authors.push(author)
    acceptances.push(...rememberedBy(runs))
  }
  return { ok: true, value: { authors, acceptances: together(notBy(authors, acceptances)) } }
}

export const notBy = (authors: readonly string[], acceptances: readonly Acceptance[]): readonly Acceptance[] =>
  acceptances.filter(({ by }) => !isOneOf(by, authors))

/** GitHub's logins are the same in capitals. */
const isOneOf = (login: string, logins: readonly string[]): boolean =>
  logins.some((each) => each.toLowerCase() === login.toLowerCase())

/** What is still for review and can be accepted. */
export const acceptables = ({ findings }: Verdict): readonly Acceptable[] =>
  findings.flatMap((finding) => acceptableOf(finding) ?? [])

/** Someone pressed the button of a run, who saw these findings. */
export type Click = { readonly by: string; readonly offered: readonly Acceptable[] }

/** `null`: that run isn't ours, or not on that commit. */
export const readClick = async (
  { own, appId }: World,
  repository: JobRepository,
  { run, sha, by }: { readonly run: number; readonly sha: string; readonly by: string },
): Promise<Answer<Click | null>> => {
  const read = await readRun(own, repository, appId, run)
  if (!read.ok) return read
  return {
    ok: true,
    value: read.value?.head === sha ? { by, offered: decodeRecord(read.value.text).offered } : null,
  }
}

/** What a click comes to: acceptances of what its reader saw and is still there, or why there are none. */
export const weighClick = async (
  { own, now }: World,
  repository: JobRepository,
  { by, offered }: Click,
  authors: readonly string[] | null,
  open: readonly Acceptable[],
  /** The policies of all that is judged name them. */
  named: boolean,
): Promise<Answer<{ readonly acceptances: readonly Acceptance[]; readonly refusal: Refusal | null }>> => {
  const refused = (why: Refusal['why']) => ({ ok: true, value: { acceptances: [], refusal: { by, why } } }) as const
  if (authors === null) return refused('authors-unknown')
  if (isOneOf(by, authors)) return refused('author')
  if (!named) {
    const permitted = await mayMaintain(own, repository, by)
    if (!permitted.ok) return permitted
    if (!permitted.value) return refused('role')
  }
  const seen = open.filter((each) => offered.some((one) => isFor(one, each)))
  if (seen.length === 0) return refused('changed')
  const at = new Date(now()).toISOString()
  return { ok: true, value: { acceptances: seen.map((each) => ({ ...each, by, at })), refusal: null } }
}
