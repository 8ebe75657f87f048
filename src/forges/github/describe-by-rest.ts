import { z } from 'zod'
import type { ComponentKey } from '../../core/case.ts'
import { pathOf, type RepositoryUrl } from '../../core/repository-url.ts'
import type { Described } from '../forge.ts'
import { type Answer, type GitHubClient, rest } from './client.ts'

/**
 * Describes one component by REST, which needs no account: for the command line without a token, and where an
 * organisation forbids the installation. Costs two requests and one for each path and parent; 60 an hour are allowed.
 */
export const describeByRest = async (client: GitHubClient, origin: string, key: ComponentKey): Promise<Described> => {
  const [owner = '', repo = ''] = pathOf(key.repository).split('/')
  const repository = await rest(client, 'GET /repos/{owner}/{repo}', { owner, repo }, Repository)
  if (!repository.ok) return failed(repository)
  const found = repository.value
  if (found.private) return { state: 'unreadable' }

  const [at, parent] = await Promise.all([
    resolveRef(client, found.full_name, key.ref ?? found.default_branch, key.ref === null),
    parentOf(client, origin, found, key.paths),
  ])
  if (!at.ok) return failed(at)
  if (!parent.ok) return failed(parent)
  const missing = at.value === null ? ok([]) : await missingPaths(client, found.full_name, at.value.commit, key.paths)
  if (!missing.ok) return failed(missing)

  return {
    state: 'readable',
    repository: {
      url: `${origin}/${found.full_name}` as RepositoryUrl,
      archived: found.archived,
      disabled: found.disabled,
      empty: at.value === null && found.size === 0,
      parent: parent.value,
      mirrorOf: found.mirror_url ?? null,
      defaultBranch: found.default_branch,
      ref: at.value,
      missingPaths: missing.value,
      forgeLicense: found.license?.spdx_id ?? null,
    },
  }
}

const Named = z.object({ full_name: z.string(), private: z.boolean(), default_branch: z.string() })
const Repository = Named.extend({
  archived: z.boolean(),
  disabled: z.boolean(),
  size: z.number(),
  mirror_url: z.string().nullish(),
  license: z.object({ spdx_id: z.string().nullable() }).nullish(),
  parent: Named.nullish(),
})
type Repository = z.infer<typeof Repository>

const ok = <T>(value: T): Answer<T> => ({ ok: true, value })

const failed = (answer: Answer<unknown> & { ok: false }): Described =>
  answer.failure.kind === 'missing' ? { state: 'unreadable' } : { state: 'unknown', why: answer.failure.why }

const split = (fullName: string): { owner: string; repo: string } => {
  const [owner = '', repo = ''] = fullName.split('/')
  return { owner, repo }
}

type ResolvedRef = { kind: 'branch' | 'tag'; name: string; commit: string }

/** The commits endpoint takes `heads/<branch>` and `tags/<tag>`, and peels annotated tags. */
const resolveRef = async (
  client: GitHubClient,
  fullName: string,
  name: string,
  branchOnly: boolean,
): Promise<Answer<ResolvedRef | null>> => {
  const kinds = branchOnly ? (['branch'] as const) : (['branch', 'tag'] as const)
  for (const kind of kinds) {
    const ref = `${kind === 'branch' ? 'heads' : 'tags'}/${name}`
    const commit = await rest(
      client,
      'GET /repos/{owner}/{repo}/commits/{ref}',
      { ...split(fullName), ref, per_page: 1 },
      z.object({ sha: z.string() }),
    )
    if (commit.ok) return ok({ kind, name, commit: commit.value.sha })
    if (!isAbsent(commit)) return commit
  }
  return ok(null)
}

/** 404 and 422 say that there is no such commit, 409 that the repository is empty. */
const isAbsent = (answer: Answer<unknown> & { ok: false }): boolean =>
  answer.failure.kind === 'missing' || answer.failure.status === 409 || answer.failure.status === 422

const missingPaths = async (
  client: GitHubClient,
  fullName: string,
  commit: string,
  paths: readonly string[],
): Promise<Answer<string[]>> => {
  const missing: string[] = []
  for (const path of paths) {
    const content = await rest(
      client,
      'GET /repos/{owner}/{repo}/contents/{path}',
      { ...split(fullName), path, ref: commit },
      z.unknown(),
    )
    if (!content.ok && content.failure.kind !== 'missing') return content
    if (!content.ok) missing.push(path)
  }
  return ok(missing)
}

const parentOf = async (
  client: GitHubClient,
  origin: string,
  { parent }: Repository,
  paths: readonly string[],
): Promise<Answer<{ url: RepositoryUrl; hasPaths: boolean } | null>> => {
  if (!parent || parent.private) return ok(null)
  const missing = await missingPaths(client, parent.full_name, parent.default_branch, paths)
  if (!missing.ok) return missing
  return ok({ url: `${origin}/${parent.full_name}` as RepositoryUrl, hasPaths: missing.value.length === 0 })
}
