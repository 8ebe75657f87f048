import { z } from 'zod'
import type { TextFile } from '../../core/case.ts'
import { MANIFEST_NAME } from '../../core/manifest/manifest.ts'
import { readBlobs, type RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, rest } from './client.ts'

/** Of those that stand anywhere in the tree. Reading one takes milliseconds, and a tree can hold any number. */
const MOST_MANIFESTS = 100
const MOST_BYTES = 2 * 1024 * 1024

/**
 * All manifests of a commit's tree, for a header that none near the change rules: those that name it may stand anywhere. Of a
 * tree that GitHub lists in part, those in the part.
 */
export const manifestsElsewhere = async (
  client: GitHubClient,
  repository: RepositoryName,
  head: string,
  known: ReadonlySet<string>,
): Promise<Answer<readonly TextFile[]>> => {
  const { owner, name } = repository
  const listed = await rest(
    client,
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    { owner, repo: name, tree_sha: head, recursive: '1' },
    z.object({ tree: z.array(z.object({ path: z.string(), type: z.string(), sha: z.string() })) }),
  )
  if (!listed.ok) return listed
  const manifests = listed.value.tree
    .filter(({ path, type }) => type === 'blob' && isManifest(path) && !known.has(path))
    .slice(0, MOST_MANIFESTS)
  const blobs = await readBlobs(
    client,
    repository,
    manifests.map(({ sha }) => sha),
    { left: MOST_BYTES },
  )
  const files: TextFile[] = []
  for (const { path, sha } of manifests) {
    const blob = blobs.get(sha)
    if (blob === undefined || 'unread' in blob) {
      if (blob !== undefined && blob.unread.cause !== 'too-large')
        return { ok: false, failure: { kind: 'unknown', why: blob.unread, status: null } }
    } else if (blob.text !== null) files.push({ path, text: blob.text })
  }
  return { ok: true, value: files }
}

const isManifest = (path: string): boolean => path === MANIFEST_NAME || path.endsWith(`/${MANIFEST_NAME}`)
