import { z } from 'zod'
import { type Answer, type GitHubClient, rest } from '../forges/github/client.ts'
import { CHECK_NAME, type OurRun } from '../forges/github/runs.ts'
import type { CheckRunOutput } from '../report/check-run/check-run.ts'
import { decodeIdentity, encodeIdentity, type RunIdentity } from './external-id.ts'
import type { JobRepository } from './job.ts'

export type Publication = {
  readonly head: string
  readonly output: CheckRunOutput
  readonly identity: RunIdentity
  /** A person asked for it: write even where nothing changed. */
  readonly rerequested: boolean
}

/**
 * Writes a verdict as a check run. A finished run is never rewritten, as people have read it: another verdict makes a
 * new one, and an unchanged verdict writes nothing. An unfinished run is updated.
 *
 * @param runs of ours on that commit, newest first
 */
export const publish = async (
  client: GitHubClient,
  { owner, name }: JobRepository,
  { head, output, identity, rerequested }: Publication,
  runs: readonly OurRun[],
): Promise<Answer<'published' | 'unchanged'>> => {
  const [newest] = runs
  const externalId = encodeIdentity(identity)
  if (newest?.completed === true && !rerequested && says(newest, externalId) && output.status === 'completed') {
    return { ok: true, value: 'unchanged' }
  }
  const body = {
    owner,
    repo: name,
    name: CHECK_NAME,
    external_id: externalId,
    status: output.status,
    ...(output.conclusion === null ? {} : { conclusion: output.conclusion }),
    output: {
      title: output.title,
      summary: output.summary,
      text: output.text,
      // PATCH appends, so an unfinished run has none that could come twice.
      annotations: output.status === 'completed' ? [...output.annotations] : [],
    },
    ...(output.actions.length === 0 ? {} : { actions: [...output.actions] }),
  }
  const written =
    newest === undefined || newest.completed
      ? await rest(client, 'POST /repos/{owner}/{repo}/check-runs', { ...body, head_sha: head }, Written)
      : await rest(
          client,
          'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
          { ...body, check_run_id: newest.id },
          Written,
        )
  return written.ok ? { ok: true, value: 'published' } : written
}

const Written = z.object({ id: z.number() })

const says = (run: OurRun, externalId: string): boolean =>
  decodeIdentity(run.externalId) !== null && run.externalId === externalId
