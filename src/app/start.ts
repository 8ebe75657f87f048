import type { Config } from '../core/config.ts'
import { createGate } from '../gate/gate.ts'
import { createReadSurroundings } from '../gate/surroundings.ts'
import { createReadContents } from '../inspect/contents.ts'
import { createMemoryCache } from '../inspect/facts-cache.ts'
import { createSnapshots } from '../inspect/snapshots.ts'
import { createHttpServer, listen } from '../server/server.ts'
import type { Environment } from './environment.ts'
import { createForges } from '../forges/create-forges.ts'
import { destinationsOf } from '../forges/net/destinations-of.ts'
import { guardedFetch } from '../forges/net/guarded-fetch.ts'
import { createLane } from '../forges/net/lane.ts'
import { createNet } from '../forges/net/send.ts'
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
/** GitHub's own ceiling is 100 for all of an App. */
const GITHUB_AT_ONCE = 50
const CLOSE_GRACE_MS = 10_000

/** Builds the service and listens. Rejects where the address can't be listened on. */
export const start = async (environment: Environment, config: Config, log: Log): Promise<Running> => {
  const { appId, privateKey, github } = environment
  const configured = withForges(config, github, environment.forges)
  const net = createNet({ destinations: destinationsOf(configured.forges) })
  const send = guardedFetch(net, createLane({ host: new URL(github.webOrigin).hostname, concurrency: GITHUB_AT_ONCE }))
  const { clients, anonymous } = createGitHubAccess({ appId, privateKey, baseUrl: github.apiBase, fetch: send, log })
  const now = Date.now
  const snapshots = createSnapshots({ onFault: (error) => log.error({ err: error }, 'A snapshot could not be read') })
  const run = createGate({
    clients,
    anonymous,
    readContents: createReadContents(snapshots, createMemoryCache()),
    readSurroundings: createReadSurroundings(),
    appId,
    origin: github.webOrigin,
    forges: createForges(configured.forges, net),
    fetch: send,
    config: configured,
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
      await net.close()
      server.closeAllConnections()
    },
  }
}
