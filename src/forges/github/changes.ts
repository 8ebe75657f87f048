import { z } from 'zod'
import type { Unknown } from '../../core/case.ts'
import { reviewTrailers } from '../../core/change/review-trailers.ts'
import { parseChangeUrl, pathOf, type RepositoryUrl } from '../../core/repository-url.ts'
import type { DescribedChange } from '../forge.ts'
import { type GitHubClient, graphql, type GraphqlError } from './client.ts'
import { malformed } from './failure.ts'
import { isHere } from './here.ts'

/** The last of them tell who reviewed; a change of more commits is read no further. */
const MOST_COMMITS = 50
const MOST_REVIEWS = 50

/**
 * Looks up linked pull requests, all in one query and in their order. An address of another host or form is unreadable.
 *
 * @param client authenticated: only then does GitHub tell who may push
 */
export const describeChanges = async (
  client: GitHubClient,
  origin: string,
  urls: readonly string[],
): Promise<readonly DescribedChange[]> => {
  const pulls = urls.map((url) => {
    const parsed = parseChangeUrl(url)
    return parsed.ok && parsed.change.kind === 'pull-request' && isHere(origin, parsed.change.repository)
      ? parsed.change
      : null
  })
  if (pulls.every((pull) => pull === null)) return pulls.map(() => ({ state: 'unreadable' }))
  const variables: Record<string, string | number> = {}
  const fields = pulls.flatMap((pull, at) => {
    if (pull === null) return []
    const [owner = '', name = ''] = pathOf(pull.repository).split('/')
    Object.assign(variables, { [`o${at}`]: owner, [`n${at}`]: name, [`p${at}`]: pull.number })
    return [
      `x${at}: repository(owner: $o${at}, name: $n${at}) { ...Linked pullRequest(number: $p${at}) { ...Change } }`,
    ]
  })
  const declared = Object.keys(variables).map((name) => `$${name}: ${name.startsWith('p') ? 'Int' : 'String'}!`)
  const query = `query Changes(${declared.join(', ')}) { ${fields.join('\n')} } ${FRAGMENTS}`
  const answer = await graphql(client, query, variables, z.record(z.string(), z.unknown()))
  if (!answer.ok) {
    const why = answer.failure.kind === 'unknown' ? answer.failure.why : NO_GRAPHQL
    return pulls.map((pull) => (pull === null ? { state: 'unreadable' } : { state: 'unknown', why }))
  }
  const { data, errors } = answer.value
  return pulls.map((pull, at) =>
    pull === null
      ? { state: 'unreadable' }
      : changeOf(
          data[`x${at}`] ?? null,
          errors.filter(({ path }) => path[0] === `x${at}`),
          origin,
        ),
  )
}

const NO_GRAPHQL: Unknown = { cause: 'malformed', detail: 'GitHub has no GraphQL API at this address', retryAt: null }

const FRAGMENTS = `
fragment Linked on Repository { nameWithOwner visibility }
fragment Change on PullRequest {
  number state isDraft headRefOid
  author { login }
  latestOpinionatedReviews(first: ${MOST_REVIEWS}) { nodes { state author { login } authorCanPushToRepository } }
  commits(last: ${MOST_COMMITS}) { nodes { commit { message } } }
  tip: commits(last: 1) { nodes { commit { statusCheckRollup { state } } } }
}`

const Author = z.object({ login: z.string() }).nullable()
const Nodes = <S extends z.ZodType>(node: S) => z.object({ nodes: z.array(node.nullable()).nullable() }).nullable()

const Repository = z.object({
  nameWithOwner: z.string(),
  visibility: z.string(),
  pullRequest: z
    .object({
      number: z.number(),
      state: z.enum(['OPEN', 'MERGED', 'CLOSED']),
      isDraft: z.boolean(),
      headRefOid: z.string(),
      author: Author,
      latestOpinionatedReviews: Nodes(
        z.object({ state: z.string(), author: Author, authorCanPushToRepository: z.boolean() }),
      ),
      commits: Nodes(z.object({ commit: z.object({ message: z.string() }) })),
      tip: Nodes(z.object({ commit: z.object({ statusCheckRollup: z.object({ state: z.string() }).nullable() }) })),
    })
    .nullable(),
})
type PullRequest = NonNullable<z.infer<typeof Repository>['pullRequest']>

const changeOf = (given: unknown, errors: readonly GraphqlError[], origin: string): DescribedChange => {
  // Whoever may not see checks gets an error beside the rest, which then is not tellable.
  const grave = errors.filter(({ type, path }) => type !== 'NOT_FOUND' && !path.includes('statusCheckRollup'))
  if (grave.length > 0) {
    const detail = `GitHub could not tell about it (${grave[0]?.type ?? 'no reason given'})`
    return { state: 'unknown', why: { cause: 'server-error', detail, retryAt: null } }
  }
  const parsed = Repository.nullable().safeParse(given)
  if (!parsed.success) return { state: 'unknown', why: malformed('a GraphQL query').why }
  const found = parsed.data
  if (found?.visibility !== 'PUBLIC' || found.pullRequest === null) return { state: 'unreadable' }
  const { pullRequest } = found
  return {
    state: 'readable',
    change: {
      repository: `${origin}/${found.nameWithOwner}` as RepositoryUrl,
      number: pullRequest.number,
      status: STATUSES[pullRequest.state],
      isDraft: pullRequest.isDraft,
      head: pullRequest.headRefOid,
      approvedBy: approvers(pullRequest),
      trailers: reviewTrailers((pullRequest.commits?.nodes ?? []).flatMap((node) => node?.commit.message ?? [])),
      checks: CHECKS[pullRequest.tip?.nodes?.[0]?.commit.statusCheckRollup?.state ?? ''] ?? 'not-tellable',
    },
  }
}

const STATUSES = { OPEN: 'open', MERGED: 'merged', CLOSED: 'closed' } as const

/** https://docs.github.com/graphql/reference/enums#statusstate */
const CHECKS: Readonly<Record<string, 'passing' | 'failing' | 'pending'>> = {
  SUCCESS: 'passing',
  FAILURE: 'failing',
  ERROR: 'failing',
  PENDING: 'pending',
  EXPECTED: 'pending',
}

/** Nobody approves a change of their own, whatever a forge lets them do. */
const approvers = ({ author, latestOpinionatedReviews }: PullRequest): readonly string[] =>
  (latestOpinionatedReviews?.nodes ?? []).flatMap((review) =>
    review?.state === 'APPROVED' &&
    review.authorCanPushToRepository &&
    review.author !== null &&
    review.author.login !== author?.login
      ? [review.author.login]
      : [],
  )
