import { z } from 'zod'
import type { Unknown } from '../../core/case.ts'
import { type GitHubClient, graphql, rest } from './client.ts'

export type RepositoryName = { readonly owner: string; readonly name: string }

/** A blob's text, null for binary content, or why it could not be read. */
export type BlobText = { readonly text: string | null } | { readonly unread: Unknown }

const BLOBS_A_QUERY = 50
const LARGEST_BLOB_BYTES = 8 * 1024 * 1024

/**
 * Reads blobs by id or by `<commit>:<path>`, fifty a GraphQL query; those that GraphQL cuts short come by REST, one by
 * one.
 */
export const readBlobs = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  expressions: readonly string[],
): Promise<ReadonlyMap<string, BlobText>> => {
  const found = new Map<string, BlobText>()
  const wanted = [...new Set(expressions)]
  for (let from = 0; from < wanted.length; from += BLOBS_A_QUERY) {
    const batch = wanted.slice(from, from + BLOBS_A_QUERY)
    const fields = batch.map(
      (_, at) => `b${at}: object(expression: $b${at}) { ... on Blob { oid text byteSize isTruncated isBinary } }`,
    )
    const query = `query Blobs($owner: String!, $name: String!, ${batch.map((_, at) => `$b${at}: String!`).join(', ')}) {
      repository(owner: $owner, name: $name) { ${fields.join('\n')} }
    }`
    const variables = { owner, name, ...Object.fromEntries(batch.map((expression, at) => [`b${at}`, expression])) }
    const answer = await graphql(
      client,
      query,
      variables,
      z.object({ repository: z.record(z.string(), Blob.nullable()) }),
    )
    for (const [at, expression] of batch.entries()) {
      if (!answer.ok) {
        found.set(expression, { unread: answer.failure.kind === 'unknown' ? answer.failure.why : gone })
        continue
      }
      found.set(expression, await textOf(client, { owner, name }, answer.value.data.repository[`b${at}`] ?? null))
    }
  }
  return found
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
): Promise<BlobText> => {
  if (blob === null) return { unread: gone }
  if (blob.isBinary === true) return { text: null }
  if (!blob.isTruncated && blob.text !== null) return { text: blob.text }
  if (blob.byteSize > LARGEST_BLOB_BYTES) {
    return { unread: { cause: 'too-large', detail: `a changed file has ${blob.byteSize} bytes`, retryAt: null } }
  }
  const raw = await rest(
    client,
    'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    { owner, repo: name, file_sha: blob.oid },
    z.object({ content: z.string(), encoding: z.string() }),
  )
  if (!raw.ok) return { unread: raw.failure.kind === 'unknown' ? raw.failure.why : gone }
  return { text: Buffer.from(raw.value.content, raw.value.encoding === 'base64' ? 'base64' : 'utf8').toString('utf8') }
}
