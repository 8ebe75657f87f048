import { z } from 'zod'
import type { Unknown } from '../../core/case.ts'
import type { LicensesRead } from '../../core/evidence/licenses-alone.ts'
import { chooseLicenseFiles, LARGEST_LICENSE_FILE_BYTES, type ListedFile } from '../../core/license/choose.ts'
import { decodeText } from '../../core/license/identify/decode.ts'
import { leadsTo } from '../../core/license/leads.ts'
import type { LicenseFile } from '../../core/license/license-file.ts'
import { readLicenseFile } from '../../core/license/read-license-file.ts'
import { unreadFile } from '../../core/license/unread-file.ts'
import { identify } from '../../license-index.ts'
import type { RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, rest } from './client.ts'

/** Each costs a request, and 60 an hour are allowed. */
const MOST_FILES = 8

/** Reads a component's licence files by REST: one request for the listing, and one for each file. */
export const readLicensesByRest = async (
  client: GitHubClient,
  repository: RepositoryName,
  commit: string,
  paths: readonly string[],
): Promise<LicensesRead> => {
  const tree = await listTree(client, repository, commit)
  if (!tree.ok) return unknown(tree)
  const { files, left } = chooseLicenseFiles(tree.value, paths, MOST_FILES)
  const first = await readFiles(client, repository, files)
  if (!first.ok) return unknown(first)
  const leads = leadsTo(first.value, paths)
  const led = await readFiles(
    client,
    repository,
    tree.value.filter(({ path }) => leads.includes(path)),
  )
  if (!led.ok) return unknown(led)
  const unread = left === null ? [] : [unreadFile(left.path, 'too-large')]
  return { state: 'read', files: [...unread, ...first.value, ...led.value] }
}

const unknown = ({ failure }: Answer<unknown> & { ok: false }): LicensesRead => ({
  state: 'unknown',
  why: failure.kind === 'unknown' ? failure.why : gone,
})

const gone: Unknown = { cause: 'changing', detail: 'a licence file was gone when it was read', retryAt: null }

type TreeFile = ListedFile & { readonly sha: string }

const SYMLINK = '120000'

const listTree = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  commit: string,
): Promise<Answer<readonly TreeFile[]>> => {
  const answer = await rest(
    client,
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    { owner, repo: name, tree_sha: commit, recursive: '1' },
    z.object({
      truncated: z.boolean(),
      tree: z.array(
        z.object({ path: z.string(), type: z.string(), mode: z.string(), sha: z.string(), size: z.int().optional() }),
      ),
    }),
  )
  if (!answer.ok) return answer
  if (answer.value.truncated) {
    const why: Unknown = { cause: 'too-large', detail: 'it has more files than GitHub lists at once', retryAt: null }
    return { ok: false, failure: { kind: 'unknown', why, status: 200 } }
  }
  const files = answer.value.tree.filter(({ type }) => type === 'blob')
  return {
    ok: true,
    value: files.map(({ path, mode, sha, size = null }) => ({
      path,
      sha,
      kind: mode === SYMLINK ? 'link' : 'file',
      bytes: size,
    })),
  }
}

const readFiles = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  files: readonly TreeFile[],
): Promise<Answer<readonly LicenseFile[]>> => {
  const read: LicenseFile[] = []
  for (const { path, kind, sha, bytes } of files) {
    if ((bytes ?? 0) > LARGEST_LICENSE_FILE_BYTES) {
      read.push(unreadFile(path, 'too-large'))
      continue
    }
    const blob = await rest(
      client,
      'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
      { owner, repo: name, file_sha: sha },
      z.object({ content: z.string(), encoding: z.literal('base64') }),
    )
    if (!blob.ok) return blob
    const text = decodeText(Buffer.from(blob.value.content, 'base64'))
    read.push(
      text === null
        ? unreadFile(path, 'binary')
        : readLicenseFile({ path, target: kind === 'link' ? text : null, text }, identify),
    )
  }
  return { ok: true, value: read }
}
