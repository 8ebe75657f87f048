import { instant, nodeId } from '../world/sequence.ts'
import type { License, PullRequest, Repository } from '../world/types.ts'
import { repositoryHtml } from '../shapes/urls.ts'
import { accountFields } from './accounts.ts'
import { connection, type Page } from './connection.ts'
import { need, typedError, visible, type Context, type Fields } from './context.ts'
import { expressionFields, objectFields, refFields } from './objects.ts'
import { pullFields } from './pulls.ts'

const licenseFields = (license: License | null): Fields | null =>
  license && {
    __typename: 'License',
    id: nodeId('LIC', license.key),
    key: license.key,
    name: license.name,
    spdxId: license.spdxId,
    nickname: null,
    featured: false,
    hidden: false,
    pseudoLicense: license.key === 'other',
    url: license.key === 'other' ? null : `http://choosealicense.com/licenses/${license.key}/`,
  }

type PullsArguments = Page & {
  states?: string[]
  headRefName?: string
  baseRefName?: string
  orderBy?: { field: 'CREATED_AT' | 'UPDATED_AT' | 'COMMENTS'; direction: 'ASC' | 'DESC' }
}

const selectedPulls = (repository: Repository, wanted: PullsArguments): PullRequest[] => {
  const { states, headRefName, baseRefName, orderBy } = wanted
  const state = (pull: PullRequest): string => (pull.mergedAt ? 'MERGED' : pull.state.toUpperCase())
  const by = orderBy?.field === 'UPDATED_AT' ? 'updatedAt' : 'createdAt'
  const sign = orderBy?.direction === 'DESC' ? -1 : 1
  return repository.pulls
    .filter(
      (pull) =>
        (!states || states.includes(state(pull))) &&
        (headRefName ?? pull.headBranch) === pull.headBranch &&
        (baseRefName ?? pull.baseBranch) === pull.baseBranch,
    )
    .sort((a, b) => sign * (a[by].getTime() - b[by].getTime() || a.number - b.number))
}

/** The full name of a ref that was asked for by a full or a short one. */
const fullRef = (repository: Repository, name: string): { ref: string; sha: string } | undefined => {
  for (const ref of [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`]) {
    const sha = ref.startsWith('refs/')
      ? (repository.refs.get(ref) ?? (ref.startsWith('refs/pull/') ? repository.resolve(ref) : undefined))
      : undefined
    if (sha !== undefined) return { ref, sha }
  }
  return undefined
}

/** A Repository that the viewer may see. */
export const repositoryFields = (context: Context, repository: Repository): Fields => {
  const where = { context, repository }
  const html = repositoryHtml(context.urls, repository)
  const ref = (name: string): Fields | null => {
    const found = fullRef(repository, name)
    return found ? refFields(where, found.ref, found.sha) : null
  }
  return {
    __typename: 'Repository',
    id: nodeId('R', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    owner: () => accountFields(context, repository.owner),
    url: html,
    sshUrl: `git@${html.replace(/^https?:\/\//, '').replace('/', ':')}.git`,
    resourcePath: `/${repository.fullName}`,
    description: repository.description,
    isPrivate: repository.private,
    visibility: repository.visibility.toUpperCase(),
    isArchived: repository.archived,
    archivedAt: repository.archived ? instant(repository.pushedAt) : null,
    isDisabled: repository.disabled,
    isEmpty: ![...repository.refs.keys()].some((name) => name.startsWith('refs/heads/')),
    isFork: repository.parent !== undefined,
    isInOrganization: repository.owner.type === 'Organization',
    isLocked: repository.locked,
    lockReason: repository.locked ? 'MOVING' : null,
    isMirror: repository.mirrorUrl !== null,
    isTemplate: false,
    mirrorUrl: repository.mirrorUrl,
    createdAt: instant(repository.createdAt),
    pushedAt: instant(repository.pushedAt),
    updatedAt: instant(repository.pushedAt),
    diskUsage: 64,
    forkCount: 0,
    stargazerCount: 0,
    licenseInfo: licenseFields(repository.license),
    parent: () => {
      const parent = visible(context, repository.parent)
      return parent ? repositoryFields(context, parent) : null
    },
    defaultBranchRef: () => ref(`refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => ref(qualifiedName),
    refs: ({ refPrefix, query, ...page }: Page & { refPrefix: string; query?: string }) =>
      connection(
        'Ref',
        [...repository.refs].filter(([name]) => name.startsWith(refPrefix) && name.includes(query ?? '')),
        page,
        ([name, sha]) => refFields(where, name, sha),
      ),
    object: ({ oid, expression }: { oid?: string; expression?: string }) => {
      need(context, repository, 'contents')
      if (typeof oid === 'string') return objectFields(where, oid, '')
      return typeof expression === 'string' ? expressionFields(where, expression) : null
    },
    pullRequest: ({ number }: { number: number }) => {
      need(context, repository, 'pull_requests')
      const pull = repository.pulls.find((one) => one.number === number)
      if (!pull) throw typedError('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`)
      return pullFields(context, pull)
    },
    pullRequests: (wanted: PullsArguments) => {
      need(context, repository, 'pull_requests')
      return connection('PullRequest', selectedPulls(repository, wanted), wanted, (pull) => pullFields(context, pull))
    },
  }
}

/** The repository of a query's root, or GitHub's words for one that isn't there for this viewer. */
export const findRepository = (
  context: Context,
  { owner, name, followRenames = true }: { owner: string; name: string; followRenames?: boolean },
): Fields => {
  const { world } = context
  const fullName = `${owner}/${name}`
  const found = visible(context, world.find(fullName) ?? (followRenames ? world.findMoved(fullName) : undefined))
  if (!found) throw typedError('NOT_FOUND', `Could not resolve to a Repository with the name '${fullName}'.`)
  if (found.blocked) throw typedError('FORBIDDEN', 'Repository access blocked')
  return repositoryFields(context, found)
}
