import { refuse } from '../refusal.ts'
import { accountShape } from '../shapes/account.ts'
import { commitShape } from '../shapes/git.ts'
import { fullRepositoryShape } from '../shapes/repository.ts'
import { pullSimpleShape } from '../shapes/pull.ts'
import { encodePath, repositoryHtml, repositoryUrl } from '../shapes/urls.ts'
import { ancestors } from '../world/history.ts'
import type { PullRequest, Repository, Role } from '../world/types.ts'
import { commitOr422, ok, paged, param, type RepositoryHandler } from './call.ts'

const permissionOf: Record<Role, string> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
}

const permission: RepositoryHandler = (call, repository) => {
  const login = param(call, 'username')
  const account = call.world.accounts.get(login.toLowerCase())
  if (!account) return refuse(404, `${login} is not a user`)
  const given = account === repository.owner ? 'admin' : repository.collaborators.get(account.login)
  // Anyone may read what is public.
  const role = given ?? (repository.private ? undefined : 'read')
  return ok({
    permission: role === undefined ? 'none' : permissionOf[role],
    role_name: role ?? 'none',
    user: {
      ...accountShape(call.urls, account),
      permissions: {
        admin: role === 'admin',
        maintain: role === 'admin' || role === 'maintain',
        push: role !== undefined && permissionOf[role] !== 'read',
        triage: role !== undefined && role !== 'read',
        pull: role !== undefined,
      },
      role_name: role ?? 'none',
    },
  })
}

/** What `commits/{sha}/pulls` gives: merged ones for what is in the default branch, else the open ones of its branches. */
export const pullsWithCommit = (repository: Repository, sha: string): PullRequest[] => {
  const { store } = repository
  const landed = repository.commitAt('HEAD')
  const merged = landed !== undefined && ancestors(store, landed.sha).has(sha)
  return repository.pulls.filter((pull) =>
    merged
      ? pull.mergedAt !== undefined && (pull.mergeCommit === sha || pull.commits().some((one) => one.sha === sha))
      : pull.state === 'open' &&
        pull.headRepository === repository &&
        pull.commits().some((commit) => commit.sha === sha),
  )
}

export const repositoryHandlers = {
  'repos/get': (call, repository) => ok(fullRepositoryShape(call.urls, repository, call.viewer)),
  'repos/get-branch': (call, repository) => {
    const name = param(call, 'branch')
    const commit = repository.commitAt(`refs/heads/${name}`) ?? refuse(404, 'Branch not found')
    const self = `${repositoryUrl(call.urls, repository)}/branches/${encodePath(name)}`
    return ok({
      name,
      commit: commitShape(call.urls, repository, commit),
      _links: { self, html: `${repositoryHtml(call.urls, repository)}/tree/${encodePath(name)}` },
      protected: false,
      protection: { enabled: false, required_status_checks: { contexts: [], checks: [], enforcement_level: 'off' } },
      protection_url: `${self}/protection`,
    })
  },
  'repos/get-collaborator-permission-level': permission,
  'repos/list-pull-requests-associated-with-commit': (call, repository) => {
    const { sha } = commitOr422(repository, param(call, 'commit_sha'))
    const page = paged(call, pullsWithCommit(repository, sha), { repository })
    return ok(
      page.items.map((pull) => pullSimpleShape(call.urls, pull)),
      page.headers,
    )
  },
} satisfies Record<string, RepositoryHandler>
