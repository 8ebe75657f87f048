import type { Json } from '../description.ts'
import { diffTrees, type Difference } from '../world/difference.ts'
import { commitOf } from '../world/objects.ts'
import { patchOf } from '../world/patch.ts'
import { instant, nodeId } from '../world/sequence.ts'
import type { Account, PullRequest, Repository, Review } from '../world/types.ts'
import { accountShape } from './account.ts'
import { repositoryShape } from './repository.ts'
import { pullHtml, pullUrl, repositoryUrl, type Urls } from './urls.ts'

/** The files that a pull request changes, all of them. */
export const pullDifferences = (pull: PullRequest): Difference[] => {
  const { store } = pull.repository
  const base = pull.mergeBase()
  return diffTrees(
    store,
    base === undefined ? undefined : commitOf(store, base).tree,
    commitOf(store, pull.headSha).tree,
  )
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Added and deleted lines of a pull request. */
export const pullTotals = (pull: PullRequest): { additions: number; deletions: number } => {
  const patches = pullDifferences(pull).map((difference) => patchOf(pull.repository.store, difference))
  return {
    additions: sum(patches.map(({ additions }) => additions)),
    deletions: sum(patches.map(({ deletions }) => deletions)),
  }
}

/** What someone is to a repository. */
export const associationOf = (repository: Repository, account: Account): string =>
  repository.owner === account ? 'OWNER' : repository.collaborators.has(account.login) ? 'COLLABORATOR' : 'NONE'

const side = (urls: Urls, repository: Repository | undefined, owner: Account, ref: string, sha: string): Json => ({
  label: repository ? `${owner.login}:${ref}` : `unknown repository`,
  ref,
  sha,
  user: accountShape(urls, owner),
  repo: repository && !repository.deleted ? repositoryShape(urls, repository) : null,
})

/** `pull-request-simple`: a pull request in a list. */
export const pullSimpleShape = (urls: Urls, pull: PullRequest): Json => {
  const url = pullUrl(urls, pull)
  const html = pullHtml(urls, pull)
  const issue = `${repositoryUrl(urls, pull.repository)}/issues/${pull.number}`
  const statuses = `${repositoryUrl(urls, pull.repository)}/statuses/${pull.headSha}`
  const reviewComment = `${repositoryUrl(urls, pull.repository)}/pulls/comments{/number}`
  return {
    url,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: reviewComment,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    active_lock_reason: null,
    title: pull.title,
    user: accountShape(urls, pull.author),
    body: pull.body,
    labels: [],
    milestone: null,
    created_at: instant(pull.createdAt),
    updated_at: instant(pull.updatedAt),
    closed_at: pull.closedAt ? instant(pull.closedAt) : null,
    merged_at: pull.mergedAt ? instant(pull.mergedAt) : null,
    merge_commit_sha: pull.mergeCommit ?? pull.testMerge() ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(urls, pull.headRepository, pull.headRepository?.owner ?? pull.author, pull.headBranch, pull.headSha),
    base: side(urls, pull.repository, pull.repository.owner, pull.baseBranch, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: reviewComment },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: associationOf(pull.repository, pull.author),
    auto_merge: null,
    draft: pull.draft,
  }
}

/** `pull-request` */
export const pullShape = (urls: Urls, pull: PullRequest): Json => {
  const mergeable = pull.state === 'open' ? 'tree' in pull.trial() : null
  return {
    ...pullSimpleShape(urls, pull),
    merged: pull.mergedAt !== undefined,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : pull.draft ? 'draft' : mergeable ? 'clean' : 'dirty',
    merged_by: pull.mergedAt ? accountShape(urls, pull.repository.owner) : null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pull.commits().length,
    ...pullTotals(pull),
    changed_files: pullDifferences(pull).length,
  }
}

/** `pull-request-minimal`: what a check run holds of a pull request. */
export const pullMinimalShape = (urls: Urls, pull: PullRequest): Json => {
  const repo = (repository: Repository): Json => ({
    id: repository.id,
    url: repositoryUrl(urls, repository),
    name: repository.name,
  })
  return {
    url: pullUrl(urls, pull),
    id: pull.id,
    number: pull.number,
    head: { ref: pull.headBranch, sha: pull.headSha, repo: repo(pull.headRepository ?? pull.repository) },
    base: { ref: pull.baseBranch, sha: pull.baseSha, repo: repo(pull.repository) },
  }
}

/** The open pull requests of a commit, as checks know them: those of forks never are among them. */
export const pullsOfCommit = (repository: Repository, sha: string): PullRequest[] =>
  repository.pulls.filter((pull) => pull.state === 'open' && pull.headSha === sha && pull.headRepository === repository)

/** `pull-request-review` */
export const reviewShape = (urls: Urls, pull: PullRequest, review: Review): Json => {
  const html = `${pullHtml(urls, pull)}#pullrequestreview-${review.id}`
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: accountShape(urls, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pullUrl(urls, pull),
    author_association: associationOf(pull.repository, review.user),
    _links: { html: { href: html }, pull_request: { href: pullUrl(urls, pull) } },
    submitted_at: instant(review.submittedAt),
    commit_id: review.commit,
  }
}
