import { setImmediate } from 'node:timers/promises'
import { compareTexts, MAX_EDITS } from '../../core/change/compare.ts'
import type { Change, ChangedFile } from '../../core/change/change.ts'
import { type Allowance, type BlobText, readBlobIds, readBlobs, type RepositoryName } from './blobs.ts'
import { compareCommits, type ListedFile } from './changed-files.ts'
import type { Answer, GitHubClient } from './client.ts'
import { type TreeDifference, walkTrees } from './trees.ts'

/** Files whose patches are made here at most, and all that is read for them: the rest is `unread`, and never green. */
const MOST_PATCHES = 4000
const MOST_BYTES = 32 * 1024 * 1024
const MOST_LINES = 500_000
/** All comparisons together may take what this many of the longest take: about ten seconds, in short pieces. */
const LONG_COMPARISONS = 40
const FILES_AT_ONCE = 25

export type Range = {
  /** The commit to compare from, any that has the merge base in its history. */
  readonly base: string
  readonly head: string
  /** Whether the listing holds every changed file. */
  readonly complete: boolean
}

export type Matters = {
  /** Whether a path could bear on the verdict; other files are listed without a patch. */
  readonly path: (path: string) => boolean
  /** Whether what a moved file held before it moved was looked at where it was, as it is where it is now. */
  readonly move: (from: string, to: string) => boolean
}

/**
 * Makes a listing whole: files past the API's limit are found by walking the two trees, and patches that the API left
 * out are made from the file at base and head. A move that is more than a move becomes a removal and an addition. Costs
 * nothing where none of it is the case.
 */
export const completeChange = async (
  client: GitHubClient,
  repository: RepositoryName,
  listed: readonly ListedFile[],
  range: Range,
  matters: Matters,
): Promise<Answer<Change>> => {
  const unpatched = listed.filter((file) => isLeftOut(file) && matters.path(file.path))
  const moved = listed.filter((file) => MOVES.has(file.status) && matters.path(file.path))
  const more = moved.filter((file) => isMoreThanMoved(file, matters))
  const alleged = moved.filter((file) => !more.includes(file) && file.patch === undefined && file.changes === 0)
  if (range.complete && unpatched.length + more.length + alleged.length === 0)
    return { ok: true, value: { files: listed.map(asListed) } }

  const comparison = await compareCommits(client, repository, range.base, range.head)
  if (!comparison.ok) return comparison
  const { mergeBase } = comparison.value
  const changed = await changedOnTheWay(client, repository, alleged, mergeBase)
  if (!changed.ok) return changed
  const beyond = range.complete
    ? { ok: true as const, value: [] }
    : await filesBeyond(client, repository, listed, mergeBase, range.head)
  if (!beyond.ok) return beyond

  const added = new Set([...more, ...changed.value])
  const files = [...listed.flatMap((file) => (added.has(file) ? asAdded(file) : [file])), ...beyond.value]
  const wanted = files.flatMap((file): Unpatched[] => {
    if (file.status === 'removed' || !isLeftOut(file) || !matters.path(file.path)) return []
    const base = file.status === 'added' ? null : `${mergeBase}:${file.previousPath ?? file.path}`
    return [{ file, base, head: `${range.head}:${file.path}` }]
  })
  const patches = await makePatches(client, repository, wanted)
  return {
    ok: true,
    value: { files: files.map((file) => ({ ...asListed(file), patch: patches.get(file) ?? file.patch ?? null })) },
  }
}

/**
 * The API gives no patch for large files, and none for empty files, changes of mode alone and binary content, which it
 * doesn't tell apart. A mere move has none either, and needs none.
 */
const isLeftOut = (file: ListedFile): boolean =>
  file.patch === undefined && file.status !== 'removed' && (file.changes > 0 || !MOVES.has(file.status))

const MOVES: ReadonlySet<string> = new Set(['renamed', 'copied'])

/** A copy is a new file, of which the API shows what it doesn't share with the old one. */
const isMoreThanMoved = ({ status, path, previousPath }: ListedFile, matters: Matters): boolean =>
  status === 'copied' || previousPath === null || !matters.move(previousPath, path)

/** Binary content counts no changed lines, so a file that became binary as it moved is listed like a mere move. */
const changedOnTheWay = async (
  client: GitHubClient,
  repository: RepositoryName,
  alleged: readonly ListedFile[],
  mergeBase: string,
): Promise<Answer<readonly ListedFile[]>> => {
  const before = ({ previousPath }: ListedFile): string => `${mergeBase}:${previousPath ?? ''}`
  const ids = await readBlobIds(client, repository, alleged.map(before))
  if (!ids.ok) return ids
  return { ok: true, value: alleged.filter((file) => file.sha === null || ids.value.get(before(file)) !== file.sha) }
}

const asAdded = (file: ListedFile): ListedFile[] => {
  const added: ListedFile = { ...file, status: 'added', previousPath: null, patch: undefined }
  if (file.status !== 'renamed' || file.previousPath === null) return [added]
  return [{ ...added, path: file.previousPath, status: 'removed', sha: null }, added]
}

const asListed = ({ path, previousPath, status, patch }: ListedFile): ChangedFile => ({
  path,
  previousPath,
  status,
  patch: patch ?? null,
})

type Unpatched = { readonly file: ListedFile; readonly base: string | null; readonly head: string }

const filesBeyond = async (
  client: GitHubClient,
  repository: RepositoryName,
  listed: readonly ListedFile[],
  mergeBase: string,
  head: string,
): Promise<Answer<readonly ListedFile[]>> => {
  const differences = await walkTrees(client, repository, mergeBase, head)
  if (!differences.ok) return differences
  const known = new Set(listed.flatMap((file) => [file.path, file.previousPath]))
  const beyond = differences.value.filter(({ path }) => !known.has(path))
  return { ok: true, value: beyond.map((difference) => asBeyond(difference, head)) }
}

const asBeyond = ({ path, type, base, head: now }: TreeDifference, head: string): ListedFile => ({
  path,
  previousPath: null,
  status: base === null ? 'added' : now === null ? 'removed' : 'modified',
  patch: type === 'commit' && now !== null ? `@@ -0,0 +1 @@\n+Subproject commit ${now}` : undefined,
  changes: 0,
  sha: now ?? base,
  head,
})

const makePatches = async (
  client: GitHubClient,
  repository: RepositoryName,
  wanted: readonly Unpatched[],
): Promise<ReadonlyMap<ListedFile, ChangedFile['patch']>> => {
  const patches = new Map<ListedFile, ChangedFile['patch']>()
  const allowance: Allowance = { left: MOST_BYTES }
  let work = LONG_COMPARISONS * MAX_EDITS ** 2
  let lines = MOST_LINES
  for (let from = 0; from < Math.min(wanted.length, MOST_PATCHES); from += FILES_AT_ONCE) {
    const batch = wanted.slice(from, Math.min(from + FILES_AT_ONCE, MOST_PATCHES))
    const expressions = batch.flatMap(({ base, head }) => (base === null ? [head] : [base, head]))
    const blobs = await readBlobs(client, repository, expressions, allowance)
    const textAt = (expression: string | null): BlobText =>
      expression === null ? { text: '' } : (blobs.get(expression) ?? { text: '' })
    for (const { file, base, head } of batch) {
      const [before, after] = [textAt(base), textAt(head)]
      if ('unread' in before || 'unread' in after) patches.set(file, 'unread')
      else if (before.text === null || after.text === null) patches.set(file, null)
      else if ((lines -= linesOf(before.text) + linesOf(after.text)) < 0) patches.set(file, 'unread')
      else {
        const most = Math.min(MAX_EDITS, Math.floor(Math.sqrt(Math.max(0, work))))
        const patch = compareTexts(before.text, after.text, most) ?? ''
        if (before.text !== '') work -= Math.min(most, editsOf(patch)) ** 2
        patches.set(file, patch)
        // Others wait for their turn meanwhile.
        await setImmediate()
      }
    }
  }
  for (const { file } of wanted.slice(MOST_PATCHES)) patches.set(file, 'unread')
  return patches
}

const linesOf = (text: string): number => {
  let count = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

const editsOf = (patch: string): number => patch.match(/^[-+]/gm)?.length ?? 0
