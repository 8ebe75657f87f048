import { canSee } from '../auth.ts'
import type { Json } from '../description.ts'
import { refuse } from '../refusal.ts'
import { fileShape } from '../shapes/files.ts'
import { commitShape } from '../shapes/git.ts'
import { repositoryHtml, repositoryUrl } from '../shapes/urls.ts'
import { diffTrees } from '../world/difference.ts'
import { commitsBetween, logOf, mergeBase } from '../world/history.ts'
import { commitOf, type Commit } from '../world/objects.ts'
import { patchOf } from '../world/patch.ts'
import type { Repository } from '../world/types.ts'
import { notEmpty, ok, paged, param, wants, type Call, type RepositoryHandler } from './call.ts'

/** A side of a comparison: `ref`, `owner:ref` or `owner:repository:ref` of the same network of forks. */
const sideOf = (call: Call, repository: Repository, text: string): Commit => {
  const parts = text.split(':')
  const ref = parts.at(-1) ?? ''
  const [owner, name] = parts.length > 1 ? parts : [undefined, undefined]
  const among = call.world.repositories.filter((one) => one.store === repository.store && canSee(call.viewer, one))
  const where =
    owner === undefined
      ? repository
      : among.find(
          (one) =>
            one.owner.login.toLowerCase() === owner.toLowerCase() &&
            (parts.length < 3 || one.name.toLowerCase() === name?.toLowerCase()),
        )
  return where?.commitAt(ref) ?? refuse(404, 'Not Found')
}

export const compare: RepositoryHandler = (call, repository) => {
  notEmpty(repository)
  const [left, right] = param(call, 'basehead').split('...')
  if (!left || !right) return refuse(404, 'Not Found')
  const { store } = repository
  const base = sideOf(call, repository, left)
  const head = sideOf(call, repository, right)
  const common = mergeBase(store, base.sha, head.sha)
  if (common === undefined) return refuse(404, `No common ancestor between ${left} and ${right}.`)
  const ahead = commitsBetween(store, base.sha, head.sha)
  const behind = commitsBetween(store, head.sha, base.sha)
  const paging = call.query.has('page') || call.query.has('per_page')
  const page = paged(call, ahead, { repository, ...(paging ? {} : { perPage: 250, most: 250 }) })
  const differences = diffTrees(store, commitOf(store, common).tree, head.tree)
  const url = `${repositoryUrl(call.urls, repository)}/compare/${param(call, 'basehead')}`
  const html = `${repositoryHtml(call.urls, repository)}/compare/${param(call, 'basehead')}`
  const body: Json = {
    url,
    html_url: html,
    permalink_url: `${repositoryHtml(call.urls, repository)}/compare/${base.sha}...${head.sha}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitShape(call.urls, repository, base),
    merge_base_commit: commitShape(call.urls, repository, commitOf(store, common)),
    status:
      ahead.length > 0 && behind.length > 0
        ? 'diverged'
        : ahead.length > 0
          ? 'ahead'
          : behind.length > 0
            ? 'behind'
            : 'identical',
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: page.items.map((commit) => commitShape(call.urls, repository, commit)),
    // The files come with the first page of commits and with no other.
    files: (page.page === 1 ? differences : [])
      .slice(0, call.limits.compareFiles)
      .map((file) => fileShape(call.urls, repository, head.sha, file, call.limits)),
  }
  return ok(body, page.headers)
}

/** The history of a commit, newest first. */
export const commits: RepositoryHandler = (call, repository) => {
  notEmpty(repository)
  const at = repository.commitAt(call.query.get('sha') ?? 'HEAD') ?? refuse(404, 'Not Found')
  const page = paged(call, logOf(repository.store, at), { repository })
  return ok(
    page.items.map((each) => commitShape(call.urls, repository, each)),
    page.headers,
  )
}

/** One commit, with what it changed since its first parent. */
export const commit: RepositoryHandler = (call, repository) => {
  notEmpty(repository)
  const revision = param(call, 'ref')
  const found = repository.commitAt(revision) ?? refuse(422, `No commit found for SHA: ${revision}`)
  if (wants(call, 'sha'))
    return { status: 200, raw: { bytes: Buffer.from(found.sha), type: 'application/vnd.github.sha; charset=utf-8' } }
  const [parent] = found.parents
  const before = parent === undefined ? undefined : commitOf(repository.store, parent).tree
  const differences = diffTrees(repository.store, before, found.tree)
  const page = paged(call, differences.slice(0, call.limits.pullFiles), { repository, perPage: 300, most: 300 })
  const patches = differences.map((file) => patchOf(repository.store, file))
  const additions = patches.reduce((sum, patch) => sum + patch.additions, 0)
  const deletions = patches.reduce((sum, patch) => sum + patch.deletions, 0)
  return ok(
    {
      ...commitShape(call.urls, repository, found),
      stats: { additions, deletions, total: additions + deletions },
      files: page.items.map((file) => fileShape(call.urls, repository, found.sha, file, call.limits)),
    },
    page.headers,
  )
}
