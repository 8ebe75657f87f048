import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { destinationOf } from './destinations.ts'
import { createNet } from './send.ts'

describe('what the operator set', () => {
  let server: Server
  let origin = ''

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/end') response.end(request.headers.authorization ?? 'nobody')
      else response.writeHead(301, { location: request.url === '/away' ? 'http://127.0.0.1:1/' : '/end' }).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  afterAll(() => server.close())

  it('is asked wherever it is, redirects within its origin included, and with its secret', async () => {
    const net = createNet({
      destinations: { hosts: new Set(), operator: [{ origins: new Set([origin]), ca: null }] },
    })
    const answer = await net.send({ url: new URL(`${origin}/start`), secrets: { authorization: 'me' } })
    expect(answer.ok && (await answer.value.response.text())).toBe('me')
    expect(await net.send({ url: new URL(`${origin}/away`) })).toMatchObject({
      ok: false,
      failure: { why: { cause: 'forbidden' } },
    })
    await net.close()
  })

  it('is no way from one forge into another', () => {
    const one = { origins: new Set(['http://10.0.0.1', 'http://10.0.0.2']), ca: null }
    const other = { origins: new Set(['http://10.0.0.3']), ca: null }
    const destinations = { hosts: new Set(['github.com']), operator: [one, other] }
    const from = destinationOf(new URL('http://10.0.0.1/a'), destinations)
    expect(from.kind).toBe('operator')
    expect(destinationOf(new URL('http://10.0.0.2/a'), destinations, from).kind).toBe('operator')
    expect(destinationOf(new URL('http://10.0.0.3/a'), destinations, from).kind).toBe('refused')
    expect(destinationOf(new URL('https://github.com/a'), destinations, from).kind).toBe('public')
  })
})
