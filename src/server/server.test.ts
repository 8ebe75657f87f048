import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WebhookDelivery } from './delivery.ts'
import { createHttpServer, listen } from './server.ts'
import { BODY_LIMIT } from './webhooks.ts'

const secret = 'a secret for tests'
let server: Server
let url: URL
let delivered: WebhookDelivery[]
let logged: unknown[]
let deliver: (delivery: WebhookDelivery) => Promise<boolean>

beforeEach(async () => {
  delivered = []
  logged = []
  deliver = (delivery) => {
    delivered.push(delivery)
    return Promise.resolve(true)
  }
  const keep = (...line: unknown[]) => void logged.push(line)
  server = createHttpServer({
    secret,
    handles: (name) => name === 'pull_request',
    deliver: (delivery) => deliver(delivery),
    log: { debug: keep, warn: keep, error: keep },
  })
  url = new URL(await listen(server, { host: '127.0.0.1', port: 0 }))
})

afterEach(async () => {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
})

const sign = (body: string | Buffer) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

const headersFor = (body: string | Buffer, changes: Record<string, string | undefined> = {}) =>
  Object.fromEntries(
    Object.entries({
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
      'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      'x-hub-signature-256': sign(body),
      ...changes,
    }).flatMap(([name, value]: [string, string | undefined]) => (value === undefined ? [] : [[name, value]])),
  )

const post = (body: string, changes?: Record<string, string | undefined>) =>
  fetch(new URL('/api/github/webhooks', url), { method: 'POST', body, headers: headersFor(body, changes) })

describe('POST /api/github/webhooks', () => {
  test('takes a delivery of a usual size while large bodies of nobody knows whom fill the memory for them', async () => {
    const size = 24 * 1024 * 1024
    const headers = { ...headersFor(''), 'content-length': String(size) }
    const sent = Array.from({ length: 9 }, async () => {
      const slow = request(new URL('/api/github/webhooks', url), { method: 'POST', headers })
      slow.on('error', () => undefined)
      const answered = once(slow, 'response').then(([answer]) => (answer as IncomingMessage).statusCode)
      const written = new Promise((resolve) => slow.write(Buffer.alloc(size - 1), resolve))
      return Promise.race([answered, written.then(() => null)])
    })
    expect(await Promise.all(sent)).toContain(503)
    expect((await post('{"action":"opened"}')).status).toBe(202)
  })

  test('answers 503 where what a delivery asks for could not be queued', async () => {
    deliver = () => Promise.resolve(false)
    expect((await post('{}')).status).toBe(503)
  })

  test('hands on a delivery whose signature holds, and answers 202', async () => {
    const answer = await post('{"action":"opened"}')
    expect(answer.status).toBe(202)
    expect(delivered).toEqual([
      { id: '72d3162e-cc78-11e3-81ab-4c9367dc0958', name: 'pull_request', payload: { action: 'opened' } },
    ])
  })

  test.each<[string, number, string, Record<string, string | undefined>]>([
    ['no signature', 401, '{}', { 'x-hub-signature-256': undefined }],
    ['a signature of another body', 401, '{}', { 'x-hub-signature-256': sign('{ }') }],
    ['a signature of another algorithm', 401, '{}', { 'x-hub-signature-256': 'sha1=' + 'a'.repeat(40) }],
    ['a signature cut short', 401, '{}', { 'x-hub-signature-256': sign('{}').slice(0, -2) }],
    ['no event', 400, '{}', { 'x-github-event': undefined }],
    ['an event that is no name', 400, '{}', { 'x-github-event': 'pull request' }],
    ['no delivery id', 400, '{}', { 'x-github-delivery': undefined }],
    ['a form', 400, 'payload=%7B%7D', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['JSON under another type', 400, '{}', { 'content-type': 'application/jsonp' }],
    ['no JSON', 400, '{"action":', {}],
    ['no object', 400, '[1]', {}],
    ['null', 400, 'null', {}],
    ['nothing', 400, '', {}],
  ])('refuses %s with %i', async (_, status, body, changes) => {
    const answer = await post(body, changes)
    expect(answer.status).toBe(status)
    expect(delivered).toEqual([])
  })

  test('logs nothing of a body that it refuses', async () => {
    await post('{"private":"name"}', { 'x-hub-signature-256': sign('') })
    await post('{"private":"name"', {})
    expect(logged.length).toBeGreaterThan(0)
    expect(JSON.stringify(logged)).not.toContain('private')
  })

  test('verifies events of no use, and never parses them', async () => {
    expect((await post('{"not json', { 'x-github-event': 'star' })).status).toBe(202)
    expect((await post('{}', { 'x-github-event': 'star', 'x-hub-signature-256': sign('') })).status).toBe(401)
    expect(delivered).toEqual([])
  })

  test('puts a body together from any pieces', async () => {
    const body = JSON.stringify({ title: 'ü€🐧'.repeat(40_000) })
    const bytes = Buffer.from(body)
    const sent = request(new URL('/api/github/webhooks', url), { method: 'POST', headers: headersFor(body) })
    for (let at = 0; at < bytes.length; at += 4_097) sent.write(bytes.subarray(at, at + 4_097))
    sent.end()
    const [answer] = (await once(sent, 'response')) as [{ statusCode: number }]
    expect(answer.statusCode).toBe(202)
    expect(delivered[0]?.payload).toEqual(JSON.parse(body))
  })

  test('takes a body of exactly 25 MB', async () => {
    const body = `{"a":"${'x'.repeat(BODY_LIMIT - 8)}"}`
    expect(Buffer.byteLength(body)).toBe(BODY_LIMIT)
    expect((await post(body)).status).toBe(202)
  })

  test('refuses a larger one by its length alone', async () => {
    const sent = request(new URL('/api/github/webhooks', url), {
      method: 'POST',
      headers: { ...headersFor(''), 'content-length': BODY_LIMIT + 1 },
    })
    sent.on('error', () => undefined)
    sent.flushHeaders()
    const [answer] = (await once(sent, 'response')) as [{ statusCode: number }]
    sent.destroy()
    expect(answer.statusCode).toBe(413)
  })

  test('refuses a larger one while it streams, before it has ended and in flat memory', async () => {
    const sent = request(new URL('/api/github/webhooks', url), { method: 'POST', headers: headersFor('') })
    sent.on('error', () => undefined)
    const answered = once(sent, 'response') as Promise<[{ statusCode: number }]>
    const piece = Buffer.alloc(1024 * 1024)
    const before = process.memoryUsage()
    for (let megabytes = 0; megabytes < 26; megabytes++) {
      if (!sent.write(piece)) await Promise.race([once(sent, 'drain'), answered])
    }
    const [answer] = await answered
    sent.destroy()
    expect(answer.statusCode).toBe(413)
    const { arrayBuffers } = process.memoryUsage()
    expect(arrayBuffers - before.arrayBuffers).toBeLessThan(3 * BODY_LIMIT)
  })

  test('survives a sender that hangs up in the middle', async () => {
    const { port, hostname } = url
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    const head = Object.entries({ host: url.host, ...headersFor('{}'), 'content-length': '100' })
    const written = head.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    socket.write(`POST /api/github/webhooks HTTP/1.1\r\n${written}\r\n{"half":`)
    socket.destroy()
    expect((await post('{}')).status).toBe(202)
  })

  test('says nothing of its insides where a delivery fails', async () => {
    deliver = () => Promise.reject(new Error('the insides'))
    const answer = await post('{}')
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('insides')
  })
})

test.each([
  ['GET', '/healthz', 200],
  ['HEAD', '/healthz', 200],
  ['POST', '/healthz', 405],
  ['GET', '/api/github/webhooks', 405],
  ['PUT', '/api/github/webhooks', 405],
  ['GET', '/', 404],
  ['POST', '/probot/import', 404],
  ['GET', '/healthz/', 404],
  ['GET', '//healthz', 404],
  ['GET', '/healthz?probe=1', 200],
])('%s %s is answered with %i', async (method, path, status) => {
  expect((await fetch(url.origin + path, { method })).status).toBe(status)
})
