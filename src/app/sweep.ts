import type { GitHubClient } from '../forges/github/client.ts'
import { type Head, readHeads } from '../forges/github/heads.ts'
import { listRepositories } from '../forges/github/installations.ts'
import { type Failure, failureOf } from '../forges/github/failure.ts'
import { afterFailure } from '../gate/after-failure.ts'
import type { Job, JobOutcome, Work } from '../gate/job.ts'
import type { Log } from './log.ts'
import type { Marks } from './marks.ts'
import type { Queue } from './queue/queue.ts'
import type { InstallationSweep, RepositorySweep } from './queue/task.ts'

export type SweepOptions = {
  readonly installation: (installationId: number) => Promise<GitHubClient>
  readonly queue: Pick<Queue, 'add' | 'offer'>
  readonly marks: Marks
  readonly appId: number
  readonly rejudgeAfterMs: number
  readonly sweepIntervalMs: number
  readonly log: Pick<Log, 'info'>
  /** Hears how many heads were found that wait for a verdict, or for a newer one. */
  readonly healed: (count: { readonly missing: number; readonly unfinished: number; readonly old: number }) => void
  /** Epoch milliseconds. */
  readonly now: () => number
}

export type Sweep = (task: InstallationSweep | RepositorySweep) => Promise<JobOutcome>

/** What a sweep finds by itself has a time of its own, and nobody who waits for it. */
export const sweepWork = (installationId: number, now: number): Work => ({
  installationId,
  rerequested: false,
  background: true,
  attempt: 0,
  since: now,
  slot: null,
})

/**
 * Asks for a judgement of whatever GitHub's own state says should have one: so no lost webhook, and no process that died,
 * leaves anything behind.
 */
export const createSweep = (options: SweepOptions): Sweep => {
  const { installation, queue, sweepIntervalMs, now } = options

  const sweepInstallation = async (task: InstallationSweep, client: GitHubClient): Promise<JobOutcome> => {
    const repositories = await listRepositories(client)
    if (!repositories.ok) return afterFailure(task, repositories.failure, now())
    // Spread out, so that a large installation's sweep takes no more than half of the time until the next.
    const apart = Math.min(LONGEST_APART_MS, sweepIntervalMs / 2 / Math.max(1, repositories.value.length))
    for (const [at, repository] of repositories.value.entries()) {
      const { rejudge } = task.subject
      const sweep: RepositorySweep = {
        ...sweepWork(task.installationId, now()),
        installationId: task.installationId,
        ...repository,
        subject: { kind: 'repository', branch: null, rejudge },
      }
      await queue.offer(sweep, { delayMs: rejudge ? 0 : Math.round(at * apart), hasten: true })
    }
    return { state: 'unchanged' }
  }

  const sweepRepository = async (task: RepositorySweep, client: GitHubClient): Promise<JobOutcome> => {
    const found = { missing: 0, unfinished: 0, old: 0 }
    let after: string | null = null
    let tip: Head | null = null
    do {
      const page = await readHeads(client, task, options.appId, after)
      if (!page.ok) return afterFailure(task, page.failure, now())
      if (page.value === null) return { state: 'not-ours' }
      for (const { number, baseBranch, ...head } of page.value.pulls) {
        if (task.subject.branch !== null && task.subject.branch !== baseBranch) continue
        await heal(task, head, { kind: 'pull-request', number }, found)
      }
      for (const { base, baseRef, ...head } of page.value.groups)
        await heal(task, head, { kind: 'merge-group', head: head.head, base, baseRef }, found)
      tip ??= page.value.tip
      after = page.value.next
    } while (after !== null)
    if (tip !== null && task.subject.branch === null) await healTip(task, tip)
    options.healed(found)
    const { owner, name } = task
    if (found.missing + found.unfinished + found.old > 0)
      options.log.info({ repository: `${owner}/${name}`, ...found }, 'swept a repository')
    return { state: 'unchanged' }
  }

  const heal = async (
    { installationId, repositoryId, owner, name, subject: { rejudge } }: RepositorySweep,
    { head, run }: Head,
    subject: Job['subject'],
    found: { missing: number; unfinished: number; old: number },
  ): Promise<void> => {
    const work = sweepWork(installationId, now())
    const job: Job = { ...work, repositoryId, owner, name, subject }
    if (!run?.completed) {
      found[run === null ? 'missing' : 'unfinished']++
      // The day that a verdict may take counts from its beginning, whoever began it.
      const since = run === null || run.startedAt === 0 ? work.since : Math.min(work.since, run.startedAt)
      if (rejudge) await queue.add({ ...job, since })
      else await queue.offer({ ...job, since }, { hasten: true })
      return
    }
    if (rejudge) await queue.add(job)
    if (rejudge || subject.kind === 'merge-group') return
    const { rejudgeAfterMs } = options
    if (run.completedAt !== null && now() - run.completedAt < rejudgeAfterMs) return
    // A verdict that was found unchanged left no mark on GitHub.
    if (!(await options.marks.first(`judged:${repositoryId}@${head}`, rejudgeAfterMs))) return
    found.old++
    await queue.offer(job)
  }

  /** Once a day, so that a stack which closes after its driver was merged shows. */
  const healTip = async (
    { installationId, repositoryId, owner, name }: RepositorySweep,
    { head, run }: Head,
  ): Promise<void> => {
    const isYoung = run !== null && run.completedAt !== null && now() - run.completedAt < DAY_MS
    const isLeft = run !== null && !run.completed
    if (!isLeft && (isYoung || !(await options.marks.first(`tip:${repositoryId}`, DAY_MS)))) return
    const job: Job = {
      ...sweepWork(installationId, now()),
      repositoryId,
      owner,
      name,
      subject: { kind: 'tip', sha: head },
    }
    // Whoever waits for a verdict goes first.
    await queue.offer(job, isLeft ? { hasten: true } : { delayMs: TIP_DELAY_MS })
  }

  return async (task) => {
    let client: GitHubClient
    try {
      client = await installation(task.installationId)
    } catch (error) {
      const failure: Failure = failureOf(error, now())
      return afterFailure(task, failure, now())
    }
    return isOfRepository(task) ? sweepRepository(task, client) : sweepInstallation(task, client)
  }
}

const isOfRepository = (task: InstallationSweep | RepositorySweep): task is RepositorySweep =>
  task.subject.kind === 'repository'

const LONGEST_APART_MS = 1_000
const TIP_DELAY_MS = 60_000
const DAY_MS = 24 * 60 * 60 * 1_000
