import { z } from 'zod'
import type { Answer } from '../answer.ts'
import type { GitLabApi } from './api.ts'

const PAGE = 100

/** Whether a branch or tag has the commit in its history, which GitLab tells of any commit that it has. */
export const holds = async (api: GitLabApi, project: string, commit: string): Promise<Answer<boolean>> => {
  const found = await api.get(
    `${project}/repository/commits/${commit}/refs`,
    { type: 'all', per_page: 1 },
    z.array(z.object({ name: z.string() })),
  )
  if (found.ok) return { ok: true, value: found.value.length > 0 }
  return found.failure.kind === 'missing' ? { ok: true, value: false } : found
}

export const history = async (api: GitLabApi, project: string, commit: string): Promise<Answer<readonly string[]>> => {
  const listed = await api.get(
    `${project}/repository/commits`,
    { ref_name: commit, per_page: PAGE },
    z.array(z.object({ id: z.string() })),
  )
  return listed.ok ? { ok: true, value: listed.value.map(({ id }) => id) } : listed
}
