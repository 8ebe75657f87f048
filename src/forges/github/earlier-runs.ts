import { z } from 'zod'
import type { RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, graphql } from './client.ts'
import { failureBeside } from './failure-beside.ts'
import { CHECK_NAME, type OurRun, Runs, RUNS_SELECTION, runsOf } from './runs.ts'

/** Our runs on what a pull request has and had for a head. */
export type EarlierRuns = {
  /** Login of who opened it; null for an account that is gone. */
  readonly author: string | null
  /** Of each of its last 50 commits, and of the last 20 heads that a forced push replaced. */
  readonly runs: readonly OurRun[]
}

const QUERY = `query EarlierRuns($owner: String!, $name: String!, $number: Int!, $app: Int!, $check: String!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      author { login }
      commits(last: 50) { nodes { commit { ${RUNS_SELECTION} } } }
      timelineItems(last: 20, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {
        nodes { ... on HeadRefForcePushedEvent { beforeCommit { ${RUNS_SELECTION} } } }
      }
    }
  }
}`

const Answered = z.object({
  repository: z
    .object({
      pullRequest: z
        .object({
          author: z.object({ login: z.string() }).nullable(),
          commits: z.object({ nodes: z.array(z.object({ commit: Runs }).nullable()).nullable() }),
          timelineItems: z.object({
            nodes: z.array(z.object({ beforeCommit: Runs.nullish() }).nullable()).nullable(),
          }),
        })
        .nullable(),
    })
    .nullable(),
})

/** `null`: the pull request is gone. */
export const readEarlierRuns = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  appId: number,
  number: number,
): Promise<Answer<EarlierRuns | null>> => {
  const answer = await graphql(client, QUERY, { owner, name, number, app: appId, check: CHECK_NAME }, Answered)
  if (!answer.ok) return answer
  const { data, errors } = answer.value
  const pull = data.repository?.pullRequest
  if (!pull) return failureBeside(errors) ?? { ok: true, value: null }
  const failed = failureBeside(errors)
  if (failed !== null) return failed
  const commits = [
    ...(pull.commits.nodes ?? []).map((node) => node?.commit),
    ...(pull.timelineItems.nodes ?? []).map((node) => node?.beforeCommit),
  ]
  return {
    ok: true,
    value: {
      author: pull.author?.login ?? null,
      runs: commits.flatMap((commit) => (commit ? runsOf(commit) : [])),
    },
  }
}
