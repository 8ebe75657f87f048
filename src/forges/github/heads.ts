import { z } from 'zod'
import type { RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, graphql } from './client.ts'
import { CHECK_NAME } from './runs.ts'

/** A commit that is waited for, and our newest run on it; null where there is none. */
export type Head = { readonly head: string; readonly run: HeadRun | null }

export type HeadRun = {
  readonly completed: boolean
  readonly externalId: string | null
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** Epoch milliseconds; null where it isn't completed. */
  readonly completedAt: number | null
}

export type HeadsPage = {
  readonly pulls: readonly (Head & { readonly number: number; readonly baseBranch: string })[]
  /** Queued merge groups; on the first page alone. */
  readonly groups: readonly (Head & { readonly base: string; readonly baseRef: string })[]
  /** The default branch's; on the first page alone. */
  readonly tip: Head | null
  /** Leads to the next page; null where there is none. */
  readonly next: string | null
}

/**
 * Reads the heads of open pull requests and of queued merge groups with our runs on them, in one query for each fifty
 * pull requests. `null`: the repository is gone.
 */
export const readHeads = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  appId: number,
  after: string | null,
): Promise<Answer<HeadsPage | null>> => {
  const variables = { owner, name, app: appId, check: CHECK_NAME, after, first: after === null, queue: QUEUE_PREFIX }
  const answer = await graphql(client, QUERY, variables, Answered)
  if (!answer.ok) return answer
  const { repository } = answer.value.data
  if (repository === null) return { ok: true, value: null }
  const { nodes, pageInfo } = repository.pullRequests
  return {
    ok: true,
    value: {
      pulls: (nodes ?? []).flatMap((pull) => {
        if (pull === null) return []
        const commit = pull.commits.nodes?.[0]?.commit
        const run = commit?.oid === pull.headRefOid ? runOf(commit) : null
        return [{ number: pull.number, head: pull.headRefOid, baseBranch: pull.baseRefName, run }]
      }),
      groups: (repository.refs?.nodes ?? []).flatMap((ref) => (ref === null ? [] : groupOf(ref))),
      tip: tipOf(repository.defaultBranchRef?.target ?? null),
      next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
    },
  }
}

/** Where GitHub keeps what its merge queues try: `gh-readonly-queue/<base branch>/pr-<number>-<base commit>`. */
export const QUEUE_PREFIX = 'refs/heads/gh-readonly-queue/'
export const QUEUED = /^(?:gh-readonly-queue\/)?(?<branch>.+)\/pr-(?<number>\d+)-(?<base>[0-9a-f]{40})$/

const RUNS = `checkSuites(first: 5, filterBy: { appId: $app }) { nodes {
  checkRuns(first: 1, filterBy: { appId: $app, checkName: $check, checkType: LATEST }) {
    nodes { databaseId status externalId startedAt completedAt }
  }
} }`

const QUERY = `query Heads($owner: String!, $name: String!, $app: Int!, $check: String!, $after: String, $first: Boolean!, $queue: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, first: 50, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { number headRefOid baseRefName commits(last: 1) { nodes { commit { oid ${RUNS} } } } }
    }
    defaultBranchRef @include(if: $first) { target { oid ... on Commit { ${RUNS} } } }
    refs(refPrefix: $queue, first: 50) @include(if: $first) { nodes { name target { oid ... on Commit { ${RUNS} } } } }
  }
}`

const list = <T>(item: z.ZodType<T>) => z.object({ nodes: z.array(item.nullable()).nullable() })
const Run = z.object({
  databaseId: z.number().nullable(),
  status: z.string(),
  externalId: z.string().nullable(),
  startedAt: z.string().nullable(),
  completedAt: z.string().nullable(),
})
const Commit = z.object({ oid: z.string(), checkSuites: list(z.object({ checkRuns: list(Run).nullable() })).nullish() })
const Pull = z.object({
  number: z.number(),
  headRefOid: z.string(),
  baseRefName: z.string(),
  commits: list(z.object({ commit: Commit })),
})
const Ref = z.object({ name: z.string(), target: Commit.nullable() })
const Answered = z.object({
  repository: z
    .object({
      pullRequests: list(Pull).extend({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      }),
      defaultBranchRef: z.object({ target: Commit.nullable() }).nullish(),
      refs: list(Ref).nullish(),
    })
    .nullable(),
})

const runOf = ({ checkSuites }: z.infer<typeof Commit>): HeadRun | null => {
  const [newest] = (checkSuites?.nodes ?? [])
    .flatMap((suite) => suite?.checkRuns?.nodes ?? [])
    .flatMap((run) => (run === null ? [] : [run]))
    .sort((a, b) => (b.databaseId ?? 0) - (a.databaseId ?? 0))
  if (newest === undefined) return null
  const { status, externalId, startedAt, completedAt } = newest
  const completed = status === 'COMPLETED'
  return {
    completed,
    externalId,
    startedAt: startedAt === null ? 0 : Date.parse(startedAt),
    completedAt: completed && completedAt !== null ? Date.parse(completedAt) : null,
  }
}

const tipOf = (target: z.infer<typeof Commit> | null): Head | null =>
  target === null ? null : { head: target.oid, run: runOf(target) }

const groupOf = ({ name, target }: z.infer<typeof Ref>): HeadsPage['groups'] => {
  const { branch, base } = QUEUED.exec(name)?.groups ?? {}
  if (branch === undefined || base === undefined || target === null) return []
  return [{ head: target.oid, base, baseRef: `refs/heads/${branch}`, run: runOf(target) }]
}
