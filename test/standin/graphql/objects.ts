import { instant, nodeId } from '../world/sequence.ts'
import { commitsBetween } from '../world/history.ts'
import {
  bytesOf,
  commitOf,
  isBinary,
  treeOf,
  typeOfMode,
  type Commit,
  type Signature,
  type Tag,
} from '../world/objects.ts'
import { entryAt, type Entry } from '../world/tree.ts'
import type { Repository } from '../world/types.ts'
import { pullsWithCommit } from '../rest/repositories.ts'
import { repositoryHtml } from '../shapes/urls.ts'
import { checkSuites, type SuiteFilter } from './checks.ts'
import { connection, type Page } from './connection.ts'
import { need, type Context, type Fields } from './context.ts'
import { pullFields } from './pulls.ts'
import { repositoryFields } from './repository.ts'

type Where = { context: Context; repository: Repository }

const common = ({ context, repository }: Where, sha: string, prefix: string): Record<string, unknown> => ({
  id: nodeId(prefix, `${repository.id} ${sha}`),
  oid: sha,
  abbreviatedOid: sha.slice(0, 7),
  commitUrl: `${repositoryHtml(context.urls, repository)}/commit/${sha}`,
  commitResourcePath: `/${repository.fullName}/commit/${sha}`,
  repository: () => repositoryFields(context, repository),
})

const actor = ({ name, email, date }: Signature): Fields => ({
  __typename: 'GitActor',
  name,
  email,
  date: instant(date),
  user: null,
})

const blobFields = (where: Where, sha: string): Fields => {
  const bytes = bytesOf(where.repository.store, sha)
  const binary = isBinary(bytes)
  const limit = where.context.limits.blobText
  return {
    __typename: 'Blob',
    ...common(where, sha, 'B'),
    byteSize: bytes.length,
    isBinary: binary,
    isTruncated: bytes.length > limit,
    text: binary ? null : bytes.subarray(0, limit).toString('utf8'),
  }
}

const treeEntryFields = (where: Where, entry: Entry): Fields => {
  const { repository } = where
  const dot = entry.name.lastIndexOf('.')
  return {
    __typename: 'TreeEntry',
    name: entry.name,
    path: entry.path,
    type: entry.type,
    mode: Number.parseInt(entry.mode, 8),
    oid: entry.sha,
    size: entry.type === 'blob' ? bytesOf(repository.store, entry.sha).length : 0,
    extension: dot < 0 ? '' : entry.name.slice(dot),
    isGenerated: false,
    // A submodule's commit is in another repository.
    object: () => (entry.type === 'commit' ? null : objectFields(where, entry.sha, entry.path)),
    repository: () => repositoryFields(where.context, repository),
  }
}

const treeFields = (where: Where, sha: string, path: string): Fields => ({
  __typename: 'Tree',
  ...common(where, sha, 'T'),
  entries: () =>
    [...treeOf(where.repository.store, sha).items.values()].map((item) =>
      treeEntryFields(where, {
        ...item,
        path: path === '' ? item.name : `${path}/${item.name}`,
        type: typeOfMode(item.mode),
      }),
    ),
})

const history = (where: Where, commit: Commit, page: Page & { path?: string }): unknown => {
  const { store } = where.repository
  const { path } = page
  const at = (tree: string): string | undefined => entryAt(store, tree, path ?? '')?.sha
  const commits = commitsBetween(store, undefined, commit.sha)
    .reverse()
    .filter((one) => {
      if (path === undefined) return true
      const [parent] = one.parents
      return at(one.tree) !== (parent === undefined ? undefined : at(commitOf(store, parent).tree))
    })
  return connection('CommitHistory', commits, page, (one) => commitFields(where, one))
}

/** A Commit with all that hangs on it. */
export const commitFields = (where: Where, commit: Commit): Fields => {
  const { context, repository } = where
  const [headline = '', ...rest] = commit.message.split('\n')
  return {
    __typename: 'Commit',
    ...common(where, commit.sha, 'C'),
    url: `${repositoryHtml(context.urls, repository)}/commit/${commit.sha}`,
    resourcePath: `/${repository.fullName}/commit/${commit.sha}`,
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    author: actor(commit.author),
    committer: actor(commit.committer),
    authoredDate: instant(commit.author.date),
    committedDate: instant(commit.committer.date),
    tree: () => treeFields(where, commit.tree, ''),
    parents: (page: Page) =>
      connection('Commit', commit.parents, page, (sha) => commitFields(where, commitOf(repository.store, sha))),
    file: ({ path }: { path: string }) => {
      const entry = entryAt(repository.store, commit.tree, path)
      return entry && entry.path !== '' ? treeEntryFields(where, entry) : null
    },
    history: (page: Page & { path?: string }) => history(where, commit, page),
    checkSuites: (page: Page & { filterBy?: SuiteFilter | null }) => {
      need(context, repository, 'checks')
      return checkSuites(context, repository, commit.sha, page)
    },
    associatedPullRequests: (page: Page) => {
      need(context, repository, 'pull_requests')
      return connection('PullRequest', pullsWithCommit(repository, commit.sha), page, (pull) =>
        pullFields(context, pull),
      )
    },
    // Made of statuses and of all Apps' runs; the stand-in keeps neither statuses nor a rollup.
    statusCheckRollup: null,
    status: null,
    signature: null,
  }
}

const tagFields = (where: Where, tag: Tag): Fields => ({
  __typename: 'Tag',
  ...common(where, tag.sha, 'TA'),
  name: tag.name,
  message: tag.message,
  tagger: actor(tag.tagger),
  target: () => objectFields(where, tag.target, ''),
})

/** Any git object, by its name; `path` is where it was found. */
export const objectFields = (where: Where, sha: string, path: string): Fields | null => {
  const object = where.repository.store.get(sha)
  switch (object?.type) {
    case 'blob':
      return blobFields(where, sha)
    case 'tree':
      return treeFields(where, sha, path)
    case 'commit':
      return commitFields(where, object)
    case 'tag':
      return tagFields(where, object)
    case undefined:
      return null
  }
}

/** What an expression such as `main`, `main:src/a.c` or `<sha>:src` stands for. */
export const expressionFields = (where: Where, expression: string): Fields | null => {
  const { repository } = where
  const colon = expression.indexOf(':')
  if (colon < 0) {
    const sha = repository.resolve(expression)
    return sha === undefined ? null : objectFields(where, sha, '')
  }
  const revision = expression.slice(0, colon)
  const sha = repository.resolve(revision)
  const object = sha === undefined ? undefined : repository.store.get(sha)
  const root = object?.type === 'tree' ? object.sha : repository.commitAt(revision)?.tree
  const entry = root === undefined ? undefined : entryAt(repository.store, root, expression.slice(colon + 1))
  return entry ? objectFields(where, entry.sha, entry.path) : null
}

/** A Ref by its full name. */
export const refFields = (where: Where, ref: string, sha: string): Fields => {
  const { context, repository } = where
  const prefix = /^refs\/[^/]+\//.exec(ref)?.[0] ?? 'refs/'
  const name = ref.slice(prefix.length)
  return {
    __typename: 'Ref',
    id: nodeId('REF', `${repository.id} ${ref}`),
    name,
    prefix,
    repository: () => repositoryFields(context, repository),
    target: () => {
      need(context, repository, 'contents')
      return objectFields(where, sha, '')
    },
    branchProtectionRule: null,
    associatedPullRequests: (page: Page) =>
      connection(
        'PullRequest',
        repository.pulls.filter((pull) => pull.headRepository === repository && pull.headBranch === name),
        page,
        (pull) => pullFields(context, pull),
      ),
  }
}
