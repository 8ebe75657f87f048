import type { Difference } from '../world/difference.ts'
import { patchOf } from '../world/patch.ts'
import { commitOf } from '../world/objects.ts'
import { instant, nodeId } from '../world/sequence.ts'
import type { Account, PullRequest, Repository, Review } from '../world/types.ts'
import { associationOf, pullDifferences, pullTotals } from '../shapes/pull.ts'
import { pullHtml } from '../shapes/urls.ts'
import { accountFields } from './accounts.ts'
import { connection, type Page } from './connection.ts'
import { visible, type Context, type Fields } from './context.ts'
import { commitFields, refFields } from './objects.ts'
import { repositoryFields } from './repository.ts'

const changeTypes: Record<Difference['status'], string> = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  changed: 'CHANGED',
}

/** The newest opinion of each reviewer. */
const opinions = (pull: PullRequest): Review[] => {
  const latest = new Map<string, Review>()
  for (const review of pull.reviews)
    if (review.state === 'APPROVED' || review.state === 'CHANGES_REQUESTED' || review.state === 'DISMISSED')
      latest.set(review.user.login, review)
  return [...latest.values()].filter(({ state }) => state !== 'DISMISSED')
}

/** What the reviews come to; nothing where the base asks for none. */
const reviewDecision = (pull: PullRequest): string | null => {
  if (!pull.repository.requiresReview) return null
  const states = opinions(pull).map(({ state }) => state)
  if (states.includes('CHANGES_REQUESTED')) return 'CHANGES_REQUESTED'
  return states.includes('APPROVED') ? 'APPROVED' : 'REVIEW_REQUIRED'
}

const stateOf = (pull: PullRequest): string => (pull.mergedAt ? 'MERGED' : pull.state.toUpperCase())

const fileFields = (pull: PullRequest, file: Difference): Fields => {
  const { additions, deletions } = patchOf(pull.repository.store, file)
  return {
    __typename: 'PullRequestChangedFile',
    path: file.path,
    additions,
    deletions,
    changeType: changeTypes[file.status],
    viewerViewedState: 'UNVIEWED',
  }
}

const PUSHERS: ReadonlySet<string | undefined> = new Set(['admin', 'maintain', 'write'])

const roleOf = (repository: Repository, account: Account): string | undefined =>
  repository.owner === account ? 'admin' : repository.collaborators.get(account.login)

const reviewFields = (context: Context, pull: PullRequest, review: Review): Fields => ({
  __typename: 'PullRequestReview',
  id: nodeId('PRR', review.id),
  databaseId: review.id,
  fullDatabaseId: String(review.id),
  state: review.state,
  body: review.body,
  author: accountFields(context, review.user),
  authorAssociation: associationOf(pull.repository, review.user),
  authorCanPushToRepository: PUSHERS.has(roleOf(pull.repository, review.user)),
  commit: () => commitFields({ context, repository: pull.repository }, commitOf(pull.repository.store, review.commit)),
  submittedAt: instant(review.submittedAt),
  createdAt: instant(review.submittedAt),
  updatedAt: instant(review.submittedAt),
  url: `${pullHtml(context.urls, pull)}#pullrequestreview-${review.id}`,
  pullRequest: () => pullFields(context, pull),
})

const refOf = (context: Context, repository: Repository | undefined, branch: string): Fields | null => {
  const sha = repository?.refs.get(`refs/heads/${branch}`)
  return repository && sha !== undefined ? refFields({ context, repository }, `refs/heads/${branch}`, sha) : null
}

const mergeableOf = (pull: PullRequest): string =>
  pull.state !== 'open' ? 'UNKNOWN' : 'tree' in pull.trial() ? 'MERGEABLE' : 'CONFLICTING'

/** A PullRequest. */
export const pullFields = (context: Context, pull: PullRequest): Fields => {
  const { repository } = pull
  const where = { context, repository }
  const url = pullHtml(context.urls, pull)
  const head = (): Repository | undefined => visible(context, pull.headRepository)
  return {
    __typename: 'PullRequest',
    id: nodeId('PR', pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    bodyText: pull.body ?? '',
    state: stateOf(pull),
    closed: pull.state === 'closed',
    merged: pull.mergedAt !== undefined,
    isDraft: pull.draft,
    locked: false,
    url,
    permalink: url,
    resourcePath: `/${repository.fullName}/pull/${pull.number}`,
    createdAt: instant(pull.createdAt),
    updatedAt: instant(pull.updatedAt),
    closedAt: pull.closedAt ? instant(pull.closedAt) : null,
    mergedAt: pull.mergedAt ? instant(pull.mergedAt) : null,
    author: accountFields(context, pull.author),
    authorAssociation: associationOf(repository, pull.author),
    repository: () => repositoryFields(context, repository),
    baseRepository: () => repositoryFields(context, repository),
    baseRefName: pull.baseBranch,
    baseRefOid: pull.baseSha,
    baseRef: () => refOf(context, repository, pull.baseBranch),
    headRefName: pull.headBranch,
    headRefOid: pull.headSha,
    headRef: () => refOf(context, head(), pull.headBranch),
    headRepository: () => {
      const found = head()
      return found ? repositoryFields(context, found) : null
    },
    headRepositoryOwner: () => accountFields(context, pull.headRepository?.owner ?? pull.author),
    isCrossRepository: pull.headRepository !== repository,
    maintainerCanModify: false,
    mergeable: () => mergeableOf(pull),
    mergeCommit: () =>
      pull.mergeCommit === undefined ? null : commitFields(where, commitOf(repository.store, pull.mergeCommit)),
    potentialMergeCommit: () => {
      const sha = pull.testMerge()
      return sha === undefined ? null : commitFields(where, commitOf(repository.store, sha))
    },
    additions: () => pullTotals(pull).additions,
    deletions: () => pullTotals(pull).deletions,
    changedFiles: () => pullDifferences(pull).length,
    files: (page: Page) =>
      connection('PullRequestChangedFile', pullDifferences(pull).slice(0, context.limits.pullFiles), page, (file) =>
        fileFields(pull, file),
      ),
    commits: (page: Page) =>
      connection('PullRequestCommit', pull.commits(), page, (commit) => ({
        __typename: 'PullRequestCommit',
        id: nodeId('PRC', `${pull.id} ${commit.sha}`),
        commit: () => commitFields(where, commit),
        pullRequest: () => pullFields(context, pull),
        url: `${url}/commits/${commit.sha}`,
        resourcePath: `/${repository.fullName}/pull/${pull.number}/commits/${commit.sha}`,
      })),
    timelineItems: ({ itemTypes, ...page }: Page & { itemTypes?: string[] }) =>
      connection(
        'PullRequestTimelineItems',
        itemTypes?.includes('HEAD_REF_FORCE_PUSHED_EVENT') === false ? [] : pull.forcedFrom,
        page,
        (sha) => ({
          __typename: 'HeadRefForcePushedEvent',
          id: nodeId('HRFPE', `${pull.id} ${sha}`),
          beforeCommit: () => commitFields(where, commitOf(repository.store, sha)),
          pullRequest: () => pullFields(context, pull),
        }),
      ),
    reviews: (page: Page & { states?: string[]; author?: string }) =>
      connection(
        'PullRequestReview',
        pull.reviews.filter(
          ({ state, user }) =>
            (!page.states || page.states.includes(state)) && (page.author ?? user.login) === user.login,
        ),
        page,
        (review) => reviewFields(context, pull, review),
      ),
    latestReviews: (page: Page) =>
      connection('PullRequestReview', opinions(pull), page, (review) => reviewFields(context, pull, review)),
    latestOpinionatedReviews: (page: Page) =>
      connection('PullRequestReview', opinions(pull), page, (review) => reviewFields(context, pull, review)),
    reviewDecision: reviewDecision(pull),
    labels: (page: Page) => connection('Label', [], page, () => null),
    statusCheckRollup: null,
    isInMergeQueue: false,
    isMergeQueueEnabled: false,
    mergeQueue: null,
    mergeQueueEntry: null,
    autoMergeRequest: null,
    activeLockReason: null,
    milestone: null,
    mergedBy: () => (pull.mergedAt ? accountFields(context, repository.owner) : null),
  }
}
