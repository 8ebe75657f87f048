import { createHash, createHmac } from 'node:crypto'
import type { Json } from './description.ts'
import { child } from './description.ts'
import type { World } from './world/world.ts'

/** A webhook to be sent. */
export type WebhookOptions = {
  event: string
  payload: Json
  /** Where to; the App's own address if left out. */
  url?: string
  /** What to sign with; the App's own secret if left out. */
  secret?: string
  guid?: string
  /** Over the headers that GitHub sends. */
  headers?: Record<string, string>
  /** It never arrives: GitHub logs a failure, and the App hears nothing. */
  lost?: boolean
}

/** A webhook that was sent, as GitHub's log has it. */
export type Delivery = {
  id: number
  guid: string
  event: string
  action: string | null
  installationId: number | null
  repositoryId: number | null
  url: string
  secret: string
  deliveredAt: string
  redelivery: boolean
  duration: number
  status: string
  statusCode: number
  request: { headers: Record<string, string>; payload: Json }
  response: { headers: Record<string, string> | null; payload: string | null }
}

export type Webhooks = {
  readonly deliveries: Delivery[]
  deliver(options: WebhookOptions): Promise<Delivery>
  /** Sends it again under the same GUID, and doesn't wait. */
  redeliver(delivery: Delivery): void
}

/** GitHub hangs up after ten seconds. */
const patience = 10_000

// A GUID that is the same at every run.
const guidOf = (number: number): string => {
  const hex = createHash('sha1').update(`delivery ${number}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

const idIn = (payload: Json, name: string): number | null => {
  const id = child(payload[name], 'id')
  return typeof id === 'number' ? id : null
}

type Reply = { status: string; statusCode: number; response: Delivery['response'] }

const failure = (status: string): Reply => ({ status, statusCode: 502, response: { headers: null, payload: null } })

const send = async (url: string, headers: Record<string, string>, body: string): Promise<Reply> => {
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    const payload = await reply.text()
    return {
      status: reply.ok ? 'OK' : `Invalid HTTP Response: ${reply.status}`,
      statusCode: reply.status,
      response: { headers: Object.fromEntries(reply.headers), payload },
    }
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    return failure(timedOut ? 'timed out' : 'failed to connect to host')
  }
}

/** Sends signed webhooks as GitHub does, and keeps the log of them. */
export const createWebhooks = (world: World, now: () => number): Webhooks => {
  const deliveries: Delivery[] = []

  const dispatch = async (options: WebhookOptions & { redelivery: boolean }): Promise<Delivery> => {
    const { event, payload, redelivery, lost = false, secret = world.app.webhookSecret } = options
    const url = options.url ?? world.app.webhookUrl
    if (url === undefined) throw new Error('Nobody said where webhooks go')
    const id = world.sequence.id('delivery')
    const guid = options.guid ?? guidOf(id)
    const body = JSON.stringify(payload)
    const headers = {
      accept: '*/*',
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/0000000',
      'x-github-delivery': guid,
      'x-github-event': event,
      'x-github-hook-id': String(world.app.hookId),
      'x-github-hook-installation-target-id': String(world.app.id),
      'x-github-hook-installation-target-type': 'integration',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      ...options.headers,
    }
    const started = now()
    const reply = lost ? failure('failed to connect to host') : await send(url, headers, body)
    const action = payload['action']
    const delivery: Delivery = {
      id,
      guid,
      event,
      action: typeof action === 'string' ? action : null,
      installationId: idIn(payload, 'installation'),
      repositoryId: idIn(payload, 'repository'),
      url,
      secret,
      deliveredAt: new Date(started).toISOString(),
      redelivery,
      duration: (now() - started) / 1_000,
      request: { headers, payload },
      ...reply,
    }
    deliveries.push(delivery)
    return delivery
  }

  return {
    deliveries,
    deliver: (options) => dispatch({ ...options, redelivery: false }),
    redeliver({ event, request, url, secret, guid }) {
      void dispatch({ event, payload: request.payload, url, secret, guid, redelivery: true })
    },
  }
}
