import { z } from 'zod'
import type { ChangedFile } from '../../core/change/change.ts'
import { isSubmodule } from '../../core/change/unreadable.ts'
import type { RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, rest } from './client.ts'

/** A changed file as the API lists it. `patch` is undefined where GitHub left it out. */
export type ListedFile = Omit<ChangedFile, 'patch'> & {
  readonly patch: string | undefined
  /** Lines added and removed; 0 for binary content and mere renames. */
  readonly changes: number
  /** Blob id of the head's version, or of the last one of a removed file. */
  readonly sha: string | null
  /** The head commit that this listing was made for, where the API tells it: of removed files and submodules it doesn't. */
  readonly head: string | null
}

/** A pull request's listing stops here: https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
export const PULL_FILES_LIMIT = 3000
/** A comparison's: https://docs.github.com/rest/commits/commits#compare-two-commits */
export const COMPARE_FILES_LIMIT = 300
const PAGE = 100

export const listPullFiles = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  number: number,
): Promise<Answer<readonly ListedFile[]>> => {
  const files: ListedFile[] = []
  for (let page = 1; files.length < PULL_FILES_LIMIT; page++) {
    const answer = await rest(
      client,
      'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
      { owner, repo: name, pull_number: number, per_page: PAGE, page },
      Files,
    )
    if (!answer.ok) return answer
    files.push(...answer.value.map(listed))
    if (answer.value.length < PAGE) break
  }
  return { ok: true, value: files }
}

export type Comparison = {
  readonly mergeBase: string
  /** Of the first 100 commits. */
  readonly messages: readonly string[]
  /** The first 300 alone. */
  readonly files: readonly ListedFile[]
}

/** Three-dot comparison: what the head has that the base's common ancestor with it has not. */
export const compareCommits = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  base: string,
  head: string,
): Promise<Answer<Comparison>> => {
  const answer = await rest(
    client,
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    { owner, repo: name, basehead: `${base}...${head}`, per_page: PAGE },
    z.object({
      merge_base_commit: z.object({ sha: z.string() }),
      commits: z.array(z.object({ commit: z.object({ message: z.string() }) })),
      files: z.array(File).optional(),
    }),
  )
  if (!answer.ok) return answer
  const { merge_base_commit: mergeBase, commits, files } = answer.value
  const messages = commits.map(({ commit }) => commit.message)
  return { ok: true, value: { mergeBase: mergeBase.sha, messages, files: (files ?? []).map(listed) } }
}

const File = z.object({
  filename: z.string(),
  previous_filename: z.string().optional(),
  status: z.enum(['added', 'removed', 'modified', 'renamed', 'copied', 'changed', 'unchanged']),
  changes: z.number(),
  patch: z.string().optional(),
  sha: z.string().nullable(),
  contents_url: z.string().optional(),
})
const Files = z.array(File)

const listed = (file: z.infer<typeof File>): ListedFile => ({
  path: file.filename,
  previousPath: file.previous_filename ?? null,
  status: file.status === 'changed' ? 'type-changed' : file.status === 'unchanged' ? 'modified' : file.status,
  patch: file.patch,
  changes: file.changes,
  sha: file.sha,
  head:
    file.status === 'removed' || isSubmodule({ patch: file.patch ?? null })
      ? null
      : (/[?&]ref=([0-9a-f]{40})$/.exec(file.contents_url ?? '')?.[1] ?? null),
})
