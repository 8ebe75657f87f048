import { z } from 'zod'
import type { Unknown } from '../../core/case.ts'
import { type Answer, type GitHubClient, graphql, rest } from './client.ts'

export type RepositoryName = { readonly owner: string; readonly name: string }

/** A blob's text, null for binary content, or why it could not be read. */
export type BlobText = { readonly text: string | null } | { readonly unread: Unknown }

const BLOBS_A_QUERY = 50
const LARGEST_BLOB_BYTES = 8 * 1024 * 1024

/** Bytes of text that may still be read; what is read takes from it. */
export type Allowance = { left: number }

/**
 * Reads blobs by id or by `<commit>:<path>`, fifty a GraphQL query; those that GraphQL cuts short come by REST, one by
 * one. What the allowance doesn't cover is unread.
 */
export const readBlobs = async (
  client: GitHubClient,
  repository: RepositoryName,
  expressions: readonly string[],
  allowance: Allowance,
): Promise<ReadonlyMap<string, BlobText>> => {
  const found = new Map<string, BlobText>()
  const wanted = [...new Set(expressions)]
  for (let from = 0; from < wanted.length; from += BLOBS_A_QUERY) {
    const batch = wanted.slice(from, from + BLOBS_A_QUERY)
    const blobs = await queryBlobs(client, repository, batch, 'text byteSize isTruncated isBinary', Blob)
    for (const [at, expression] of batch.entries()) {
      const text: BlobText = blobs.ok
        ? await textOf(client, repository, blobs.value[at] ?? null, allowance)
        : { unread: blobs.failure.kind === 'unknown' ? blobs.failure.why : gone }
      found.set(expression, text)
    }
  }
  return found
}

/** The ids of blobs named by `<commit>:<path>`; none for what isn't there. */
export const readBlobIds = async (
  client: GitHubClient,
  repository: RepositoryName,
  expressions: readonly string[],
): Promise<Answer<ReadonlyMap<string, string>>> => {
  const found = new Map<string, string>()
  for (let from = 0; from < expressions.length; from += IDS_A_QUERY) {
    const batch = expressions.slice(from, from + IDS_A_QUERY)
    const blobs = await queryBlobs(client, repository, batch, '', z.object({ oid: z.string() }))
    if (!blobs.ok) return blobs
    for (const [at, expression] of batch.entries()) {
      const oid = blobs.value[at]?.oid
      if (oid !== undefined) found.set(expression, oid)
    }
  }
  return { ok: true, value: found }
}

const IDS_A_QUERY = 100

const queryBlobs = async <T>(
  client: GitHubClient,
  { owner, name }: RepositoryName,
  expressions: readonly string[],
  fields: string,
  schema: z.ZodType<T>,
): Promise<Answer<readonly (T | null)[]>> => {
  const selected = expressions.map((_, at) => `b${at}: object(expression: $b${at}) { ... on Blob { oid ${fields} } }`)
  const query = `query Blobs($owner: String!, $name: String!, ${expressions.map((_, at) => `$b${at}: String!`).join(', ')}) {
    repository(owner: $owner, name: $name) { ${selected.join('\n')} }
  }`
  const variables = { owner, name, ...Object.fromEntries(expressions.map((expression, at) => [`b${at}`, expression])) }
  const answer = await graphql(
    client,
    query,
    variables,
    z.object({ repository: z.record(z.string(), schema.nullable()) }),
  )
  if (!answer.ok) return answer
  const { repository } = answer.value.data
  return { ok: true, value: expressions.map((_, at) => repository[`b${at}`] ?? null) }
}

const Blob = z.object({
  oid: z.string(),
  text: z.string().nullable(),
  byteSize: z.number(),
  isTruncated: z.boolean(),
  isBinary: z.boolean().nullable(),
})

const gone: Unknown = { cause: 'changing', detail: 'a file was gone when it was read', retryAt: null }

const textOf = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  blob: z.infer<typeof Blob> | null,
  allowance: Allowance,
): Promise<BlobText> => {
  if (blob === null) return { unread: gone }
  if (blob.isBinary === true) return { text: null }
  if (blob.byteSize > Math.min(LARGEST_BLOB_BYTES, allowance.left)) {
    return { unread: { cause: 'too-large', detail: `a changed file has ${blob.byteSize} bytes`, retryAt: null } }
  }
  allowance.left -= blob.byteSize
  if (!blob.isTruncated && blob.text !== null) return { text: blob.text }
  const raw = await rest(
    client,
    'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    { owner, repo: name, file_sha: blob.oid },
    z.object({ content: z.string(), encoding: z.string() }),
  )
  if (!raw.ok) return { unread: raw.failure.kind === 'unknown' ? raw.failure.why : gone }
  return { text: Buffer.from(raw.value.content, raw.value.encoding === 'base64' ? 'base64' : 'utf8').toString('utf8') }
}
