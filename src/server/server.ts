import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { answer } from './answer.ts'
import { createWebhookHandler, type WebhookOptions } from './webhooks.ts'

export const WEBHOOK_PATH = '/api/github/webhooks'
const HEALTH_PATH = '/healthz'

export type ServerOptions = Omit<WebhookOptions, 'log'> & {
  readonly log: Pick<Logger, 'debug' | 'warn' | 'error'>
  /** False where this process only judges. */
  readonly takesWebhooks?: boolean
  /** Pages of text by their path, made anew for each request. */
  readonly pages?: Readonly<Record<string, () => Promise<Page>>>
}

export type Page = { readonly status: number; readonly text: string; readonly type?: string }

type Route = {
  readonly methods: readonly string[]
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>
}

/** The service's HTTP surface: webhooks, health and the pages it is given, and 404 for all else. */
export const createHttpServer = (options: ServerOptions): Server => {
  const { takesWebhooks = true, pages = {} } = options
  const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
    ...(takesWebhooks ? ([[WEBHOOK_PATH, { methods: ['POST'], handle: createWebhookHandler(options) }]] as const) : []),
    ...Object.entries(pages).map(([path, page]) => [path, { methods: ['GET', 'HEAD'], handle: show(page) }] as const),
    [HEALTH_PATH, { methods: ['GET', 'HEAD'], handle: (request, response) => answer(request, response, 200, 'ok') }],
  ])

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const route = routes.get(request.url?.split('?', 1)[0] ?? '')
    if (route === undefined) answer(request, response, 404, 'not found')
    else if (route.methods.includes(request.method ?? '')) await route.handle(request, response)
    else answer(request, response, 405, 'method not allowed', { allow: route.methods.join(', ') })
  }

  return createServer(LIMITS, (request, response) => {
    // Without a listener, an error on a request that nobody reads any more would end the process.
    request.on('error', () => undefined)
    handle(request, response).catch((error: unknown) => {
      options.log.error({ err: error }, 'a request failed')
      if (response.headersSent) response.destroy()
      else answer(request, response, 500, 'internal error')
    })
  })
}

const show =
  (page: () => Promise<Page>): Route['handle'] =>
  async (request, response) => {
    const { status, text, type } = await page()
    answer(request, response, status, text.trimEnd(), type === undefined ? {} : { 'content-type': type })
  }

/** In milliseconds. GitHub gives up after ten seconds; whoever sends more slowly than that only holds a connection. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 }

/** Listens, and resolves with the address as a URL: its port is the real one where 0 was asked for. */
export const listen = async (server: Server, { host, port }: { host: string; port: number }): Promise<string> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const { address, family, port: bound } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`
}
