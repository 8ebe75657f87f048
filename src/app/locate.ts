import { z } from 'zod'
import { FLOOR_REPOSITORY, POLICY_FILE } from '../core/policy/policy.ts'
import type { Job } from '../gate/job.ts'
import { ACCEPT } from '../report/check-run/check-run.ts'
import type { InstallationSweep, RepositorySweep } from './queue/task.ts'

/** What a webhook points at, or why it points at nothing to judge. */
export type Located =
  { readonly state: 'found'; readonly at: Place } | { readonly state: 'ignored'; readonly why: string }

type Place = Placed<Job> | Placed<RepositorySweep> | Placed<InstallationSweep>
/** What a payload tells of a task: when it came, and how often it was tried, is not in it. */
type Placed<T> = Omit<T, 'background' | 'attempt' | 'since' | 'slot'>

/** The webhook events, by name and action, that ask for a judgement. */
export const EVENTS = [
  'pull_request.opened',
  'pull_request.synchronize',
  'pull_request.reopened',
  'pull_request.edited',
  'check_run.rerequested',
  'check_run.requested_action',
  'check_suite.rerequested',
  'merge_group.checks_requested',
  'push',
  'installation.created',
  'installation.unsuspend',
  'installation_repositories.added',
] as const
export type EventName = (typeof EVENTS)[number]

/** These have no repository, as they are about all or some that the App now sees. */
type InstallationEvent = Extract<EventName, `installation${string}`>
const isInstallationEvent = (event: EventName): event is InstallationEvent => event.startsWith('installation')

const EVENT_NAMES: ReadonlySet<string> = new Set(EVENTS.map((event) => event.split('.')[0] ?? event))

/** Whether a delivery with this `X-GitHub-Event` header can ask for a judgement at all. */
export const isHandled = (name: string): boolean => EVENT_NAMES.has(name)

/**
 * Finds what a verified payload is about. Total: whatever doesn't have the shape is ignored, saying so.
 *
 * @param appId Runs and suites of other Apps are not ours to judge again.
 */
export const locate = (event: EventName, payload: unknown, appId: number): Located => {
  if (isInstallationEvent(event)) {
    const read = Installed.safeParse(payload)
    return read.success ? everywhere(read.data.installation.id, false) : malformed
  }
  const envelope = Envelope.safeParse(payload)
  if (!envelope.success) return ignored('the payload has no installation or repository')
  const { installation, repository } = envelope.data
  const place = {
    installationId: installation.id,
    repositoryId: repository.id,
    owner: repository.owner.login,
    name: repository.name,
  }
  const found = (subject: Job['subject'], rerequested = false): Located => ({
    state: 'found',
    at: { ...place, subject, rerequested },
  })
  switch (event) {
    case 'push': {
      const read = Push.safeParse(payload)
      if (!read.success) return malformed
      const { ref, commits, forced } = read.data
      if (!ref.startsWith(HEADS)) return ignored('no branch')
      const files = commits.flatMap(({ added, modified, removed }) => [...added, ...modified, ...removed])
      // What a forced push took away, and what is past the end of the list, it doesn't tell.
      if (!forced && commits.length < MOST_COMMITS && !files.includes(POLICY_FILE)) return ignored('no policy changed')
      const branch = ref.slice(HEADS.length)
      const isFloor = repository.name === FLOOR_REPOSITORY && branch === read.data.repository.default_branch
      if (isFloor) return everywhere(installation.id, true)
      const subject = { kind: 'repository', branch, rejudge: true } as const
      return { state: 'found', at: { ...place, subject, rerequested: false } }
    }
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
    case 'check_run.requested_action': {
      const read = Requested.safeParse(payload)
      if (!read.success) return malformed
      const { check_run: run, requested_action: action, sender } = read.data
      if (run.app.id !== appId) return ignored('a check of another App')
      if (action.identifier !== ACCEPT) return ignored('no button of ours')
      return found({ kind: 'click', sha: run.head_sha, run: run.id, by: sender.login })
    }
    case 'merge_group.checks_requested': {
      const read = MergeGroup.safeParse(payload)
      if (!read.success) return malformed
      const { head_sha: head, base_sha: base, base_ref: baseRef } = read.data.merge_group
      return found({ kind: 'merge-group', head, base, baseRef })
    }
  }
}

/** A sweep of all that an installation sees. */
const everywhere = (installationId: number, rejudge: boolean): Located => ({
  state: 'found',
  at: { installationId, subject: { kind: 'installation', rejudge }, rerequested: false },
})

const ignored = (why: string): Located => ({ state: 'ignored', why })
const malformed = ignored('the payload is not of this event')

const Id = z.int().positive()
const Sha = z.string().regex(/^[0-9a-f]{40}$/)
/** GitHub's own alphabet: whatever passes can stand in a URL and in a log. */
const Name = z.string().regex(/^[\w.-]{1,100}$/)

const Installed = z.object({ action: z.string(), installation: z.object({ id: Id }) })

/** What every event about a repository has. Probot itself throws on a payload without an installation. */
const Envelope = z.object({
  installation: z.object({ id: Id }),
  repository: z.object({ id: Id, name: Name, owner: z.object({ login: Name }) }),
})

/** Of a payload that Probot can take: `push` alone has no action. */
export const isDeliverable = (name: string, payload: unknown): boolean =>
  Installation.safeParse(payload).success && (name === 'push' || Action.safeParse(payload).success)
const Installation = z.object({ installation: z.object({ id: Id }) })
const Action = z.object({ action: z.string() })

const HEADS = 'refs/heads/'
/** GitHub lists no more of a push. */
const MOST_COMMITS = 2_048
const Paths = z.array(z.string())
const Push = z.object({
  ref: z.string().max(1_100),
  forced: z.boolean(),
  commits: z.array(z.object({ added: Paths, modified: Paths, removed: Paths })),
  repository: z.object({ default_branch: z.string() }),
})

const PullRequest = z.object({
  pull_request: z.object({ number: Id }),
  changes: z.object({ base: z.unknown() }).partial().optional(),
})

const Check = z.object({ head_sha: Sha, app: z.object({ id: Id }) })
const CheckRun = z.object({ check_run: Check })
const CheckSuite = z.object({ check_suite: Check })
const Requested = z.object({
  check_run: Check.extend({ id: Id }),
  requested_action: z.object({ identifier: z.string() }),
  sender: z.object({ login: z.string().regex(/^[\w-]{1,100}(?:\[bot\])?$/) }),
})

// The suite's and the run's `pull_requests` are empty for forks, so the commit is what they point at.
const readCheckRun = (payload: unknown) => CheckRun.safeParse(payload).data?.check_run ?? null
const readCheckSuite = (payload: unknown) => CheckSuite.safeParse(payload).data?.check_suite ?? null

const MergeGroup = z.object({
  merge_group: z.object({ head_sha: Sha, base_sha: Sha, base_ref: z.string().regex(/^refs\/heads\/.{1,1000}$/) }),
})
