import { z } from 'zod'
import type { Job, JobRepository } from '../gate/job.ts'

/** What a webhook points at, or why it points at nothing to judge. */
export type Located =
  | { readonly state: 'found'; readonly at: Pick<Job, keyof JobRepository | 'subject' | 'rerequested'> }
  | { readonly state: 'ignored'; readonly why: string }

/** The webhook events, by name and action, that ask for a judgement. */
export const EVENTS = [
  'pull_request.opened',
  'pull_request.synchronize',
  'pull_request.reopened',
  'pull_request.edited',
  'check_run.rerequested',
  'check_suite.rerequested',
  'merge_group.checks_requested',
] as const
export type EventName = (typeof EVENTS)[number]

const EVENT_NAMES: ReadonlySet<string> = new Set(EVENTS.map((event) => event.split('.')[0] ?? event))

/** Whether a delivery with this `X-GitHub-Event` header can ask for a judgement at all. */
export const isHandled = (name: string): boolean => EVENT_NAMES.has(name)

/**
 * Finds what a verified payload is about. Total: whatever doesn't have the shape is ignored, saying so.
 *
 * @param appId Runs and suites of other Apps are not ours to judge again.
 */
export const locate = (event: EventName, payload: unknown, appId: number): Located => {
  const envelope = Envelope.safeParse(payload)
  if (!envelope.success) return ignored('the payload has no action, installation or repository')
  const { installation, repository } = envelope.data
  const found = (subject: Job['subject'], rerequested = false): Located => ({
    state: 'found',
    at: {
      installationId: installation.id,
      repositoryId: repository.id,
      owner: repository.owner.login,
      name: repository.name,
      subject,
      rerequested,
    },
  })
  switch (event) {
    case 'pull_request.opened':
    case 'pull_request.synchronize':
    case 'pull_request.reopened':
    case 'pull_request.edited': {
      const read = PullRequest.safeParse(payload)
      if (!read.success) return malformed
      if (event === 'pull_request.edited' && read.data.changes?.base === undefined)
        return ignored('the base is the same')
      return found({ kind: 'pull-request', number: read.data.pull_request.number })
    }
    case 'check_run.rerequested':
    case 'check_suite.rerequested': {
      const read = event === 'check_run.rerequested' ? readCheckRun(payload) : readCheckSuite(payload)
      if (read === null) return malformed
      if (read.app.id !== appId) return ignored('a check of another App')
      return found({ kind: 'commit', sha: read.head_sha }, true)
    }
    case 'merge_group.checks_requested': {
      const read = MergeGroup.safeParse(payload)
      if (!read.success) return malformed
      const { head_sha: head, base_sha: base, base_ref: baseRef } = read.data.merge_group
      return found({ kind: 'merge-group', head, base, baseRef })
    }
  }
}

const ignored = (why: string): Located => ({ state: 'ignored', why })
const malformed = ignored('the payload is not of this event')

const Id = z.int().positive()
const Sha = z.string().regex(/^[0-9a-f]{40}$/)
/** GitHub's own alphabet: whatever passes can stand in a URL and in a log. */
const Name = z.string().regex(/^[\w.-]{1,100}$/)

/** What every event of use has. Probot itself throws on a payload without it. */
export const Envelope = z.object({
  action: z.string(),
  installation: z.object({ id: Id }),
  repository: z.object({ id: Id, name: Name, owner: z.object({ login: Name }) }),
})

const PullRequest = z.object({
  pull_request: z.object({ number: Id }),
  changes: z.object({ base: z.unknown() }).partial().optional(),
})

const Check = z.object({ head_sha: Sha, app: z.object({ id: Id }) })
const CheckRun = z.object({ check_run: Check })
const CheckSuite = z.object({ check_suite: Check })

// The suite's and the run's `pull_requests` are empty for forks, so the commit is what they point at.
const readCheckRun = (payload: unknown) => CheckRun.safeParse(payload).data?.check_run ?? null
const readCheckSuite = (payload: unknown) => CheckSuite.safeParse(payload).data?.check_suite ?? null

const MergeGroup = z.object({
  merge_group: z.object({ head_sha: Sha, base_sha: Sha, base_ref: z.string().regex(/^refs\/heads\/.{1,1000}$/) }),
})
