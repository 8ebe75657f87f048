import { z } from 'zod'
import type { RepositoryName } from './blobs.ts'
import { type Answer, type GitHubClient, rest } from './client.ts'

/** A check run of ours by its id, with the text that it has now. `null`: it is gone, or isn't ours. */
export const readRun = async (
  client: GitHubClient,
  { owner, name }: RepositoryName,
  appId: number,
  id: number,
): Promise<Answer<{ readonly head: string; readonly text: string | null } | null>> => {
  const answer = await rest(
    client,
    'GET /repos/{owner}/{repo}/check-runs/{check_run_id}',
    { owner, repo: name, check_run_id: id },
    Run,
  )
  if (!answer.ok) return answer.failure.kind === 'missing' ? { ok: true, value: null } : answer
  const { app, head_sha: head, output } = answer.value
  return { ok: true, value: app?.id === appId ? { head, text: output.text } : null }
}

const Run = z.object({
  app: z.object({ id: z.number() }).nullable(),
  head_sha: z.string(),
  output: z.object({ text: z.string().nullable() }),
})
