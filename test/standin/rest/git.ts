import { refuse } from '../refusal.ts'
import { base64Lines } from '../shapes/contents.ts'
import { gitCommitShape, refShape, tagShape } from '../shapes/git.ts'
import { repositoryUrl } from '../shapes/urls.ts'
import { bytesOf, peel, treeOf, typeOfMode } from '../world/objects.ts'
import { nodeId } from '../world/sequence.ts'
import { walkTree, type Entry } from '../world/tree.ts'
import type { Repository } from '../world/types.ts'
import { notEmpty, ok, paged, param, wants, type RepositoryHandler } from './call.ts'

const listing = (repository: Repository, tree: string, recursive: boolean, most: number) => {
  const { store } = repository
  const entries: Entry[] = []
  const all = recursive
    ? walkTree(store, tree)
    : [...treeOf(store, tree).items.values()].map((item) => ({ ...item, path: item.name, type: typeOfMode(item.mode) }))
  for (const entry of all) {
    if (entries.length === most) return { entries, truncated: true }
    entries.push(entry)
  }
  return { entries, truncated: false }
}

const tree: RepositoryHandler = (call, repository) => {
  notEmpty(repository)
  const sha = repository.resolve(param(call, 'tree_sha'))
  const object = sha === undefined ? undefined : peel(repository.store, sha)
  const root = object?.type === 'commit' ? object.tree : object?.type === 'tree' ? object.sha : undefined
  if (root === undefined) return refuse(404, 'Not Found')
  const url = `${repositoryUrl(call.urls, repository)}/git`
  // GitHub lists recursively for whatever value there is, 0 and false too.
  const { entries, truncated } = listing(repository, root, call.query.has('recursive'), call.limits.treeEntries)
  return ok({
    sha: root,
    url: `${url}/trees/${root}`,
    tree: entries.map(({ path, mode, type, sha }) => ({
      path,
      mode,
      type,
      sha,
      ...(type === 'blob' ? { size: bytesOf(repository.store, sha).length } : {}),
      ...(type === 'commit' ? {} : { url: `${url}/${type}s/${sha}` }),
    })),
    truncated,
  })
}

const blob: RepositoryHandler = (call, repository) => {
  const sha = param(call, 'file_sha')
  if (!/^[0-9a-f]{40}$/.test(sha))
    refuse(422, 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].', { errors: [] })
  const object = repository.store.get(sha)
  if (object?.type !== 'blob') return refuse(404, 'Not Found')
  if (wants(call, 'raw'))
    return { status: 200, raw: { bytes: object.bytes, type: 'application/vnd.github.raw+json; charset=utf-8' } }
  return ok({
    sha,
    node_id: nodeId('B', sha),
    size: object.bytes.length,
    url: `${repositoryUrl(call.urls, repository)}/git/blobs/${sha}`,
    content: base64Lines(object.bytes),
    encoding: 'base64',
  })
}

/** Git's objects and refs as they are. */
export const gitHandlers = {
  'git/get-tree': tree,
  'git/get-blob': blob,
  'git/get-commit': (call, repository) => {
    const object = repository.store.get(param(call, 'commit_sha'))
    return object?.type === 'commit' ? ok(gitCommitShape(call.urls, repository, object)) : refuse(404, 'Not Found')
  },
  'git/get-tag': (call, repository) => {
    const object = repository.store.get(param(call, 'tag_sha'))
    return object?.type === 'tag' ? ok(tagShape(call.urls, repository, object)) : refuse(404, 'Not Found')
  },
  'git/get-ref': (call, repository) => {
    notEmpty(repository)
    const ref = `refs/${param(call, 'ref')}`
    const sha = repository.refs.get(ref) ?? (ref.startsWith('refs/pull/') ? repository.resolve(ref) : undefined)
    return sha === undefined ? refuse(404, 'Not Found') : ok(refShape(call.urls, repository, ref, sha))
  },
  'git/list-matching-refs': (call, repository) => {
    notEmpty(repository)
    const prefix = `refs/${param(call, 'ref')}`
    const found = [...repository.refs].filter(([ref]) => ref.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1))
    const page = paged(call, found, { repository })
    return ok(
      page.items.map(([ref, sha]) => refShape(call.urls, repository, ref, sha)),
      page.headers,
    )
  },
} satisfies Record<string, RepositoryHandler>
