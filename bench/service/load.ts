import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'

export type Webhook = { readonly body: Buffer; readonly signature: string; readonly event: string }

export const sign = (event: string, payload: unknown, secret: string): Webhook => {
  const body = Buffer.from(JSON.stringify(payload))
  return { body, event, signature: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
}

/** A connection that is idle is closed before the other side closes it, which would lose a request. */
const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: 2_000 })
let sent = 0

/** Sends one, and gives the milliseconds until its answer; NaN where it wasn't taken. */
export const send = (url: string, { body, signature, event }: Webhook): Promise<number> => {
  const begun = performance.now()
  const id = `00000000-0000-4000-8000-${(++sent).toString(16).padStart(12, '0')}`
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-github-event': event,
    'x-github-delivery': id,
    'x-hub-signature-256': signature,
  }
  return new Promise((resolve, reject) => {
    const sending = request(`${url}/api/github/webhooks`, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () => {
        const { statusCode = 0 } = response
        resolve(statusCode < 300 ? performance.now() - begun : Number.NaN)
      })
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

/** Sends as fast as is taken, and gives how many were a second. */
export const flood = async (url: string, webhook: Webhook, seconds: number): Promise<number> => {
  const begun = performance.now()
  const until = begun + seconds * 1_000
  let taken = 0
  const sender = async () => {
    while (performance.now() < until) if (Number.isFinite(await send(url, webhook))) taken++
  }
  await Promise.all(Array.from({ length: 32 }, sender))
  return (taken * 1_000) / (performance.now() - begun)
}

/** Sends so many as fast as they are taken. */
export const sendAll = async (url: string, webhook: Webhook, count: number): Promise<void> => {
  let left = count
  const sender = async () => {
    while (left-- > 0) await send(url, webhook)
  }
  await Promise.all(Array.from({ length: 32 }, sender))
}
