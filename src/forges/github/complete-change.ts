import { compareTexts } from '../../core/change/compare.ts'
import type { Change, ChangedFile } from '../../core/change/change.ts'
import { type BlobText, readBlobs, type RepositoryName } from './blobs.ts'
import { compareCommits, type ListedFile } from './changed-files.ts'
import type { Answer, GitHubClient } from './client.ts'
import { walkTrees } from './trees.ts'

/** Files whose patches are made here at most: the rest is `unread`, which no green comes from. */
const MOST_PATCHES = 4000

export type Range = {
  /** The commit to compare from, any that has the merge base in its history. */
  readonly base: string
  readonly head: string
  /** Whether the listing holds every changed file. */
  readonly complete: boolean
}

/**
 * Makes a listing whole: files past the API's limit are found by walking the two trees, and patches that the API left
 * out are made from the file at base and head. Costs nothing where neither is the case.
 *
 * @param matters whether a path could bear on the verdict; other files are listed without a patch
 */
export const completeChange = async (
  client: GitHubClient,
  repository: RepositoryName,
  listed: readonly ListedFile[],
  range: Range,
  matters: (path: string) => boolean,
): Promise<Answer<Change>> => {
  const unpatched = listed.filter((file) => leftOut(file) && matters(file.path))
  if (range.complete && unpatched.length === 0) return { ok: true, value: { files: listed.map(asListed) } }

  const comparison = await compareCommits(client, repository, range.base, range.head)
  if (!comparison.ok) return comparison
  const { mergeBase } = comparison.value
  const beyond = range.complete
    ? { ok: true as const, value: [] }
    : await filesBeyond(client, repository, listed, mergeBase, range.head)
  if (!beyond.ok) return beyond

  const wanted: Unpatched[] = [
    ...unpatched.map((file) => ({
      file,
      base: file.status === 'added' ? null : `${mergeBase}:${file.previousPath ?? file.path}`,
      head: `${range.head}:${file.path}`,
    })),
    ...beyond.value.filter(({ file }) => matters(file.path)),
  ]
  const patches = await makePatches(client, repository, wanted)
  const files = [...listed, ...beyond.value.map(({ file }) => file)].map((file) => ({
    ...asListed(file),
    ...(patches.has(file.path) ? { patch: patches.get(file.path) ?? null } : {}),
  }))
  return { ok: true, value: { files } }
}

/**
 * The API gives no patch for large files, and none for empty files, changes of mode alone and binary content, which it
 * doesn't tell apart. A mere rename has none either, and needs none.
 */
const leftOut = (file: ListedFile): boolean =>
  file.patch === undefined && file.status !== 'removed' && (file.changes > 0 || !RENAMES.has(file.status))

const RENAMES: ReadonlySet<string> = new Set(['renamed', 'copied'])

const asListed = ({ path, previousPath, status, patch }: ListedFile): ChangedFile => ({
  path,
  previousPath,
  status,
  patch: patch ?? null,
})

type Unpatched = { readonly file: ListedFile; readonly base: string | null; readonly head: string | null }

const filesBeyond = async (
  client: GitHubClient,
  repository: RepositoryName,
  listed: readonly ListedFile[],
  mergeBase: string,
  head: string,
): Promise<Answer<readonly Unpatched[]>> => {
  const differences = await walkTrees(client, repository, mergeBase, head)
  if (!differences.ok) return differences
  const known = new Set(listed.flatMap((file) => [file.path, file.previousPath]))
  const beyond = differences.value.filter(({ path }) => !known.has(path))
  return {
    ok: true,
    value: beyond.map(({ path, base, head: now }) => ({
      base,
      head: now,
      file: {
        path,
        previousPath: null,
        status: base === null ? 'added' : now === null ? 'removed' : 'modified',
        patch: undefined,
        changes: 0,
        sha: now ?? base,
        head,
      },
    })),
  }
}

const makePatches = async (
  client: GitHubClient,
  repository: RepositoryName,
  wanted: readonly Unpatched[],
): Promise<ReadonlyMap<string, ChangedFile['patch']>> => {
  const read = wanted.slice(0, MOST_PATCHES)
  const blobs = await readBlobs(
    client,
    repository,
    read.flatMap(({ base, head }) => [base, head]).filter((expression) => expression !== null),
  )
  const textAt = (expression: string | null): BlobText =>
    expression === null ? { text: '' } : (blobs.get(expression) ?? { text: '' })
  const patches = new Map<string, ChangedFile['patch']>()
  for (const { file, base, head } of read) {
    const [before, after] = [textAt(base), textAt(head)]
    if ('unread' in before || 'unread' in after) patches.set(file.path, 'unread')
    else if (before.text === null || after.text === null) patches.set(file.path, null)
    else patches.set(file.path, compareTexts(before.text, after.text) ?? '')
  }
  for (const { file } of wanted.slice(MOST_PATCHES)) patches.set(file.path, 'unread')
  return patches
}
