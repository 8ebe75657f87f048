import { z } from 'zod'
import type { RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, graphql } from './client.ts'
import { failureBeside } from './failure-beside.ts'
import { CHECK_NAME, type OurRun, Runs, RUNS_SELECTION, runsOf } from './runs.ts'

export type CommitSituation = {
  /** Of ours on this commit, newest first. */
  readonly runs: readonly OurRun[]
  /** The most lately updated open pull requests, and those that were asked for, while they are open. */
  readonly openPulls: readonly { readonly number: number; readonly head: string; readonly baseBranch: string }[]
}

/**
 * Reads our runs on a commit and the heads of pull requests anew, in one query. Needed since `check_run.pull_requests`
 * and `commits/{sha}/pulls` are empty for forks. `null`: the commit is gone.
 */
export const readCommit = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  appId: number,
  sha: string,
  numbers: readonly number[],
): Promise<Answer<CommitSituation | null>> => {
  const asked = numbers.map(
    (number) => `p${number}: pullRequest(number: ${number}) { number state headRefOid baseRefName }`,
  )
  const query = `query Commit($owner: String!, $name: String!, $sha: GitObjectID!, $app: Int!, $check: String!) {
    repository(owner: $owner, name: $name) {
      commit: object(oid: $sha) { ... on Commit { ${RUNS_SELECTION} } }
      pullRequests(states: OPEN, first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
        nodes { number state headRefOid baseRefName }
      }
      ${asked.join('\n')}
    }
  }`
  const answer = await graphql(client, query, { owner, name, sha, app: appId, check: CHECK_NAME }, CommitAnswer)
  if (!answer.ok) return answer
  const { data, errors } = answer.value
  const failed = failureBeside(errors)
  if (failed !== null) return failed
  const { repository } = data
  if (!repository?.commit) return { ok: true, value: null }
  const pulls = [
    ...(repository.pullRequests.nodes ?? []),
    ...numbers.map((number) => AskedPull.parse(repository[`p${number}`])),
  ]
  const open = new Map(pulls.flatMap((pull) => (pull?.state === 'OPEN' ? [[pull.number, pull]] : [])))
  return {
    ok: true,
    value: {
      runs: runsOf(repository.commit),
      openPulls: [...open.values()].map(({ number, headRefOid, baseRefName }) => ({
        number,
        head: headRefOid,
        baseBranch: baseRefName,
      })),
    },
  }
}

const Pull = z.object({ number: z.number(), state: z.string(), headRefOid: z.string(), baseRefName: z.string() })
const AskedPull = Pull.nullish().catch(null)
const CommitAnswer = z.object({
  repository: z
    .object({ commit: Runs.nullable(), pullRequests: z.object({ nodes: z.array(Pull.nullable()).nullable() }) })
    .loose()
    .nullable(),
})
