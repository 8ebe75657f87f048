import { z } from 'zod'
import { directoryOf, isWithin } from '../../core/license/paths.ts'
import type { Answer } from '../answer.ts'
import type { ListedEntry, Listing } from '../snapshot-source.ts'
import type { RepositoryName } from './blobs.ts'
import { type GitHubClient, rest } from './client.ts'

/** Each costs a request, of the 5,000 an hour that all of an installation's changes share. */
const MOST_TREES = 200

/**
 * What a commit's tree holds below these paths, and the files of each directory above them. One request, unless the tree
 * has more entries than GitHub lists at once: then directory by directory.
 */
export const listTree = async (
  client: GitHubClient,
  repository: RepositoryName,
  commit: string,
  paths: readonly string[],
): Promise<Answer<Listing>> => {
  const whole = await readTree(client, repository, { path: '', sha: commit }, true)
  if (!whole.ok) return whole
  const bears = (path: string): boolean => paths.some((at) => isWithin(at, path) || isWithin(directoryOf(path), at))
  if (!whole.value.isTruncated)
    return { ok: true, value: { entries: entriesOf(whole.value.items, bears), isTruncated: false } }

  const entries: ListedEntry[] = []
  const pending: Directory[] = [{ path: '', sha: commit }]
  let isTruncated = false
  let asked = 1
  const add = (items: readonly Item[]): void => {
    for (const entry of entriesOf(items, bears)) entries.push(entry)
  }
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    if (asked >= MOST_TREES) return { ok: true, value: { entries, isTruncated: true } }
    const { path } = directory
    // What the root holds in all is known to be too much.
    if (path !== '' && paths.some((at) => isWithin(at, path))) {
      const below = await readTree(client, repository, directory, true)
      asked += 1
      if (!below.ok) return below
      if (!below.value.isTruncated) {
        add(below.value.items)
        continue
      }
    }
    const flat = await readTree(client, repository, directory, false)
    asked += 1
    if (!flat.ok) return flat
    isTruncated ||= flat.value.isTruncated
    add(flat.value.items)
    const further = flat.value.items.filter(
      (item) => item.type === 'tree' && paths.some((at) => isWithin(at, item.path) || isWithin(item.path, at)),
    )
    pending.push(...further)
  }
  return { ok: true, value: { entries, isTruncated } }
}

type Directory = { readonly path: string; readonly sha: string }
type Item = Directory & { readonly type: string; readonly mode: string; readonly size: number | null }

/** Entries by their paths from the root. */
const readTree = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  { path, sha }: Directory,
  recursive: boolean,
): Promise<Answer<{ readonly items: readonly Item[]; readonly isTruncated: boolean }>> => {
  const answer = await rest(
    client,
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    { owner, repo: name, tree_sha: sha, ...(recursive ? { recursive: '1' } : {}) },
    Tree,
  )
  if (!answer.ok) return answer
  const { tree, truncated } = answer.value
  const items = tree.map((item) => ({ ...item, path: path === '' ? item.path : `${path}/${item.path}` }))
  return { ok: true, value: { items, isTruncated: truncated } }
}

/** A hundred thousand entries come at once, so that each is looked at by hand: nobody else has a turn meanwhile. */
const Tree = z.object({
  truncated: z.boolean(),
  tree: z.custom<readonly Item[]>((given) => Array.isArray(given) && given.every(isItem)),
})

const isItem = (given: unknown): boolean => {
  if (typeof given !== 'object' || given === null) return false
  const { path, sha, type, mode, size } = given as Readonly<Record<string, unknown>>
  const isNamed = typeof path === 'string' && typeof sha === 'string' && typeof type === 'string'
  return isNamed && typeof mode === 'string' && (size === undefined || typeof size === 'number')
}

const entriesOf = (items: readonly Item[], bears: (path: string) => boolean): readonly ListedEntry[] =>
  items
    .filter(({ type, path }) => type !== 'tree' && bears(path))
    .map(({ path, type, mode, size }) => ({
      path,
      kind: type === 'commit' ? 'submodule' : mode === '120000' ? 'link' : 'file',
      isExecutable: mode === '100755',
      bytes: size ?? null,
    }))
