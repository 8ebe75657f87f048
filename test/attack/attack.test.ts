import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import { connect as openTls } from 'node:tls'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { questionsOf } from '../../src/core/evidence/questions.ts'
import { refProblem } from '../../src/core/manifest/ref.ts'
import { hostOf } from '../../src/core/repository-url.ts'
import { pathProblem } from '../../src/core/safe-path.ts'
import { isPublicAddress } from '../../src/forges/net/address.ts'
import type { Dial } from '../../src/forges/net/connector.ts'
import type { OperatorGroup } from '../../src/forges/net/destinations.ts'
import { createNet, type Net } from '../../src/forges/net/send.ts'
import { LISTED, PATHS, PRIVATE_ADDRESSES, REDIRECTS, REFS, REPOSITORIES } from './addresses.ts'
import { recordAttempts } from './attempts.ts'
import { type Certificate, makeCertificate } from '../tls/certificate.ts'

const OPERATOR: OperatorGroup = { origins: new Set(['http://operator.internal:9000']), ca: null }
const PUBLIC = '93.184.216.34'

let recorder: ReturnType<typeof recordAttempts>
const nets: Net[] = []

beforeEach(() => {
  recorder = recordAttempts()
})

afterEach(async () => {
  recorder.stop()
  await Promise.all(nets.splice(0).map((net) => net.close()))
})

const opened = (net: Net): Net => {
  nets.push(net)
  return net
}

const destinations = { hosts: LISTED, operator: [OPERATOR] }

it('is a long list', () => {
  expect(new Set([...REPOSITORIES, ...REDIRECTS]).size).toBeGreaterThanOrEqual(100)
})

describe('what a manifest names', () => {
  it.each(REPOSITORIES)('asks nobody for %j', (repository) => {
    const manifest = JSON.stringify({ version: 1, driver: 'npu', userspace: [{ repository }] })
    const files = [{ path: 'open-userspace.yml', text: manifest }]
    const { components } = questionsOf(files, { forges: [...LISTED].map((host) => ({ host })) }, () => ({
      names: [],
      files: [],
    }))
    expect(components.map(({ repository }) => hostOf(repository))).toEqual([])
    expect(recorder.attempts).toEqual([])
  })

  it.each(REPOSITORIES)('would not be sent to %j, whoever let it through', async (repository) => {
    const url = URL.parse(repository)
    // What the parser of URLs repairs into an address on the list is at least that.
    if (url === null || (LISTED.has(url.host) && url.protocol === 'https:' && url.username === '')) return
    const { send } = opened(createNet({ destinations, resolve: noNames }))
    expect(await send({ url })).toMatchObject({ ok: false, failure: { why: { cause: 'forbidden' } } })
    expect(recorder.attempts).toEqual([])
  })

  it.each(REFS)('takes no ref %j', (ref) => {
    expect(refProblem(ref)).not.toBeNull()
  })

  it.each(PATHS)('takes no path %j', (path) => {
    expect(pathProblem(path)).not.toBeNull()
  })
})

const noNames = (host: string): Promise<never> => Promise.reject(new Error(`looked up ${host}`))

describe('what a name server answers', () => {
  it.each(PRIVATE_ADDRESSES)('connects to no %s', async (address) => {
    for (const addresses of [[address], [PUBLIC, address]]) {
      const resolve = () => Promise.resolve(addresses.map((each) => ({ address: each, family: familyOf(each) })))
      const { send } = opened(createNet({ destinations, resolve }))
      expect(await send({ url: new URL('https://github.com/a/b') })).toMatchObject({
        ok: false,
        failure: { why: { cause: 'forbidden', detail: 'github.com has an address that is not public' } },
      })
    }
    expect(recorder.attempts).toEqual([])
  })

  it.each([PUBLIC, '8.8.8.8', '2606:4700::6810:84e5'])('takes %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

const familyOf = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4)

/** Headers are bytes, and Node takes them as Latin-1. */
const bytesOf = (text: string): string => Buffer.from(text).toString('latin1')

describe('where a listed host leads', () => {
  let certificate: Certificate
  let server: Server
  let port: number
  let location = ''
  const seen: { host: string; path: string; secret: string | undefined }[] = []

  beforeAll(async () => {
    certificate = await makeCertificate(...LISTED)
    server = createServer(certificate, (request, response) => {
      const { host = '', authorization } = request.headers
      seen.push({ host, path: request.url ?? '', secret: authorization })
      response.setHeader('connection', 'close')
      if (request.url === '/end') response.end('there')
      else if (request.url === '/large') response.end(Buffer.alloc(100_000))
      else if (request.url === '/headers') response.writeHead(200, { 'x-large': 'x'.repeat(100_000) }).end()
      else if (request.url === '/trickle') response.write('x')
      else if (request.url === '/silent') return
      else response.writeHead(302, { location: request.url === '/loop' ? '/loop' : bytesOf(location) }).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })

  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  beforeEach(() => {
    seen.length = 0
  })

  /** Connects to the server above in the place of the checked public address. */
  const dialed: string[] = []
  const dial: Dial = (addresses) => (options, callback) => {
    dialed.push(...addresses.map(({ address }) => address))
    const socket = openTls({ host: '127.0.0.1', port, servername: options.hostname, ca: certificate.cert }, () =>
      callback(null, socket),
    )
    socket.once('error', (error: Error) => callback(error, null))
  }

  const connect = (answers: readonly string[] = [PUBLIC]): Net => {
    dialed.length = 0
    let asked = 0
    const resolve = () => {
      const address = answers[Math.min(asked++, answers.length - 1)] ?? PUBLIC
      return Promise.resolve([{ address, family: familyOf(address) }])
    }
    return opened(createNet({ destinations, resolve, dial }))
  }

  const ask = (net: Net, path: string) => net.send({ url: new URL(`https://github.com${path}`) })

  it.each(REDIRECTS)('does not follow to %j', async (target) => {
    location = target
    const answer = await ask(connect(), '/start')
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'unknown' } })
    expect(dialed).toEqual([PUBLIC])
    expect(recorder.attempts).toEqual([`127.0.0.1:${port}`])
    expect(JSON.stringify(answer)).not.toMatch(/secret/)
  })

  it.each(REDIRECTS)('does not follow to %j behind a listed host either', async (target) => {
    location = target
    const net = connect()
    const { send } = net
    // The first hop leads from one listed host to another, and that one leads away.
    location = 'https://gitlab.com/second'
    server.once('request', () => {
      location = target
    })
    expect(await send({ url: new URL('https://github.com/start') })).toMatchObject({ ok: false })
    expect(new Set(dialed)).toEqual(new Set([PUBLIC]))
    expect(recorder.attempts.every((attempt) => attempt === `127.0.0.1:${port}`)).toBe(true)
  })

  it('follows within the list, and takes the secret along to no other host', async () => {
    location = 'https://gitlab.com/end'
    const answer = await connect().send({
      url: new URL('https://github.com/start'),
      secrets: { authorization: 'token ghs_x' },
    })
    expect(answer.ok && (await answer.value.response.text())).toBe('there')
    expect(seen).toEqual([
      { host: 'github.com', path: '/start', secret: 'token ghs_x' },
      { host: 'gitlab.com', path: '/end', secret: undefined },
    ])
  })

  it('checks a name again at each connection, as it may be bound to another address by then', async () => {
    location = '/end'
    const answer = await ask(connect([PUBLIC, '127.0.0.1']), '/start')
    expect(answer).toMatchObject({ ok: false, failure: { why: { cause: 'forbidden' } } })
    expect(dialed).toEqual([PUBLIC])
  })

  it('ends what redirects for ever', async () => {
    expect(await ask(connect(), '/loop')).toMatchObject({ ok: false, failure: { why: { cause: 'malformed' } } })
    expect(seen).toHaveLength(6)
  })

  it('ends what sends too much', async () => {
    const net = connect()
    expect(await ask(net, '/headers')).toMatchObject({ ok: false, failure: { why: { cause: 'too-large' } } })
    const large = await net.send({ url: new URL('https://github.com/large'), bounds: { body: 50_000 } })
    await expect(large.ok ? large.value.response.arrayBuffer() : null).rejects.toThrow('more than 50000 bytes')
  })

  it('ends what takes too long', async () => {
    const net = connect()
    const silent = await net.send({ url: new URL('https://github.com/silent'), bounds: { total: 200 } })
    expect(silent).toMatchObject({ ok: false, failure: { why: { cause: 'timeout' } } })
    const trickle = await net.send({ url: new URL('https://github.com/trickle'), bounds: { total: 200 } })
    await expect(trickle.ok ? trickle.value.response.text() : null).rejects.toThrow()
  })
})
