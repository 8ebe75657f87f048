import type { Config } from '../core/config.ts'
import { createGate } from '../gate/gate.ts'
import { createReadContents } from '../inspect/contents.ts'
import { createMemoryCache } from '../inspect/facts-cache.ts'
import { createSnapshots } from '../inspect/snapshots.ts'
import { createHttpServer, listen } from '../server/server.ts'
import type { Environment } from './environment.ts'
import { withForges } from './forges.ts'
import { isHandled } from './locate.ts'
import type { Log } from './log.ts'
import { createGitHubAccess } from './octokit.ts'
import { createQueue } from './queue.ts'
import { createReceiver } from './receive.ts'

/** A service that takes webhooks. */
export type Running = {
  /** Where it listens, with the real port. */
  readonly url: string
  /** Resolves once nothing waits and nothing runs. */
  readonly idle: () => Promise<void>
  /** Takes nothing more, lets what runs finish for ten seconds, and resolves when all is closed. */
  readonly close: () => Promise<void>
}

const CONCURRENT_JOBS = 4
const CLOSE_GRACE_MS = 10_000

/** Builds the service and listens. Rejects where the address can't be listened on. */
export const start = async (environment: Environment, config: Config, log: Log): Promise<Running> => {
  const { appId, privateKey, github } = environment
  const { clients, anonymous } = createGitHubAccess({ appId, privateKey, baseUrl: github.apiBase, log })
  const now = Date.now
  const snapshots = createSnapshots({ onFault: (error) => log.error({ err: error }, 'A snapshot could not be read') })
  const run = createGate({
    clients,
    anonymous,
    readContents: createReadContents(snapshots, createMemoryCache()),
    appId,
    origin: github.webOrigin,
    config: withForges(config, github, environment.forges),
    requireFloor: environment.requireFloor,
    now,
  })
  const queue = createQueue({ run, concurrency: CONCURRENT_JOBS, log, now })
  const deliver = await createReceiver({ appId, add: queue.add, now, environment, log })
  const server = createHttpServer({ secret: environment.webhookSecret, handles: isHandled, deliver, log })
  const url = await listen(server, environment)
  return {
    url,
    idle: queue.idle,
    close: async () => {
      server.close()
      server.closeIdleConnections()
      await queue.close(CLOSE_GRACE_MS)
      await snapshots.close()
      server.closeAllConnections()
    },
  }
}
