import { createHmac, generateKeyPairSync } from 'node:crypto'
import { duplexPair } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { pino } from 'pino'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isHandled } from '../../src/app/locate.ts'
import { createReceiver } from '../../src/app/receive.ts'
import type { Task } from '../../src/app/queue/task.ts'
import { createHttpServer } from '../../src/server/server.ts'
import { BODY_LIMIT } from '../../src/server/webhooks.ts'

const secret = 'a secret for tests'
const silent = pino({ level: 'silent' })
let server: ReturnType<typeof createHttpServer>
let jobs: Task[]

beforeAll(async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const deliver = await createReceiver({
    appId: 7,
    add: (job) => {
      jobs.push(job)
      return Promise.resolve('queued')
    },
    now: () => 0,
    environment: {
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      webhookSecret: secret,
      github: { apiBase: 'http://127.0.0.1:9', webOrigin: 'https://github.com' },
    },
    log: silent,
  })
  server = createHttpServer({ secret, handles: isHandled, deliver, log: silent })
})

beforeEach(() => {
  jobs = []
})

/** How long an answer may take before a request counts as one that the server still waits for the end of. */
const TURNS = 500

/** Sends bytes as a connection of its own, without a socket, and returns the statuses that come back. */
const send = async (bytes: Buffer): Promise<readonly number[]> => {
  const [client, connection] = duplexPair()
  let answered = ''
  client.on('data', (piece: Buffer) => (answered += piece.toString('latin1')))
  server.emit('connection', connection)
  client.write(bytes)
  for (let turn = 0; turn < TURNS && answered === '' && !connection.destroyed; turn++) await setImmediate()
  client.destroy()
  connection.destroy()
  return [...answered.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status))
}

const sign = (body: Buffer) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

const request = (body: Buffer, headers: Readonly<Record<string, string>> = {}): Buffer => {
  const all = {
    host: 'gate.example',
    connection: 'close',
    'content-type': 'application/json',
    'content-length': `${body.length}`,
    'x-github-event': 'pull_request',
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'x-hub-signature-256': sign(body),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`POST /api/github/webhooks HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), body])
}

const source = { installation: { id: 3 }, repository: { id: 5, name: 'driver', owner: { login: 'example' } } }
const valid = { ...source, action: 'opened', pull_request: { number: 11 } }

const event = fc.constantFrom('pull_request', 'check_run', 'check_suite', 'merge_group')
const action = fc.constantFrom('opened', 'edited', 'synchronize', 'reopened', 'rerequested', 'checks_requested')
const nearlyValid = fc
  .tuple(
    fc.dictionary(
      fc.constantFrom(
        'action',
        'installation',
        'repository',
        'pull_request',
        'check_run',
        'check_suite',
        'merge_group',
      ),
      fc.oneof(fc.jsonValue(), action, fc.record({ id: fc.jsonValue() }), fc.record({ number: fc.jsonValue() })),
    ),
    action,
  )
  .map(([replaced, action]) => ({ ...valid, action, ...replaced }))

test('a well-formed delivery comes through, or nothing below would mean anything', async () => {
  expect(await send(request(Buffer.from(JSON.stringify(valid))))).toEqual([202])
  expect(jobs).toHaveLength(1)
})

describe('whatever comes in, nothing breaks', () => {
  test('signed payloads of any shape', async () => {
    await fc.assert(
      fc.asyncProperty(event, fc.oneof(nearlyValid, fc.jsonValue()), async (name, payload) => {
        const body = Buffer.from(JSON.stringify(payload))
        const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload)
        expect(await send(request(body, { 'x-github-event': name }))).toEqual([isObject ? 202 : 400])
      }),
      { numRuns: 1_500 },
    )
    for (const { installationId, ...rest } of jobs) {
      if (!('repositoryId' in rest)) continue
      const { repositoryId, owner, name } = rest
      expect([installationId, repositoryId].every(Number.isSafeInteger)).toBe(true)
      expect(`${owner}/${name}`).toMatch(/^[\w.-]+\/[\w.-]+$/)
    }
  })

  test('signed bodies that are no JSON, or nearly', async () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: 'binary' }).map((written) => Buffer.from(written)),
      fc.nat(JSON.stringify(valid).length - 1).map((end) => Buffer.from(JSON.stringify(valid).slice(0, end))),
    )
    await fc.assert(
      fc.asyncProperty(body, async (bytes) => {
        expect([[400], [202]]).toContainEqual(await send(request(bytes)))
      }),
      { numRuns: 700 },
    )
    expect(jobs).toEqual([])
  })

  test('headers of any content', async () => {
    const headerText = fc.string({
      unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
    })
    const headers = fc.dictionary(
      fc.constantFrom(
        'content-type',
        'x-github-event',
        'x-github-delivery',
        'x-hub-signature-256',
        'content-length',
        'transfer-encoding',
        'expect',
        'content-encoding',
      ),
      fc.oneof(headerText, fc.constantFrom('chunked', '0', '-1', '1e9', `${BODY_LIMIT}`, 'sha256=', '100-continue')),
      { minKeys: 1 },
    )
    await fc.assert(
      fc.asyncProperty(headers, async (changed) => {
        const statuses = await send(request(Buffer.from(JSON.stringify(valid)), changed))
        for (const status of statuses) expect(status).toBeLessThan(500)
        if (changed['x-hub-signature-256'] !== undefined) expect(statuses).not.toContain(202)
      }),
      { numRuns: 700 },
    )
  })

  test('requests with bytes changed, left out or cut off', async () => {
    const good = request(Buffer.from(JSON.stringify(valid)))
    const at = fc.nat(good.length - 1)
    const damaged = fc.oneof(
      fc.tuple(at, fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([from, bytes]) => {
        const copy = Buffer.from(good)
        Buffer.from(bytes).copy(copy, from)
        return copy
      }),
      fc.tuple(at, fc.nat(20)).map(([from, length]) => {
        return Buffer.concat([good.subarray(0, from), good.subarray(from + length)])
      }),
      at.map((end) => good.subarray(0, end)),
    )
    await fc.assert(
      fc.asyncProperty(damaged, async (bytes) => {
        for (const status of await send(bytes)) expect(status).toBeLessThan(500)
      }),
      { numRuns: 700 },
    )
    expect(await send(good)).toEqual([202])
  })
})

describe('a signed body of 25 MB costs less than a second of processor time', () => {
  const filled = (before: string, unit: string, after: string) => {
    const times = Math.floor((BODY_LIMIT - before.length - after.length) / unit.length)
    return Buffer.from(before + unit.repeat(times) + after)
  }
  const numbered = (before: string, unit: (at: string) => string, after: string) => {
    const units: string[] = []
    for (let at = 0, length = before.length + after.length; length < BODY_LIMIT - 40; at++) {
      const next = unit(at.toString(36))
      units.push(next)
      length += next.length
    }
    return Buffer.from(before + units.join('') + after)
  }

  test.each<[string, Buffer]>([
    ['one text', filled('{"a":"', 'x', '"}')],
    ['escapes', filled('{"a":"', '\\u0000', '"}')],
    ['arrays without end', filled('{"a":', '[', '')],
    ['arrays beside arrays', filled('{"a":[', '[],', '1]}')],
    ['objects beside objects', filled('{"a":[', '{"b":{}},', '1]}')],
    ['objects in objects', filled('', '{"a":', '')],
    ['one key over and over', filled('{', '"a":1,', '"a":1}')],
    ['keys that are all different', numbered('{', (at) => `"${at}":1,`, '"_":1}')],
    ['objects that are all different', numbered('{"a":[', (at) => `{"${at}":1},`, '1]}')],
    ['texts that are all different', numbered('{"a":[', (at) => `"${at}",`, '1]}')],
    ['quotes without end', filled('{"a":"', '\\"', '')],
    ['numbers', filled('{"a":[', '1e9,', '1]}')],
    ['nothing but spaces', filled('', ' ', '{}')],
  ])('%s', async (_, body) => {
    const raw = request(body)
    const before = process.cpuUsage()
    const statuses = await send(raw)
    const { user, system } = process.cpuUsage(before)
    expect([[400], [202]]).toContainEqual(statuses)
    expect((user + system) / 1_000).toBeLessThan(1_000)
  })
})
