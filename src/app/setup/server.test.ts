import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOctokit } from '../../forges/github/octokit.ts'
import { listen } from '../../server/server.ts'
import { readEnvironment } from '../environment.ts'
import { parseAppManifest } from './app-manifest.ts'
import { exchangeCode } from './conversion.ts'
import { createSetupServer } from './server.ts'

const loopback = { host: '127.0.0.1', port: 0 }
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' })
const registered = {
  id: 77,
  pem: key.toString(),
  webhook_secret: 'from GitHub',
  html_url: 'https://github.com/apps/open-userspace',
}

let directory: string
let envFile: string
let github: Server
let setup: Server
let url: string
let exchanged: string[]
let answer: { status: number; body: unknown }
let done: number

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'setup-'))
  envFile = join(directory, '.env')
  exchanged = []
  answer = { status: 201, body: registered }
  done = 0
  github = createServer((incoming, outgoing) => {
    exchanged.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`)
    outgoing.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
  })
  const octokit = createOctokit({ baseUrl: await listen(github, loopback) })
  setup = createSetupServer({
    webOrigin: 'https://github.com',
    manifest: parseAppManifest(readFileSync(new URL('../../../app.yml', import.meta.url), 'utf8')),
    envFile,
    exchange: (code) => exchangeCode(octokit, code),
    done: () => {
      done++
    },
  })
  url = await listen(setup, loopback)
})

afterEach(async () => {
  for (const server of [setup, github]) {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  rmSync(directory, { recursive: true })
})

const unescape = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll('&quot;', '"')

const field = (page: string, name: string) =>
  unescape(new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page)?.[1] ?? '')

const submit = async (fields: Record<string, string>) => {
  const token = field(await (await fetch(url)).text(), 'token')
  return fetch(`${url}/register`, { method: 'POST', body: new URLSearchParams({ token, ...fields }) })
}

/** Registers as far as the page that leads to GitHub, and reads what it would send. */
const register = async (fields: Record<string, string> = {}) => {
  const page = await (await submit({ 'public-url': 'https://gate.example/', ...fields })).text()
  const action = new URL(unescape(/method="post" action="([^"]*)"/.exec(page)?.[1] ?? ''))
  return { action, manifest: JSON.parse(field(page, 'manifest')) as Record<string, unknown> }
}

const comeBack = ({ searchParams }: URL, changes: Record<string, string> = {}) => {
  const query = new URLSearchParams({ code: 'abc', state: searchParams.get('state') ?? '', ...changes })
  return fetch(`${url}/registered?${query.toString()}`)
}

test('asks GitHub for the least rights, with the webhook where the service takes it', async () => {
  const { action, manifest } = await register()
  expect(action.origin + action.pathname).toBe('https://github.com/settings/apps/new')
  expect(manifest).toMatchObject({
    url: 'https://gate.example',
    hook_attributes: { url: 'https://gate.example/api/github/webhooks', active: true },
    redirect_url: `${url}/registered`,
    default_permissions: {
      checks: 'write',
      contents: 'read',
      merge_queues: 'read',
      metadata: 'read',
      pull_requests: 'read',
    },
  })
  expect(new Set(manifest['default_events'] as string[])).toEqual(
    new Set(['check_run', 'check_suite', 'merge_group', 'pull_request', 'push']),
  )
})

test('registers for an organisation', async () => {
  const { action } = await register({ organization: 'example-org' })
  expect(action.pathname).toBe('/organizations/example-org/settings/apps/new')
})

test('writes an environment that the service starts with, for its owner alone', async () => {
  writeFileSync(envFile, 'PORT=8080', { mode: 0o644 })
  const { action } = await register()
  const page = await comeBack(action)
  expect(page.status).toBe(200)
  expect(await page.text()).not.toContain('from GitHub')
  expect(exchanged).toEqual(['POST /app-manifests/abc/conversions'])
  expect(statSync(envFile).mode & 0o777).toBe(0o600)
  expect(readEnvironment(parseEnv(readFileSync(envFile, 'utf8')) as Record<string, string>)).toMatchObject({
    ok: true,
    value: { appId: 77, webhookSecret: 'from GitHub', port: 8080 },
  })
  expect(done).toBe(1)
})

test('never replaces values without being told to', async () => {
  const before =
    'APP_ID=1\nWEBHOOK_SECRET="the-old-one"\nPRIVATE_KEY="-----BEGIN\nthe-old-one\n-----END"\nPRIVATE_KEY_PATH=the-old-one.pem\nHOST=::\n'
  writeFileSync(envFile, before)
  expect((await submit({ 'public-url': 'https://gate.example' })).status).toBe(400)
  expect(readFileSync(envFile, 'utf8')).toBe(before)
  const { action } = await register({ replace: 'yes' })
  expect((await comeBack(action)).status).toBe(200)
  const after = readFileSync(envFile, 'utf8')
  expect(after).not.toContain('the-old-one')
  expect(parseEnv(after)).toMatchObject({ APP_ID: '77', WEBHOOK_SECRET: 'from GitHub', HOST: '::' })
})

test('takes an answer of GitHub once, and only the one it asked for', async () => {
  expect((await fetch(`${url}/registered?code=abc&state=`)).status).toBe(400)
  const { action } = await register()
  expect((await comeBack(action, { state: 'guessed' })).status).toBe(400)
  expect(exchanged).toEqual([])
  expect((await comeBack(action)).status).toBe(200)
  expect((await comeBack(action)).status).toBe(400)
  expect(exchanged).toHaveLength(1)
})

test.each([
  ['a refusal', { status: 404, body: { message: 'Not Found' } }],
  ['an answer without a key', { status: 201, body: { ...registered, pem: '' } }],
  ['an answer without a secret', { status: 201, body: { ...registered, webhook_secret: null } }],
  ['a secret that would end its line', { status: 201, body: { ...registered, webhook_secret: 'a"\nPORT=1' } }],
  ['nonsense', { status: 201, body: 'nonsense' }],
])('%s from GitHub writes nothing', async (_, given) => {
  answer = given
  const { action } = await register()
  expect((await comeBack(action)).status).toBe(502)
  expect(() => readFileSync(envFile)).toThrow()
  expect(done).toBe(0)
})

test('a code is data, never a path', async () => {
  const { action } = await register()
  await comeBack(action, { code: '../../user?x=' })
  expect(exchanged).toEqual(['POST /app-manifests/..%2F..%2Fuser%3Fx%3D/conversions'])
})

test.each([
  ['a form from elsewhere', { token: 'guessed', 'public-url': 'https://gate.example' }],
  ['no URL', { 'public-url': '' }],
  ['a URL without encryption', { 'public-url': 'http://gate.example' }],
  ['a script', { 'public-url': 'javascript:alert(1)' }],
  ['an organisation that is a path', { 'public-url': 'https://gate.example', organization: '../x' }],
  ['a form without end', { 'public-url': `https://gate.example/${'x'.repeat(20_000)}` }],
])('refuses %s', async (_, fields) => {
  expect((await submit(fields)).status).toBe(400)
})

test('answers only to a loopback name', async () => {
  const statusFor = async (host: string) => {
    const [incoming] = (await once(request(url, { headers: { host } }).end(), 'response')) as [
      { statusCode: number; resume: () => void },
    ]
    incoming.resume()
    return incoming.statusCode
  }
  expect(await statusFor('attacker.example')).toBe(403)
  expect(await statusFor(`attacker.example:${new URL(url).port}`)).toBe(403)
  expect(await statusFor(`localhost:${new URL(url).port}`)).toBe(200)
})

test('shows what it was given as text', async () => {
  const page = await (await submit({ 'public-url': 'https://gate.example/"><script>' })).text()
  expect(page).not.toContain('<script')
})
