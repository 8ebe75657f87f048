import { z } from 'zod'
import type { RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, rest } from './client.ts'

/** A file or submodule that differs between two trees; null on the side that lacks it. */
export type TreeDifference = {
  readonly path: string
  readonly type: 'blob' | 'commit'
  readonly base: string | null
  readonly head: string | null
}

/**
 * Walks two commits' trees where they differ, directory by directory, so that no limit of a listing hides a file.
 * Costs two requests for each differing directory.
 */
export const walkTrees = async (
  client: GitHubClient,
  repository: RepositoryName,
  base: string,
  head: string,
): Promise<Answer<readonly TreeDifference[]>> => {
  const differences: TreeDifference[] = []
  const pending: Directory[] = [{ path: '', base, head }]
  for (let walked = 0; pending.length > 0; walked += DIRECTORIES_AT_ONCE) {
    if (walked >= MOST_DIRECTORIES) return tooLarge('the change goes through more directories than can be walked')
    const batch = pending.splice(0, DIRECTORIES_AT_ONCE)
    const answers = await Promise.all(batch.map((directory) => compareDirectory(client, repository, directory)))
    for (const answer of answers) {
      if (!answer.ok) return answer
      for (const file of answer.value.files) differences.push(file)
      for (const below of answer.value.directories) pending.push(below)
    }
  }
  return { ok: true, value: differences }
}

const DIRECTORIES_AT_ONCE = 8
/** Two requests each, of the 5,000 an hour that all of an installation's changes share. */
const MOST_DIRECTORIES = 1_000

type Directory = Omit<TreeDifference, 'type'>

const compareDirectory = async (
  client: GitHubClient,
  repository: RepositoryName,
  directory: Directory,
): Promise<Answer<{ files: TreeDifference[]; directories: Directory[] }>> => {
  const [before, after] = await Promise.all([
    readTree(client, repository, directory.base),
    readTree(client, repository, directory.head),
  ])
  if (!before.ok) return before
  if (!after.ok) return after
  const files: TreeDifference[] = []
  const directories: Directory[] = []
  for (const name of new Set([...before.value.keys(), ...after.value.keys()])) {
    const path = directory.path === '' ? name : `${directory.path}/${name}`
    const old = before.value.get(name)
    const now = after.value.get(name)
    if (old?.sha === now?.sha && old?.type === now?.type) continue
    for (const type of ['blob', 'commit', 'tree'] as const) {
      const difference = { path, base: shaOf(old, type), head: shaOf(now, type) }
      if (difference.base === null && difference.head === null) continue
      if (type === 'tree') directories.push(difference)
      else files.push({ ...difference, type })
    }
  }
  return { ok: true, value: { files, directories } }
}

type TreeEntry = { readonly type: string; readonly sha: string }

const shaOf = (entry: TreeEntry | undefined, type: 'tree' | 'blob' | 'commit'): string | null =>
  entry?.type === type ? entry.sha : null

const readTree = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  sha: string | null,
): Promise<Answer<ReadonlyMap<string, TreeEntry>>> => {
  if (sha === null) return { ok: true, value: new Map() }
  const answer = await rest(
    client,
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    { owner, repo: name, tree_sha: sha },
    z.object({
      truncated: z.boolean(),
      tree: z.array(z.object({ path: z.string(), type: z.string(), sha: z.string() })),
    }),
  )
  if (!answer.ok) return answer
  if (answer.value.truncated) return tooLarge('a directory has more entries than GitHub lists')
  return { ok: true, value: new Map(answer.value.tree.map((entry) => [entry.path, entry])) }
}

const tooLarge = (detail: string): Answer<never> => ({
  ok: false,
  failure: { kind: 'unknown', why: { cause: 'too-large', detail, retryAt: null }, status: 200 },
})
