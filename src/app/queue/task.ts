import { z } from 'zod'
import { type Job, type JobRepository, jobKey, type Work } from '../../gate/job.ts'

/** Looks over the open pull requests and queued merge groups of a repository for heads that need judging. */
export type RepositorySweep = Work &
  JobRepository & {
    readonly subject: {
      readonly kind: 'repository'
      /** Judge the pull requests to this branch alone; null for all. */
      readonly branch: string | null
      /** Judge them whatever their runs say: what they are judged by has changed. */
      readonly rejudge: boolean
    }
  }

/** Asks for a sweep of each of an installation's repositories. */
export type InstallationSweep = Work & {
  readonly subject: { readonly kind: 'installation'; readonly rejudge: boolean }
}

/** What waits in the queue. */
export type Task = Job | RepositorySweep | InstallationSweep

/** Two tasks with one key are about the same thing: the newer replaces a waiting one, and they never run at once. */
export const taskKey = (task: Task): string => {
  if (isInstallationSweep(task)) return `i${task.installationId}${task.subject.rejudge ? '!' : ''}`
  if (isRepositorySweep(task)) {
    const { branch, rejudge } = task.subject
    // BullMQ takes no colon in an id, and a branch may have any.
    return `r${task.repositoryId}${rejudge ? '!' : ''}${branch === null ? '' : encodeURIComponent(branch)}`
  }
  return jobKey(task)
}

export const isInstallationSweep = (task: Task): task is InstallationSweep => task.subject.kind === 'installation'
export const isRepositorySweep = (task: Task): task is RepositorySweep => task.subject.kind === 'repository'

/** Flows take turns. Each installation has two, so that neither its neighbours nor its own sweeps hold its events up. */
export const flowOf = ({ installationId, background }: Task): string => `${installationId}${background ? '~' : ''}`

/** The newer of two tasks with one key; a re-run that someone asked for is still owed. */
export const newer = (earlier: Task | null, later: Task): Task => ({
  ...later,
  rerequested: later.rerequested || earlier?.rerequested === true,
  // A sweep's task is the same as an event's that waits already, and must not send it to the back.
  background: later.background && earlier?.background !== false,
  slot: later.slot ?? earlier?.slot ?? null,
})

/** For a log. */
export const taskFields = (task: Task) => ({
  job: taskKey(task),
  ...(isInstallationSweep(task) ? { installation: task.installationId } : { repository: `${task.owner}/${task.name}` }),
  attempt: task.attempt,
})

/** A task as another process wrote it, perhaps of another version; null where this one can't read it. */
export const parseTask = (text: string): Task | null => {
  try {
    return Stored.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

const work = {
  installationId: z.number(),
  rerequested: z.boolean(),
  background: z.boolean(),
  attempt: z.number(),
  since: z.number(),
  slot: z.number().nullable(),
}
const repository = { repositoryId: z.number(), owner: z.string(), name: z.string() }
const Stored = z.union([
  z.object({
    ...work,
    ...repository,
    subject: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('pull-request'), number: z.number() }),
      z.object({ kind: z.literal('commit'), sha: z.string() }),
      z.object({ kind: z.literal('click'), sha: z.string(), run: z.number(), by: z.string() }),
      z.object({ kind: z.literal('tip'), sha: z.string() }),
      z.object({ kind: z.literal('merge-group'), head: z.string(), base: z.string(), baseRef: z.string() }),
    ]),
  }),
  z.object({
    ...work,
    ...repository,
    subject: z.object({ kind: z.literal('repository'), branch: z.string().nullable(), rejudge: z.boolean() }),
  }),
  z.object({ ...work, subject: z.object({ kind: z.literal('installation'), rejudge: z.boolean() }) }),
])
