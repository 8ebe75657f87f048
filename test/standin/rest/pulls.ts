import { refuse } from '../refusal.ts'
import { fileShape } from '../shapes/files.ts'
import { commitShape } from '../shapes/git.ts'
import { pullDifferences, pullShape, pullSimpleShape, reviewShape } from '../shapes/pull.ts'
import type { PullRequest, Repository } from '../world/types.ts'
import { ok, paged, param, type Call, type RepositoryHandler } from './call.ts'

const pullOf = (call: Call, repository: Repository): PullRequest =>
  repository.pulls.find(({ number }) => number === Number(param(call, 'pull_number'))) ?? refuse(404, 'Not Found')

const selected = (call: Call, repository: Repository): PullRequest[] => {
  const state = call.query.get('state') ?? 'open'
  const [owner, branch] = (call.query.get('head') ?? '').split(':')
  const base = call.query.get('base')
  const ascending = call.query.get('direction') === 'asc'
  const found = repository.pulls.filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (base === null || pull.baseBranch === base) &&
      // GitHub takes no notice of a head that isn't `owner:branch`.
      (branch === undefined ||
        (pull.headBranch === branch &&
          (pull.headRepository?.owner ?? pull.author).login.toLowerCase() === owner?.toLowerCase())),
  )
  const by = call.query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt'
  found.sort((a, b) => (a[by].getTime() - b[by].getTime() || a.number - b.number) * (ascending ? 1 : -1))
  return found
}

export const pullHandlers = {
  'pulls/list': (call, repository) => {
    const page = paged(call, selected(call, repository), { repository })
    return ok(
      page.items.map((pull) => pullSimpleShape(call.urls, pull)),
      page.headers,
    )
  },
  'pulls/get': (call, repository) => ok(pullShape(call.urls, pullOf(call, repository))),
  'pulls/list-files': (call, repository) => {
    const pull = pullOf(call, repository)
    const files = pullDifferences(pull).slice(0, call.limits.pullFiles)
    const page = paged(call, files, { repository })
    return ok(
      page.items.map((file) => fileShape(call.urls, repository, pull.headSha, file, call.limits)),
      page.headers,
    )
  },
  'pulls/list-commits': (call, repository) => {
    const commits = pullOf(call, repository).commits().slice(0, 250)
    const page = paged(call, commits, { repository })
    return ok(
      page.items.map((commit) => commitShape(call.urls, repository, commit)),
      page.headers,
    )
  },
  'pulls/list-reviews': (call, repository) => {
    const pull = pullOf(call, repository)
    const page = paged(call, pull.reviews, { repository })
    return ok(
      page.items.map((review) => reviewShape(call.urls, pull, review)),
      page.headers,
    )
  },
} satisfies Record<string, RepositoryHandler>
