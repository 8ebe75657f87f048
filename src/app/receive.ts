import { Probot, ProbotOctokit } from 'probot'
import type { WebhookDelivery } from '../server/delivery.ts'
import type { Environment } from './environment.ts'
import { type AppOptions, createApp } from './index.ts'
import { isDeliverable } from './locate.ts'
import type { Log } from './log.ts'
import { withTimeout } from '../forges/github/octokit.ts'

export type ReceiveOptions = Omit<AppOptions, 'refused'> & {
  readonly environment: Pick<Environment, 'privateKey' | 'webhookSecret' | 'github'>
  readonly log: Log
}

/**
 * Loads the application into Probot and returns what hands it verified deliveries: whether what they ask for is queued,
 * so that GitHub marks as failed what must be sent again. Probot's own HTTP server stays
 * unused: it buffers bodies without bound before it looks at the signature, and logs those it refuses.
 */
export const createReceiver = async ({
  environment,
  log,
  ...app
}: ReceiveOptions): Promise<(delivery: WebhookDelivery) => Promise<boolean>> => {
  const refusals = new Set<string>()
  const probot = new Probot({
    appId: app.appId,
    privateKey: environment.privateKey,
    secret: environment.webhookSecret,
    baseUrl: environment.github.apiBase,
    log,
    Octokit: ProbotOctokit.defaults({
      authStrategy: unauthenticated,
      throttle: { enabled: false },
      retry: { enabled: false },
    }),
    request: { fetch: withTimeout(fetch) },
  })
  const refused = (delivery: string, why: unknown) => {
    refusals.add(delivery)
    log.error({ delivery, ...(why instanceof Error ? { err: why } : { why }) }, 'a webhook could not be queued')
  }
  await probot.load(createApp({ ...app, refused }))
  return async ({ id, name, payload }) => {
    if (!isDeliverable(name, payload)) {
      log.info({ delivery: id, event: name }, 'ignored a webhook without action or installation')
      return true
    }
    await probot.receive({ id, name, payload } as Parameters<Probot['receive']>[0])
    return !refusals.delete(id)
  }
}

/** Probot makes an authenticated client for each event, which costs more than all else; no handler asks GitHub for anything. */
const unauthenticated = ({ octokit }: { readonly octokit: unknown }) =>
  Object.assign(() => Promise.resolve(octokit), {
    hook: (request: (options: unknown) => unknown, options: unknown) => request(options),
  })
