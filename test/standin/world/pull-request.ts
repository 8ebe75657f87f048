import { ancestors, commitsBetween, mergeBase } from './history.ts'
import { mergeCommits } from './merge.ts'
import { commitOf } from './objects.ts'
import type { Sequence } from './sequence.ts'
import type { Account, MergeGroup, PullRequest, Repository, Review } from './types.ts'

export type PullRequestOptions = {
  base: Repository | { repository: Repository; branch?: string }
  head: string | { repository?: Repository; branch: string }
  title?: string
  body?: string
  draft?: boolean
  author?: string
  number?: number
}

type Surroundings = { sequence: Sequence; account(login: string): Account }

// The same commit at every look, or each look would move the ref.
const testMergeOf = (pull: PullRequest, tip: string): string | undefined => {
  const { store } = pull.repository
  const merge = pull.trial()
  if (!('tree' in merge)) return undefined
  const { committer } = commitOf(store, pull.headSha)
  return store.commit({
    tree: merge.tree,
    parents: [tip, pull.headSha],
    author: committer,
    committer,
    message: `Merge ${pull.headSha} into ${tip}`,
  })
}

/** Opens a pull request; its head follows the branch until it's closed. */
export const createPullRequest = (around: Surroundings, options: PullRequestOptions): PullRequest => {
  const base = 'refs' in options.base ? { repository: options.base } : options.base
  const { repository } = base
  const { store } = repository
  const baseBranch = base.branch ?? repository.defaultBranch
  const head = typeof options.head === 'string' ? { branch: options.head } : options.head
  const headRepository = head.repository ?? repository
  const tip = repository.refs.get(`refs/heads/${baseBranch}`)
  const headSha = headRepository.refs.get(`refs/heads/${head.branch}`)
  if (tip === undefined) throw new Error(`${repository.fullName} has no branch ${baseBranch}`)
  if (headSha === undefined) throw new Error(`${headRepository.fullName} has no branch ${head.branch}`)
  if (headRepository.store !== store) throw new Error(`${headRepository.fullName} is no fork of ${repository.fullName}`)
  const createdAt = around.sequence.date()
  const baseTip = (): string => repository.refs.get(`refs/heads/${pull.baseBranch}`) ?? pull.baseSha

  const pull: PullRequest = {
    id: around.sequence.id('pull'),
    number: options.number ?? Math.max(0, ...repository.pulls.map(({ number }) => number)) + 1,
    repository,
    reviews: [],
    createdAt,
    title: options.title ?? 'A change',
    body: options.body ?? null,
    draft: options.draft ?? false,
    author: around.account(
      options.author ?? (headRepository.owner.type === 'User' ? headRepository.owner.login : 'octocat'),
    ),
    state: 'open',
    baseBranch,
    baseSha: tip,
    headRepository,
    headBranch: head.branch,
    headSha,
    forcedFrom: [],
    mergeCommit: undefined,
    mergedAt: undefined,
    closedAt: undefined,
    updatedAt: createdAt,

    // A merged one keeps the base that it was merged into, or nothing would be left of it.
    mergeBase: () => mergeBase(store, pull.mergedAt ? pull.baseSha : baseTip(), pull.headSha),
    commits: () => commitsBetween(store, pull.mergedAt ? pull.baseSha : baseTip(), pull.headSha),
    trial: () => mergeCommits(store, baseTip(), pull.headSha),
    testMerge: () => (pull.state === 'open' ? testMergeOf(pull, baseTip()) : undefined),
    review(user, state, body = '') {
      const review: Review = {
        id: around.sequence.id('review'),
        user: around.account(user),
        state,
        body,
        commit: pull.headSha,
        submittedAt: around.sequence.date(),
      }
      pull.reviews.push(review)
      return review
    },
    merge() {
      const merge = pull.trial()
      if (!('tree' in merge)) throw new Error(`#${pull.number} conflicts in ${merge.conflicts.join(', ')}`)
      pull.baseSha = baseTip()
      pull.state = 'closed'
      pull.mergeCommit = repository.commit(pull.baseBranch, {
        tree: merge.tree,
        parents: [pull.baseSha, pull.headSha],
        message: `Merge pull request #${pull.number} from ${pull.author.login}/${pull.headBranch}\n\n${pull.title}`,
      })
      pull.mergedAt = pull.closedAt = pull.updatedAt = around.sequence.date()
      return pull.mergeCommit
    },
    close() {
      pull.state = 'closed'
      pull.closedAt = pull.updatedAt = around.sequence.date()
    },
    reopen() {
      pull.state = 'open'
      pull.closedAt = undefined
      pull.updatedAt = around.sequence.date()
    },
    retarget(branch) {
      pull.baseBranch = branch
      pull.baseSha = baseTip()
      pull.updatedAt = around.sequence.date()
    },
  }
  repository.pulls.push(pull)
  repository.refs.set(`refs/pull/${pull.number}/head`, headSha)
  return pull
}

/** Moves open pull requests along with their head branch. */
export const followHead = (pulls: Iterable<PullRequest>, head: Repository, ref: string, sha: string | null): void => {
  for (const pull of pulls) {
    if (pull.state !== 'open' || pull.headRepository !== head || `refs/heads/${pull.headBranch}` !== ref) continue
    if (sha === null) {
      pull.close()
      continue
    }
    if (!ancestors(head.store, sha).has(pull.headSha)) pull.forcedFrom.push(pull.headSha)
    pull.headSha = sha
    pull.baseSha = pull.repository.refs.get(`refs/heads/${pull.baseBranch}`) ?? pull.baseSha
    pull.updatedAt = pull.headRepository.pushedAt
    pull.repository.refs.set(`refs/pull/${pull.number}/head`, sha)
  }
}

/** Queues pull requests: the branch of a merge group, on which they are merged one after another. */
export const createMergeGroup = (pullRequests: PullRequest[]): MergeGroup => {
  const [first] = pullRequests
  const last = pullRequests.at(-1)
  if (!first || !last) throw new Error('A merge group holds at least one pull request')
  const { repository, baseBranch } = first
  const baseRef = `refs/heads/${baseBranch}`
  const baseSha = repository.refs.get(baseRef) ?? first.baseSha
  const branch = `gh-readonly-queue/${baseBranch}/pr-${last.number}-${baseSha}`
  repository.setRef(`refs/heads/${branch}`, baseSha)
  let headSha = baseSha
  for (const pull of pullRequests) {
    const merge = mergeCommits(repository.store, headSha, pull.headSha)
    if (!('tree' in merge)) throw new Error(`#${pull.number} conflicts in ${merge.conflicts.join(', ')}`)
    headSha = repository.commit(branch, {
      tree: merge.tree,
      parents: [headSha, pull.headSha],
      message: `Merge pull request #${pull.number} from ${pull.author.login}/${pull.headBranch}\n\n${pull.title}`,
    })
  }
  return { repository, pullRequests, headRef: `refs/heads/${branch}`, headSha, baseRef, baseSha }
}
