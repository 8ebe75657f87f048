import type { Config } from '../core/config.ts'
import { createGate } from '../gate/gate.ts'
import { createReadLineage } from '../gate/lineage.ts'
import { createReadSurroundings } from '../gate/surroundings.ts'
import { createReadContents } from '../inspect/contents.ts'
import { createSnapshots } from '../inspect/snapshots.ts'
import type { FactsCache } from '../inspect/facts-cache.ts'
import type { WebhookDelivery } from '../server/delivery.ts'
import { createHttpServer, listen } from '../server/server.ts'
import { createBackend } from './backend.ts'
import type { Environment } from './environment.ts'
import { createForges } from '../forges/create-forges.ts'
import { destinationsOf } from '../forges/net/destinations-of.ts'
import { guardedFetch } from '../forges/net/guarded-fetch.ts'
import type { Lane } from '../forges/net/lane.ts'
import { createNet } from '../forges/net/send.ts'
import { withForges } from './forges.ts'
import { startHealer } from './healer.ts'
import { isHandled } from './locate.ts'
import type { Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createGitHubAccess, type HeardRequest } from './octokit.ts'
import { createPacedGate } from './paced.ts'
import { attempt } from './queue/attempt.ts'
import type { Run } from './queue/queue.ts'
import { isInstallationSweep, isRepositorySweep, taskKey } from './queue/task.ts'
import { createReadyPage } from './ready.ts'
import { createReceiver } from './receive.ts'
import { createRedelivery } from './redelivery.ts'
import { createRush } from './rush.ts'
import { createSweep } from './sweep.ts'
import { createThrottle } from './throttle.ts'
import type { StartTimer } from './timer.ts'
import { createTracing } from './traces/trace.ts'
import { watchedNet } from './traces/watched-net.ts'

/** A service that takes webhooks. */
export type Running = {
  /** Where it listens, with the real port. */
  readonly url: string
  /** Resolves once nothing waits and nothing runs. */
  readonly idle: () => Promise<void>
  /** Takes nothing more, lets what runs finish within the grace, and resolves when all is closed. */
  readonly close: () => Promise<void>
}

/** What a test may put in place of the real thing. */
export type Seams = {
  /** Epoch milliseconds. */
  readonly now?: () => number
  /** For what is put off in memory. */
  readonly timer?: StartTimer
  /** For one request to GitHub, in milliseconds. */
  readonly timeoutMs?: number
  readonly slowMs?: number
  readonly tooSlowMs?: number
  readonly firstSweepMs?: number
}

/** Most of their time they wait for GitHub, which takes 100 requests at once from all processes together. */
const CONCURRENT_JOBS = 16
const FIRST_SWEEP_MS = 1_000

/** The App's own GitHub has a throttle of its own, which knows installations. */
const DIRECT: Lane = (ask) => ask()

/** Builds the service and listens. Rejects where the address can't be listened on, or Redis can't be reached. */
export const start = async (
  environment: Environment,
  config: Config,
  log: Log,
  { now = Date.now, timer, timeoutMs, firstSweepMs = FIRST_SWEEP_MS, ...limits }: Seams = {},
): Promise<Running> => {
  const { appId, privateKey, github, role } = environment
  const { trace, close: closeTraces } = await createTracing(environment.otlpEndpoint)
  const backend = await createBackend(environment, log, { now, ...given({ timer }) })
  const failed = (error: unknown) => log.warn({ err: error }, 'a limit could not be told to other processes')
  const throttle = createThrottle({ budget: backend.budget, failed, now })
  const heard = ({ installationId, kind, status, ms, headers }: HeardRequest) => {
    metrics.request(kind, status, ms / 1_000)
    const left = Number(headers['x-ratelimit-remaining'] ?? Number.NaN)
    if (Number.isFinite(left)) metrics.budget(installationId, kind === 'graphql' ? 'graphql' : 'core', left)
  }
  const configured = withForges(config, github, environment.forges)
  const net = watchedNet(createNet({ destinations: destinationsOf(configured.forges) }), trace, (host, status) =>
    metrics.forge(host, status),
  )
  const send = guardedFetch(net, DIRECT)
  const access = createGitHubAccess({
    appId,
    privateKey,
    baseUrl: github.apiBase,
    fetch: send,
    throttle,
    heard,
    log,
    now,
    ...given({ timeoutMs }),
  })
  const snapshots = createSnapshots({ onFault: (error) => log.error({ err: error }, 'A snapshot could not be read') })
  const facts: FactsCache = {
    ...backend.facts,
    get: async (key) => {
      const found = await backend.facts.get(key)
      metrics.facts(found === null ? 'miss' : 'hit')
      return found
    },
  }
  const readContents = createReadContents(snapshots, facts)
  /** A stage of a verdict, its time told both ways. */
  const stage = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now()
    try {
      return await trace(name, work)
    } finally {
      metrics.stage(name, (performance.now() - begun) / 1_000)
    }
  }
  const gate = createGate({
    trace: stage,
    written: (conclusion) => metrics.verdict(conclusion),
    clients: access.clients,
    anonymous: access.anonymous,
    readContents: (wanted) => stage('read contents', () => readContents(wanted)),
    readLineage: createReadLineage(configured, now),
    readSurroundings: createReadSurroundings(),
    locks: backend.locks,
    appId,
    origin: github.webOrigin,
    forges: createForges(configured.forges, net),
    fetch: send,
    config: configured,
    requireFloor: environment.requireFloor,
    now,
    ...limits,
  })
  const paced = createPacedGate(gate, backend.budget, now)
  const perform: Run = (task, signal) =>
    isInstallationSweep(task) || isRepositorySweep(task) ? sweep(task) : paced(task, signal)
  const rush = createRush()
  const run: Run = async (task, signal) => {
    const end = await rush.begin()
    try {
      if (signal.aborted) return { state: 'superseded' }
      const begun = performance.now()
      const ended = await trace('job', () => attempt(perform, task, signal), {
        attributes: { 'job.kind': task.subject.kind, 'job.key': taskKey(task), 'job.attempt': task.attempt },
        ended: ({ state }) => ({ 'job.outcome': state, failed: state === 'failed' }),
      })
      metrics.job(ended.state, (performance.now() - begun) / 1_000)
      if (ended.state === 'failed') throw ended.error
      return ended
    } finally {
      end()
    }
  }
  const queue = await backend.createQueue({ run, concurrency: CONCURRENT_JOBS, log, now })
  const metrics = createMetrics({ counts: queue.counts, isLeader: backend.leader.isMe })
  const { rejudgeAfterMs, sweepIntervalMs } = environment
  const sweep = createSweep({
    installation: access.installation,
    queue,
    marks: backend.marks,
    appId,
    rejudgeAfterMs,
    sweepIntervalMs,
    log,
    healed: metrics.healed,
    now,
  })
  if (role !== 'web') await queue.work()
  const stopHealing = startHealer({
    app: access.app,
    leader: backend.leader,
    queue,
    redeliver: createRedelivery({ app: access.app, handles: isHandled, log, now }),
    firstMs: firstSweepMs,
    intervalMs: sweepIntervalMs,
    log,
    swept: metrics.swept,
    now,
  })
  const receive = await createReceiver({ appId, add: queue.add, now, environment, log })
  const deliver = async (delivery: WebhookDelivery) => {
    rush.note()
    const queued = await trace('webhook', () => receive(delivery), {
      kind: 'server',
      attributes: { 'webhook.event': delivery.name, 'webhook.delivery': delivery.id },
      ended: (taken) => ({ 'webhook.queued': taken, failed: !taken }),
    })
    metrics.webhook(delivery.name, queued ? 'queued' : 'not_queued')
    return queued
  }
  let stopping = false
  const isStopping = () => stopping
  const server = createHttpServer({
    secret: environment.webhookSecret,
    handles: isHandled,
    deliver,
    takesWebhooks: role !== 'worker',
    pages: {
      '/readyz': createReadyPage({ app: access.app, queue, leader: backend.leader, isStopping, now }),
      '/metrics': async () => ({ status: 200, ...(await metrics.render()) }),
    },
    log,
  })
  const url = await listen(server, environment)
  return {
    url,
    idle: queue.idle,
    close: async () => {
      stopping = true
      server.close()
      server.closeIdleConnections()
      stopHealing()
      await backend.leader.stop()
      await queue.close(environment.shutdownGraceMs)
      await snapshots.close()
      await net.close()
      server.closeAllConnections()
      backend.close()
      await closeTraces()
    },
  }
}

/** Those that are set: an optional property can't be given as undefined. */
const given = <T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
