import { z } from 'zod'
import type { Tellable } from '../../core/case.ts'
import type { Answer } from '../answer.ts'
import type { RepositoryName } from './blobs.ts'
import { type GitHubClient, rest } from './client.ts'

const PAGE = 100

/**
 * Whether the default branch, or the branch or tag of that name, has the commit in its history. GitHub keeps the objects of
 * all forks in one place and hands each out in the name of every other, so that a comparison alone can tell; of what is on
 * neither it tells nothing.
 */
export const holds = async (
  client: GitHubClient,
  { owner, name: repo }: RepositoryName,
  commit: string,
  ref: string | null,
): Promise<Answer<Tellable<boolean>>> => {
  const repository = await rest(client, 'GET /repos/{owner}/{repo}', { owner, repo }, Repository)
  if (!repository.ok) return repository
  const names = new Set([repository.value.default_branch, ...(ref === null ? [] : [ref])])
  let isThere = false
  for (const base of names) {
    const compared = await rest(
      client,
      'GET /repos/{owner}/{repo}/compare/{basehead}',
      // The second page has no files, which may be many where the histories have parted.
      { owner, repo, basehead: `${base}...${commit}`, per_page: 1, page: 2 },
      z.object({ status: z.string() }),
    )
    if (compared.ok && WITHIN.has(compared.value.status)) return { ok: true, value: true }
    // Nobody there has it, or it has nothing in common with what is there.
    if (!compared.ok && compared.failure.kind === 'missing') break
    if (!compared.ok) return compared
    isThere = true
  }
  return { ok: true, value: isThere ? 'not-tellable' : false }
}

const Repository = z.object({ default_branch: z.string() })

/** Of a head as seen from its base: https://docs.github.com/rest/commits/commits#compare-two-commits */
const WITHIN: ReadonlySet<string> = new Set(['behind', 'identical'])

export const history = async (
  client: GitHubClient,
  { owner, name: repo }: RepositoryName,
  commit: string,
): Promise<Answer<readonly string[]>> => {
  const listed = await rest(
    client,
    'GET /repos/{owner}/{repo}/commits',
    { owner, repo, sha: commit, per_page: PAGE },
    z.array(z.object({ sha: z.string() })),
  )
  return listed.ok ? { ok: true, value: listed.value.map(({ sha }) => sha) } : listed
}
