import type { Config } from '../core/config.ts'
import { createGate } from '../gate/gate.ts'
import { createHttpServer, listen } from '../server/server.ts'
import { createBackend } from './backend.ts'
import type { Environment } from './environment.ts'
import { withGitHubAt } from './forges.ts'
import { isHandled } from './locate.ts'
import type { Log } from './log.ts'
import { createGitHubAccess } from './octokit.ts'
import { createPacedGate } from './paced.ts'
import type { Run } from './queue/queue.ts'
import { isInstallationSweep, isRepositorySweep } from './queue/task.ts'
import { createReceiver } from './receive.ts'
import { createThrottle } from './throttle.ts'
import type { StartTimer } from './timer.ts'

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
}

const CONCURRENT_JOBS = 4

/** Builds the service and listens. Rejects where the address can't be listened on, or Redis can't be reached. */
export const start = async (
  environment: Environment,
  config: Config,
  log: Log,
  { now = Date.now, timer, timeoutMs, ...limits }: Seams = {},
): Promise<Running> => {
  const { appId, privateKey, github, role } = environment
  const backend = await createBackend(environment, log, { now, ...given({ timer }) })
  const failed = (error: unknown) => log.warn({ err: error }, 'a limit could not be told to other processes')
  const throttle = createThrottle({ budget: backend.budget, failed, now })
  const access = createGitHubAccess({
    appId,
    privateKey,
    baseUrl: github.apiBase,
    throttle,
    log,
    now,
    ...given({ timeoutMs }),
  })
  const gate = createGate({
    clients: access.clients,
    anonymous: access.anonymous,
    locks: backend.locks,
    appId,
    origin: github.webOrigin,
    config: withGitHubAt(config, github.webOrigin),
    requireFloor: environment.requireFloor,
    now,
    ...limits,
  })
  const paced = createPacedGate(gate, backend.budget, now)
  const run: Run = (task, signal) => {
    if (isInstallationSweep(task) || isRepositorySweep(task)) throw new Error('nothing asks for sweeps')
    return paced(task, signal)
  }
  const queue = await backend.createQueue({ run, concurrency: CONCURRENT_JOBS, log, now })
  if (role !== 'web') await queue.work()
  const deliver = await createReceiver({ appId, add: queue.add, now, environment, log })
  const server = createHttpServer({ secret: environment.webhookSecret, handles: isHandled, deliver, log })
  const url = await listen(server, environment)
  return {
    url,
    idle: queue.idle,
    close: async () => {
      server.close()
      server.closeIdleConnections()
      await queue.close(environment.shutdownGraceMs)
      server.closeAllConnections()
      backend.close()
    },
  }
}

/** Those that are set: an optional property can't be given as undefined. */
const given = <T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
