import { z } from 'zod'
import type { Answer } from '../answer.ts'
import type { RepositoryName } from './blobs.ts'
import { type GitHubClient, graphql, rest } from './client.ts'
import { malformed } from './failure.ts'

/** By path; what isn't there is left out. */
export type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
const decode = (base64: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(base64, 'base64'))

/** Single files at a commit, in one query; those that GraphQL cuts short or takes for binary come one by one. */
export const readFiles = async (
  client: GitHubClient,
  repository: RepositoryName,
  commit: string,
  paths: readonly string[],
): Promise<Answer<Files>> => {
  if (paths.length === 0) return { ok: true, value: new Map() }
  const variables: Record<string, string> = { owner: repository.owner, name: repository.name }
  const selected = paths.map((path, at) => {
    variables[`b${at}`] = `${commit}:${path}`
    return `b${at}: object(expression: $b${at}) { ... on Blob { oid text isBinary isTruncated } }`
  })
  const declared = Object.keys(variables).map((name) => `$${name}: String!`)
  const query = `query Files(${declared.join(', ')}) {
    repository(owner: $owner, name: $name) { ${selected.join('\n')} }
  }`
  const answer = await graphql(client, query, variables, Blobs)
  if (!answer.ok) return answer
  const { data, errors } = answer.value
  if (data.repository === null || errors.length > 0) return { ok: false, failure: malformed('a GraphQL query') }
  const found = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const [at, path] of paths.entries()) {
    // A directory has no object id here, as nothing is selected of it.
    const { oid, text, isTruncated, isBinary } = data.repository[`b${at}`] ?? {}
    if (oid === undefined) continue
    if (typeof text === 'string' && isTruncated === false && isBinary !== true) found.set(path, encode(text))
    else {
      const blob = await readBlob(client, repository, oid)
      if (!blob.ok) return blob
      found.set(path, blob.value)
    }
  }
  return { ok: true, value: found }
}

const Blob = z.object({
  oid: z.string().optional(),
  text: z.string().nullish(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().optional(),
})
const Blobs = z.object({ repository: z.record(z.string(), Blob.nullable()).nullable() })

/** The same by REST, which needs no account, one by one. */
export const readFilesByRest = async (
  client: GitHubClient,
  repository: RepositoryName,
  commit: string,
  paths: readonly string[],
): Promise<Answer<Files>> => {
  const found = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const path of paths) {
    const answer = await rest(
      client,
      'GET /repos/{owner}/{repo}/contents/{path}',
      { owner: repository.owner, repo: repository.name, path, ref: commit },
      Content,
    )
    if (!answer.ok && answer.failure.kind === 'missing') continue
    if (!answer.ok) return answer
    if (!('sha' in answer.value)) continue
    const { sha, content, encoding } = answer.value
    if (encoding === 'base64') {
      found.set(path, decode(content))
      continue
    }
    // Beyond a megabyte it comes without its content.
    const blob = await readBlob(client, repository, sha)
    if (!blob.ok) return blob
    found.set(path, blob.value)
  }
  return { ok: true, value: found }
}

/** A directory is a list, and a submodule or link no file. */
const Content = z.union([
  z.object({ type: z.literal('file'), sha: z.string(), content: z.string(), encoding: z.string() }),
  z.array(z.unknown()),
  z.object({ type: z.string() }),
])

const readBlob = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  sha: string,
): Promise<Answer<Uint8Array<ArrayBuffer>>> => {
  const blob = await rest(
    client,
    'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    { owner, repo: name, file_sha: sha },
    z.object({ content: z.string(), encoding: z.literal('base64') }),
  )
  return blob.ok ? { ok: true, value: decode(blob.value.content) } : blob
}
