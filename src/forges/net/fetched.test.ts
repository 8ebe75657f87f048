import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Fetched } from './fetch.ts'
import { createNet, type Net } from './send.ts'

let server: Server
let net: Net
let origin = ''
const routes: Readonly<Record<string, RequestListener>> = {
  '/packed': (_request, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('a'.repeat(10_000))),
  '/refused': (_request, response) =>
    response.writeHead(403, { 'content-encoding': 'gzip' }).end(gzipSync('{"message":"no"}')),
  '/nothing': (_request, response) => response.writeHead(304).end(),
  '/marked': (_request, response) => response.end('\uFEFF{"a":1}'),
  '/twice': (_request, response) => response.writeHead(200, { 'x-part': ['one', 'two'] }).end(),
  '/broken': (_request, response) => {
    response.writeHead(200, { 'content-length': 100 })
    response.write('only so far', () => response.destroy())
  },
}

beforeAll(async () => {
  server = createServer((request, response) => routes[request.url ?? '']?.(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  net = createNet({ destinations: { hosts: new Set(), operator: [{ origins: new Set([origin]), ca: null }] } })
})

afterAll(async () => {
  await net.close()
  server.close()
})

const get = async (path: string, body = 20_000): Promise<Fetched> => {
  const answer = await net.send({ url: new URL(origin + path), bounds: { body } })
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value.response
}

it('unpacks bodies, those of refusals too, and bounds what comes out', async () => {
  expect(await (await get('/packed')).text()).toBe('a'.repeat(10_000))
  expect(await (await get('/refused')).json()).toEqual({ message: 'no' })
  await expect((await get('/packed', 9_999)).text()).rejects.toThrow('more than 9999 bytes')
  await expect(new Response((await get('/packed', 9_999)).body).text()).rejects.toThrow('more than 9999 bytes')
})

it('has no body where the status has none, and reads texts as fetch does', async () => {
  const nothing = await get('/nothing')
  expect([nothing.body, await nothing.text(), nothing.ok]).toEqual([null, '', false])
  expect(await (await get('/marked')).json()).toEqual({ a: 1 })
})

it('has headers by any case of their names, repeated ones together', async () => {
  const { headers } = await get('/twice')
  expect([headers.get('X-Part'), headers.has('x-other')]).toEqual(['one, two', false])
  expect(Object.fromEntries(headers)).toMatchObject({ 'x-part': 'one, two' })
})

it('tells of a body that breaks off', async () => {
  await expect((await get('/broken')).text()).rejects.toThrow()
})
