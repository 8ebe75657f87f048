import { z } from 'zod'
import type { RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, rest } from './client.ts'

/** Whether someone may maintain a repository. It takes no more than `metadata: read` to ask. */
export const mayMaintain = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  login: string,
): Promise<Answer<boolean>> => {
  const answer = await rest(
    client,
    'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    { owner, repo: name, username: login },
    Permission,
  )
  if (!answer.ok) return answer.failure.kind === 'missing' ? { ok: true, value: false } : answer
  const { admin, maintain } = answer.value.user?.permissions ?? {}
  return { ok: true, value: admin === true || maintain === true }
}

// The top level's `permission` calls a maintainer's role `write`.
const Permission = z.object({
  user: z
    .object({ permissions: z.object({ admin: z.boolean(), maintain: z.boolean().optional() }).optional() })
    .nullable(),
})
