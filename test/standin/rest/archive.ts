import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { refuse } from '../refusal.ts'
import { bytesOf, type Commit, type ObjectStore } from '../world/objects.ts'
import { walkTree, type Entry } from '../world/tree.ts'
import type { Repository } from '../world/types.ts'
import type { World } from '../world/world.ts'
import { param, type RepositoryHandler } from './call.ts'
import { tar } from './tar.ts'

// What a private repository's archive link carries in place of a login. Real ones last five minutes.
const ticketOf = (repository: Repository): string =>
  createHash('sha1').update(`archive ${repository.id}`).digest('base64url').toUpperCase()

/** Sends whoever asks on to where archives are packed. */
export const tarball: RepositoryHandler = (call, repository) => {
  const commit = repository.commitAt(param(call, 'ref') || 'HEAD') ?? refuse(404, 'Not Found')
  const ticket = repository.private ? `?token=${ticketOf(repository)}` : ''
  const location = `${new URL(call.urls.api).origin}/_codeload/${repository.fullName}/legacy.tar.gz/${commit.sha}${ticket}`
  return { status: 302, headers: { location } }
}

/** `export-ignore` of the `.gitattributes` files: what git leaves out of an archive. */
const ignoredBy = (store: ObjectStore, tree: string): ((entry: Entry) => boolean) => {
  const rules: { prefix: string; pattern: RegExp; whole: boolean; ignore: boolean }[] = []
  for (const { path, name, sha } of walkTree(store, tree)) {
    if (name !== '.gitattributes') continue
    for (const line of bytesOf(store, sha).toString().split('\n')) {
      const [pattern = '', ...attributes] = line.trim().split(/\s+/)
      const ignore = attributes.includes('export-ignore')
      if (pattern.startsWith('#') || (!ignore && !attributes.includes('-export-ignore'))) continue
      const source = pattern
        .replace(/^\/|\/$/g, '')
        .replace(/[.+^${}()|\\]/g, '\\$&')
        .replace(/\*\*\/|\*\*|\*|\?/g, (glob) => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' })[glob] ?? '[^/]')
      const prefix = path.slice(0, -name.length)
      rules.push({
        prefix,
        pattern: new RegExp(`^${source}$`),
        whole: pattern.replace(/\/$/, '').includes('/'),
        ignore,
      })
    }
  }
  return ({ path, name }) =>
    rules.findLast(
      ({ prefix, pattern, whole }) => path.startsWith(prefix) && pattern.test(whole ? path.slice(prefix.length) : name),
    )?.ignore ?? false
}

function* exported(store: ObjectStore, tree: string): Generator<Entry> {
  const ignored = ignoredBy(store, tree)
  let skipped: string | undefined
  for (const entry of walkTree(store, tree)) {
    if (skipped !== undefined && entry.path.startsWith(skipped)) continue
    skipped = ignored(entry) ? `${entry.path}/` : undefined
    if (skipped === undefined) yield entry
  }
}

export type Archive = { name: string; stream: Readable }

/** Packs an archive for a path below `/_codeload/`; refuses whoever lacks the ticket to a private one. */
export const packArchive = (world: World, path: string, ticket: string | null): Archive => {
  const [, owner = '', name = '', sha = ''] = /^\/_codeload\/([^/]+)\/([^/]+)\/legacy\.tar\.gz\/(\w+)$/.exec(path) ?? []
  const repository = world.find(`${owner}/${name}`)
  const commit: Commit | undefined = repository?.commitAt(sha)
  if (!repository || !commit || (repository.private && ticket !== ticketOf(repository))) return refuse(404, 'Not Found')
  const { store } = repository
  const root = `${owner}-${name}-${commit.sha.slice(0, 7)}`
  const when = { sha: commit.sha, date: commit.committer.date }
  const blocks = tar(`${root}/`, when, exported(store, commit.tree), (blob) => bytesOf(store, blob))
  return { name: `${root}.tar.gz`, stream: Readable.from(blocks, { objectMode: false }).pipe(createGzip({ level: 1 })) }
}
