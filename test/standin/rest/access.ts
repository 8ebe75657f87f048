import { canSee, ipAllowListMessage, lockedOut, may, type Viewer } from '../auth.ts'
import type { OperationId } from '../operations.ts'
import { refuse } from '../refusal.ts'
import type { Repository } from '../world/types.ts'
import { param, type Call } from './call.ts'

/** What an operation asks of whoever calls it: a kind of caller, or a permission on the repository. */
type Access = 'anyone' | 'app' | 'installation' | readonly [permission: string, level: 'read' | 'write']

const access: Record<OperationId, Access> = {
  'apps/create-from-manifest': 'anyone',
  'apps/create-installation-access-token': 'app',
  'apps/get-authenticated': 'app',
  'apps/get-installation': 'app',
  'apps/get-org-installation': 'app',
  'apps/get-repo-installation': 'app',
  'apps/get-user-installation': 'app',
  'apps/get-webhook-delivery': 'app',
  'apps/list-installations': 'app',
  'apps/list-repos-accessible-to-installation': 'installation',
  'apps/list-webhook-deliveries': 'app',
  'apps/redeliver-webhook-delivery': 'app',
  'apps/revoke-installation-access-token': 'installation',
  'checks/create': ['checks', 'write'],
  'checks/get': ['checks', 'read'],
  'checks/get-suite': ['checks', 'read'],
  'checks/list-annotations': ['checks', 'read'],
  'checks/list-for-ref': ['checks', 'read'],
  'checks/list-for-suite': ['checks', 'read'],
  'checks/list-suites-for-ref': ['checks', 'read'],
  'checks/update': ['checks', 'write'],
  'git/get-blob': ['contents', 'read'],
  'git/get-commit': ['contents', 'read'],
  'git/get-ref': ['contents', 'read'],
  'git/get-tag': ['contents', 'read'],
  'git/get-tree': ['contents', 'read'],
  'git/list-matching-refs': ['contents', 'read'],
  'licenses/get-for-repo': ['metadata', 'read'],
  'pulls/get': ['pull_requests', 'read'],
  'pulls/list': ['pull_requests', 'read'],
  'pulls/list-commits': ['pull_requests', 'read'],
  'pulls/list-files': ['pull_requests', 'read'],
  'pulls/list-reviews': ['pull_requests', 'read'],
  'rate-limit/get': 'anyone',
  'repos/compare-commits-with-basehead': ['contents', 'read'],
  'repos/download-tarball-archive': ['contents', 'read'],
  'repos/get': ['metadata', 'read'],
  'repos/get-branch': ['contents', 'read'],
  'repos/get-collaborator-permission-level': ['metadata', 'read'],
  'repos/get-commit': ['contents', 'read'],
  'repos/get-content': ['contents', 'read'],
  'repos/list-commits': ['contents', 'read'],
  'repos/list-pull-requests-associated-with-commit': ['pull_requests', 'read'],
}

/** Refuses callers of the wrong kind. */
export const admit = (operation: OperationId, viewer: Viewer): void => {
  const asked = access[operation]
  if (asked === 'app' && viewer.kind !== 'app') refuse(401, 'A JSON web token could not be decoded')
  if (asked === 'installation' && viewer.kind !== 'installation')
    refuse(
      403,
      'You must authenticate with an installation access token in order to list repositories for an installation.',
    )
  if (Array.isArray(asked) && viewer.kind === 'app') refuse(401, 'Bad credentials')
}

const redirect = (call: Call, repository: Repository): never => {
  const path = call.path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repository.id}`)
  const query = call.query.size > 0 ? `?${call.query.toString()}` : ''
  const url = `${call.urls.api}${path}${query}`
  const [status, message] = call.method === 'GET' ? [301, 'Moved Permanently'] : [307, 'Temporary Redirect']
  return refuse(status, message, { url }, { location: url })
}

/** The repository of a path, where the caller may do there what it asks for. What is hidden looks missing. */
export const openRepository = (call: Call): Repository => {
  const asked = access[call.operation]
  const [permission, level] = typeof asked === 'string' ? (['metadata', 'read'] as const) : asked
  const name = `${param(call, 'owner')}/${param(call, 'repo')}`
  const moved = call.world.findMoved(name)
  if (moved && canSee(call.viewer, moved)) return redirect(call, moved)
  const repository = call.world.find(name)
  if (!repository || !canSee(call.viewer, repository)) return refuse(404, 'Not Found')
  if (lockedOut(call.viewer, repository)) refuse(403, ipAllowListMessage(repository))
  if (repository.blocked) {
    const block = { reason: repository.blocked, created_at: '2021-06-01T00:00:00Z', html_url: 'https://github.com/tos' }
    refuse(repository.blocked === 'dmca' ? 451 : 403, 'Repository access blocked', { block })
  }
  // Who may do what in a repository isn't for everyone to see, public or not.
  if (call.operation === 'repos/get-collaborator-permission-level' && call.viewer.kind === 'anonymous')
    refuse(401, 'Requires authentication')
  if (!may(call.viewer, repository, permission, level)) {
    if (call.viewer.kind === 'anonymous') refuse(401, 'Requires authentication')
    refuse(403, 'Resource not accessible by integration')
  }
  if (level === 'write' && repository.archived) refuse(403, 'Repository was archived so is read-only.')
  return repository
}
