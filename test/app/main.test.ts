import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listen } from '../../src/server/server.ts'

const main = fileURLToPath(new URL('../../src/main.js', import.meta.url))
const setup = fileURLToPath(new URL('../../src/app/setup/main.ts', import.meta.url))
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
const good = {
  APP_ID: '7',
  PRIVATE_KEY: key.toString(),
  WEBHOOK_SECRET: 'a secret',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_FORMAT: 'json',
}

let directory: string
let children: ChildProcess[]

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'main-'))
  children = []
})

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(directory, { recursive: true })
})

const run = (file: string, env: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, [file], { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  return { child, exited, stderr: text(child.stderr), lines: createInterface(child.stdout)[Symbol.asyncIterator]() }
}

/** Reads the log up to a message. */
const until = async ({ lines }: ReturnType<typeof run>, message: RegExp): Promise<Record<string, unknown>> => {
  for (;;) {
    const { value, done } = await lines.next()
    if (done === true) throw new Error(`the log ended without ${message.source}`)
    const line = JSON.parse(value) as Record<string, unknown>
    if (message.test(String(line['msg']))) return line
  }
}

const urlOf = async (service: ReturnType<typeof run>) => String((await until(service, /^listening/))['url'])

const deliver = (url: string, secret: string) => {
  const body = JSON.stringify({
    action: 'opened',
    installation: { id: 3 },
    repository: { id: 5, name: 'driver', owner: { login: 'example' } },
    pull_request: { number: 11 },
  })
  return fetch(`${url}/api/github/webhooks`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
      'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
  })
}

test('a wrong environment ends it with 2, one line a fault, and nothing of a secret', async () => {
  const { exited, stderr } = run(main, { ...good, APP_ID: 'x', PORT: 'x', WEBHOOK_SECRET: '', PRIVATE_KEY: 'sesame' })
  expect(await exited).toBe(2)
  const lines = (await stderr).trimEnd().split('\n')
  expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(['APP_ID', 'PORT', 'PRIVATE_KEY', 'WEBHOOK_SECRET'])
  expect(lines.join()).not.toContain('sesame')
})

test('what is in .env fills what is unset, and overrides nothing', async () => {
  writeFileSync(join(directory, '.env'), `WEBHOOK_SECRET=other\nAPP_ID=${good.APP_ID}\nLOG_FORMAT=pretty\n`)
  const service = run(main, Object.fromEntries(Object.entries(good).filter(([name]) => name !== 'APP_ID')))
  const url = await urlOf(service)
  expect((await deliver(url, 'other')).status).toBe(401)
})

test('a .env that can not be read ends it with 2 and one line', async () => {
  mkdirSync(join(directory, '.env'))
  const { exited, stderr } = run(main, good)
  expect(await exited).toBe(2)
  expect(await stderr).toMatch(/^\.env [^\n]+\n$/)
})

test('an address that is taken ends it with 1', async () => {
  const other = createServer()
  const { port } = new URL(await listen(other, { host: '127.0.0.1', port: 0 }))
  expect(await run(main, { ...good, PORT: port }).exited).toBe(1)
  other.close()
})

test('the set-up pages are on loopback, and the service has none', async () => {
  const { lines } = run(setup, {})
  const { value } = await lines.next()
  const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(String(value))?.[0] ?? ''
  expect((await fetch(url)).status).toBe(200)

  const service = await urlOf(run(main, good))
  for (const path of ['/', '/register', '/registered', '/probot', '/probot/setup', '/probot/import']) {
    expect((await fetch(service + path, { method: 'POST' })).status).toBe(404)
  }
})

/** A GitHub that answers nothing until it is told to. */
const slowGitHub = async () => {
  const asked = Promise.withResolvers<ServerResponse>()
  const server: Server = createServer((_, response) => asked.resolve(response))
  return { server, url: await listen(server, { host: '127.0.0.1', port: 0 }), asked: asked.promise }
}

test('answers at once, and lets what runs finish before it stops', async () => {
  const github = await slowGitHub()
  const service = run(main, { ...good, GITHUB_API_URL: github.url })
  const url = await urlOf(service)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect((await deliver(url, 'a secret')).status).toBe(202)
  const response = await github.asked

  service.child.kill('SIGTERM')
  await until(service, /^stopping/)
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  expect(service.child.exitCode).toBeNull()

  response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not Found"}')
  github.server.closeAllConnections()
  github.server.close()
  expect(await service.exited).toBe(0)
})

test('a second signal stops it at once', async () => {
  const github = await slowGitHub()
  const service = run(main, { ...good, GITHUB_API_URL: github.url })
  await deliver(await urlOf(service), 'a secret')
  await github.asked
  service.child.kill('SIGTERM')
  await until(service, /^stopping/)
  service.child.kill('SIGINT')
  expect(await service.exited).toBe(1)
  github.server.closeAllConnections()
  github.server.close()
})
