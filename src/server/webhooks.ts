import { createHmac, createSecretKey } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { answer } from './answer.ts'
import { createBudget, readBody } from './body.ts'
import type { WebhookDelivery } from './delivery.ts'
import { parseObject } from './json.ts'
import { parseSignature, sameDigest } from './signature.ts'

export type WebhookOptions = {
  readonly secret: string
  /** Whether an event of this name is of any use; the bodies of others are verified and never parsed. */
  readonly handles: (name: string) => boolean
  /** Takes a verified delivery; resolves with whether what it asks for is queued. */
  readonly deliver: (delivery: WebhookDelivery) => Promise<boolean>
  readonly log: Pick<Logger, 'debug' | 'warn'>
}

/** GitHub's own limit for a payload, in bytes. */
export const BODY_LIMIT = 25 * 1024 * 1024
/** For all bodies that are on their way in. */
const BODIES_LIMIT = 8 * BODY_LIMIT

type Refusal = { readonly status: number; readonly text: string }

/**
 * Handles `POST /api/github/webhooks`: 202 queued, 401 bad signature, 400 malformed, 413 too large, 503 when too much
 * is on its way in, or it could not be queued. Nothing of a body is parsed, logged or handed on before its signature holds.
 */
export const createWebhookHandler = ({ secret, handles, deliver, log }: WebhookOptions) => {
  const budget = createBudget(BODIES_LIMIT)
  const key = createSecretKey(secret, 'utf8')

  const receive = async (request: IncomingMessage): Promise<Refusal | null> => {
    if (Number(request.headers['content-length']) > BODY_LIMIT) return TOO_LARGE
    const signature = parseSignature(request.headers['x-hub-signature-256'])
    if (signature === null) return NOT_SIGNED
    const { 'x-github-event': name, 'x-github-delivery': id } = request.headers
    if (!isToken(name) || !isToken(id)) return NO_HEADERS
    if (!isJson(request.headers['content-type'])) return NOT_JSON

    const keep = handles(name)
    const hmac = createHmac('sha256', key)
    const observe = (piece: Buffer) => void hmac.update(piece)
    const body = await readBody(request, { observe, limit: BODY_LIMIT, keep, budget })
    if (body.state === 'too-large') return TOO_LARGE
    if (body.state === 'busy') return BUSY
    if (body.state === 'cut-off') return CUT_OFF
    if (!sameDigest(hmac.digest(), signature)) {
      log.warn({ delivery: id }, 'refused a webhook: its signature does not match WEBHOOK_SECRET')
      return BAD_SIGNATURE
    }
    if (!keep) return null
    const payload = parseObject(body.bytes)
    if (payload === null) return MALFORMED
    return (await deliver({ id, name, payload })) ? null : NOT_QUEUED
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refusal = await receive(request)
    if (refusal === null) {
      answer(request, response, 202, 'queued')
      return
    }
    log.debug({ status: refusal.status, reason: refusal.text }, 'refused a request')
    answer(request, response, refusal.status, refusal.text)
  }
}

const TOO_LARGE: Refusal = { status: 413, text: 'the body is larger than 25 MB' }
const NOT_SIGNED: Refusal = { status: 401, text: 'X-Hub-Signature-256 is missing or has another form' }
const BAD_SIGNATURE: Refusal = { status: 401, text: 'the signature does not match' }
const NO_HEADERS: Refusal = { status: 400, text: 'X-GitHub-Event or X-GitHub-Delivery is missing or has another form' }
const NOT_JSON: Refusal = { status: 400, text: "set the webhook's content type to application/json" }
const MALFORMED: Refusal = { status: 400, text: 'the body is not a JSON object' }
const CUT_OFF: Refusal = { status: 400, text: 'the body ended early' }
const NOT_QUEUED: Refusal = { status: 503, text: 'it could not be queued: send it again later' }
const BUSY: Refusal = { status: 503, text: 'too much is on its way in' }

/** Goes into logs, so only what GitHub sends: event names and UUIDs. */
const isToken = (header: string | string[] | undefined): header is string =>
  typeof header === 'string' && /^[\w-]{1,100}$/.test(header)

const isJson = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^application\/json\s*(?:;|$)/i.test(contentType)
