import type { Json } from '../description.ts'
import { refuse } from '../refusal.ts'
import { contentFileShape, contentItemShape } from '../shapes/contents.ts'
import { licenseShape } from '../shapes/repository.ts'
import { bytesOf, treeOf, typeOfMode, type Commit } from '../world/objects.ts'
import { entryAt, type Entry } from '../world/tree.ts'
import type { Repository } from '../world/types.ts'
import { ok, param, wants, type Answer, type Call, type RepositoryHandler } from './call.ts'

/** A symbolic link's target within the repository, where it has one. */
const followed = (repository: Repository, commit: Commit, entry: Entry): Entry | undefined => {
  const target = bytesOf(repository.store, entry.sha).toString()
  if (target.startsWith('/')) return undefined
  const parts: string[] = entry.path.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '..' && part !== '.' && part !== '') parts.push(part)
  }
  const found = entryAt(repository.store, commit.tree, parts.join('/'))
  return found?.type === 'blob' ? found : undefined
}

const rawAnswer = (bytes: Buffer): Answer => ({
  status: 200,
  raw: { bytes, type: 'application/vnd.github.raw+json; charset=utf-8' },
})

const directory = (call: Call, repository: Repository, ref: string, entry: Entry): Answer => {
  const items = [...treeOf(repository.store, entry.sha).items.values()].slice(0, 1_000).map((item): Entry => {
    const path = entry.path === '' ? item.name : `${entry.path}/${item.name}`
    return { ...item, path, type: typeOfMode(item.mode) }
  })
  const shapes = items.map((item) => contentItemShape(call.urls, repository, ref, item))
  // In a listing GitHub calls a submodule a file, for the sake of old clients.
  const listed = shapes.map((shape): Json => (shape['type'] === 'submodule' ? { ...shape, type: 'file' } : shape))
  if (wants(call, 'object')) return ok({ ...contentItemShape(call.urls, repository, ref, entry), entries: shapes })
  return ok(listed)
}

const contents: RepositoryHandler = (call, repository) => {
  const ref = call.query.get('ref') ?? repository.defaultBranch
  if (!repository.commitAt('HEAD')) return refuse(404, 'This repository is empty.')
  const commit = repository.commitAt(ref)
  if (!commit) return refuse(404, `No commit found for the ref ${ref}`)
  const entry = entryAt(repository.store, commit.tree, param(call, 'path').replace(/\/$/, ''))
  if (!entry) return refuse(404, 'Not Found')
  if (entry.type === 'tree') return directory(call, repository, ref, entry)
  if (entry.type === 'commit')
    return ok({
      ...contentItemShape(call.urls, repository, ref, entry),
      submodule_git_url: submoduleUrl(repository, commit, entry.path),
    })
  const shown = entry.mode === '120000' ? followed(repository, commit, entry) : entry
  if (wants(call, 'raw')) return rawAnswer(bytesOf(repository.store, (shown ?? entry).sha))
  if (shown) return ok(contentFileShape(call.urls, repository, ref, shown))
  const target = bytesOf(repository.store, entry.sha).toString()
  return ok({ ...contentItemShape(call.urls, repository, ref, entry), target })
}

/** What `.gitmodules` says of a path; a submodule that it doesn't name has no URL. */
const submoduleUrl = (repository: Repository, commit: Commit, path: string): string => {
  const modules = repository.file(commit.sha, '.gitmodules')?.toString() ?? ''
  const section = modules.split(/^\[/m).find((text) => new RegExp(`^\\s*path\\s*=\\s*${path}\\s*$`, 'm').test(text))
  return /^\s*url\s*=\s*(\S+)/m.exec(section ?? '')?.[1] ?? ''
}

const license: RepositoryHandler = (call, repository) => {
  const commit = repository.commitAt('HEAD')
  const items = commit ? [...treeOf(repository.store, commit.tree).items.values()] : []
  const file = items.find(({ name, mode }) => /^(un)?licen[sc]e|^copying/i.test(name) && typeOfMode(mode) === 'blob')
  if (!file) return refuse(404, 'Not Found')
  const entry: Entry = { ...file, path: file.name, type: 'blob' }
  return ok({
    ...contentFileShape(call.urls, repository, repository.defaultBranch, entry),
    license: licenseShape(call.urls, repository.license),
  })
}

export const contentHandlers = {
  'repos/get-content': contents,
  'licenses/get-for-repo': license,
} satisfies Record<string, RepositoryHandler>
