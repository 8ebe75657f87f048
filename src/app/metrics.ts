import process from 'node:process'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { JobOutcome } from '../gate/job.ts'
import type { QueueCounts } from './queue/queue.ts'

/** What is counted and measured, for Prometheus. Labels are of a bounded number: no repository, no pull request. */
export type Metrics = {
  readonly webhook: (event: string, outcome: 'queued' | 'not_queued') => void
  readonly job: (outcome: JobOutcome['state'] | 'failed', seconds: number) => void
  readonly request: (kind: 'rest' | 'graphql' | 'write', status: string, seconds: number) => void
  /** A check run was written: its conclusion, or its status where it has none yet. */
  readonly verdict: (conclusion: string) => void
  readonly stage: (stage: string, seconds: number) => void
  /** Any request, GitHub's too. Hosts are those that the operator's list has. */
  readonly forge: (host: string, status: string) => void
  /** Whether what is asked of files at a commit was known. */
  readonly facts: (outcome: 'hit' | 'miss') => void
  readonly budget: (installationId: number, resource: string, remaining: number) => void
  readonly healed: (found: { readonly missing: number; readonly unfinished: number; readonly old: number }) => void
  readonly swept: (redelivered: number) => void
  /** The text that Prometheus reads, and its content type. */
  readonly render: () => Promise<{ readonly type: string; readonly text: string }>
}

export type MetricsOptions = {
  readonly counts: () => Promise<QueueCounts>
  readonly isLeader: () => boolean
}

const PREFIX = 'open_userspace_'
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

export const createMetrics = ({ counts, isLeader }: MetricsOptions): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name: `${PREFIX}${name}_total`, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Histogram({ name: `${PREFIX}${name}_seconds`, help, labelNames, buckets: SECONDS, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `${PREFIX}${name}`, help, labelNames, registers })

  const webhooks = counter('webhooks', 'Webhooks whose signature held', ['event', 'outcome'])
  const jobs = histogram('job_duration', 'Time from the beginning of a job to its end', ['outcome'])
  const requests = histogram('github_request_duration', "Time of GitHub's answers", ['kind', 'status'])
  const verdicts = counter('verdicts', 'Verdicts that were written', ['conclusion'])
  const stages = histogram('stage_duration', 'Time of the stages of a verdict', ['stage'])
  const forges = counter('forge_requests', 'Requests to forges', ['host', 'status'])
  const facts = counter('facts', 'Whether what is in files at a commit was known', ['outcome'])
  const remaining = gauge('github_budget_remaining', 'Requests left, as GitHub says', ['installation', 'resource'])
  const queue = gauge('queue_jobs', 'Jobs by state', ['state'])
  const oldest = gauge('queue_oldest_waiting_seconds', 'How long the job that waits longest has')
  const sweeps = counter('sweeps', 'Sweeps that this process began')
  const heals = counter('healed', 'Heads that a sweep found without a verdict, or with an old one', ['why'])
  const redeliveries = counter('redeliveries', 'Deliveries that GitHub was asked to send again')
  const leader = gauge('leader', 'Whether this process leads')
  const memory = gauge('resident_bytes', 'Resident memory')
  const known = new Set<number>()

  return {
    webhook: (event, outcome) => webhooks.inc({ event, outcome }),
    job: (outcome, seconds) => jobs.observe({ outcome }, seconds),
    request: (kind, status, seconds) => requests.observe({ kind, status }, seconds),
    verdict: (conclusion) => verdicts.inc({ conclusion }),
    stage: (stage, seconds) => stages.observe({ stage }, seconds),
    forge: (host, status) => forges.inc({ host, status }),
    facts: (outcome) => facts.inc({ outcome }),
    budget: (installationId, resource, left) => {
      if (known.size >= MOST_INSTALLATIONS && !known.has(installationId)) return
      known.add(installationId)
      remaining.set({ installation: String(installationId), resource }, left)
    },
    healed: (found) => {
      for (const [why, count] of Object.entries(found)) heals.inc({ why }, count)
    },
    swept: (redelivered) => {
      sweeps.inc()
      redeliveries.inc(redelivered)
    },
    render: async () => {
      const { waiting, delayed, running, oldestWaitingMs } = await counts()
      for (const [state, count] of Object.entries({ waiting, delayed, running })) queue.set({ state }, count)
      oldest.set(oldestWaitingMs / 1_000)
      leader.set(isLeader() ? 1 : 0)
      memory.set(process.memoryUsage.rss())
      return { type: registry.contentType, text: await registry.metrics() }
    },
  }
}

/** Each makes a line of its own. */
const MOST_INSTALLATIONS = 1_000
