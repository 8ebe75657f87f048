import { z } from 'zod'
import type { Answer } from '../answer.ts'
import type { ListedEntry, Listing } from '../snapshot-source.ts'
import type { GitLabApi } from './api.ts'
import { TreeItem } from './schemas.ts'

const PAGE = 100
/** GitLab lists a hundred entries a page. Beyond so many pages the listing is cut, and says so. */
const MOST_PAGES = 150

/** What a commit's tree holds below these paths, and the files of each directory above them. */
export const listTree = async (
  api: GitLabApi,
  project: string,
  commit: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Answer<Listing>> => {
  const below = paths.length === 0 || paths.includes('') ? [''] : paths
  const above = [...new Set(below.filter((path) => path !== '').flatMap(directoriesAbove))]
  const directories = [...below, ...above]
  const listed = await Promise.all(
    directories.map((path, at) => listDirectory(api, project, { commit, path, recursive: at < below.length }, signal)),
  )
  const entries = new Map<string, ListedEntry>()
  let isTruncated = false
  for (const [at, each] of listed.entries()) {
    // Without its root there is no such commit.
    if (!each.ok && directories[at] === '') return each
    // A path that is a file has no directory, and stands in the one above it.
    if (!each.ok && each.failure.kind !== 'missing') return each
    if (!each.ok) continue
    isTruncated ||= each.value.isTruncated
    for (const entry of each.value.entries) entries.set(entry.path, entry)
  }
  return { ok: true, value: { entries: [...entries.values()], isTruncated } }
}

const directoriesAbove = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1)
  return ['', ...parts.map((_, at) => parts.slice(0, at + 1).join('/'))]
}

type Directory = { readonly commit: string; readonly path: string; readonly recursive: boolean }

const listDirectory = async (
  api: GitLabApi,
  project: string,
  { commit, path, recursive }: Directory,
  signal: AbortSignal,
): Promise<Answer<Listing>> => {
  const items: z.infer<typeof TreeItem>[] = []
  let isTruncated = true
  for (let page = 1; page <= MOST_PAGES; page++) {
    const query = { ref: commit, per_page: PAGE, page, ...(path === '' ? {} : { path }) }
    const more = recursive ? { ...query, recursive: 'true' } : query
    const answer = await api.get(`${project}/repository/tree`, more, z.array(TreeItem), signal)
    if (!answer.ok) return answer
    items.push(...answer.value)
    if (answer.value.length < PAGE) {
      isTruncated = false
      break
    }
  }
  return { ok: true, value: { entries: items.filter(({ type }) => type !== 'tree').map(entryOf), isTruncated } }
}

const entryOf = ({ path, type, mode }: z.infer<typeof TreeItem>): ListedEntry => ({
  path,
  kind: type === 'commit' ? 'submodule' : mode === '120000' ? 'link' : 'file',
  isExecutable: mode === '100755',
  bytes: null,
})

/** Those of the paths that are neither file nor directory at that commit. */
export const missingPaths = async (
  api: GitLabApi,
  project: string,
  ref: string,
  paths: readonly string[],
): Promise<Answer<readonly string[]>> => {
  const found = await Promise.all(paths.map((path) => isThere(api, project, ref, path)))
  const failed = found.find((each) => !each.ok)
  if (failed?.ok === false) return failed
  return { ok: true, value: paths.filter((_, at) => found[at]?.ok === true && !found[at].value) }
}

/** Looked for in the directory that it would be in, as an empty listing and a missing directory look alike. */
const isThere = async (api: GitLabApi, project: string, ref: string, path: string): Promise<Answer<boolean>> => {
  const query = { ref, path, per_page: 1 }
  const directory = await api.get(`${project}/repository/tree`, query, z.array(TreeItem))
  if (directory.ok && directory.value.length > 0) return { ok: true, value: true }
  if (!directory.ok && directory.failure.kind !== 'missing') return directory
  const file = await api.get(`${project}/repository/files/${encodeURIComponent(path)}`, { ref }, z.unknown())
  if (file.ok) return { ok: true, value: true }
  return file.failure.kind === 'missing' ? { ok: true, value: false } : file
}
