import { createSign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask, query } from './ask.fixture.ts'
import { generateAppKey, type Standin } from './index.ts'
import { startStory, type Story } from './story.fixture.ts'

let story: Story & { standin: Standin }
let clock: number

beforeEach(async () => {
  clock = Date.now()
  story = await startStory({ now: () => clock })
})

afterEach(async () => {
  expect(story.standin.faults).toEqual([])
  await story.standin.close()
})

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const jwt = (
  claims: Record<string, unknown> = {},
  key = story.world.app.privateKey,
  header = { alg: 'RS256' },
): string => {
  const seconds = Math.floor(clock / 1_000)
  const body = { iat: seconds - 30, exp: seconds + 540, iss: story.world.app.id, ...claims }
  const signed = `${encode(header)}.${encode(body)}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`
}

const newToken = async (body: unknown = {}): Promise<{ status: number; token: string }> => {
  const path = `/app/installations/${story.installation.id}/access_tokens`
  const { status, json } = await ask(story.standin, path, { method: 'POST', body, token: jwt() })
  return { status, token: (json as { token: string }).token }
}

describe('a JWT', () => {
  it('opens the App’s own door', async () => {
    const { standin, world } = story
    expect((await ask(standin, '/app', { token: jwt() })).json).toMatchObject({ id: world.app.id })
    expect((await ask(standin, '/app', { token: jwt({ iss: world.app.clientId }) })).status).toBe(200)
    expect((await ask(standin, '/app/installations', { token: jwt() })).json).toMatchObject([
      { target_type: 'Organization' },
    ])
    for (const path of [
      '/repos/acme/driver/installation',
      '/orgs/acme/installation',
      `/app/installations/${story.installation.id}`,
    ])
      expect((await ask(standin, path, { token: jwt() })).json, path).toMatchObject({ id: story.installation.id })
    expect((await ask(standin, '/repos/contributor/driver/installation', { token: jwt() })).status).toBe(404)
    expect((await ask(standin, '/repos/acme/driver', { token: jwt() })).status).toBe(401)
  })

  it('is refused when it is forged, stale, early, too long-lived or another’s', async () => {
    const seconds = Math.floor(clock / 1_000)
    const wrong: [string, string, number][] = [
      ['forged', jwt({}, generateAppKey().privateKey), 401],
      ['unsigned', jwt({}, undefined, { alg: 'none' }), 401],
      ['stale', jwt({ exp: seconds - 1 }), 401],
      ['early', jwt({ iat: seconds + 60 }), 401],
      ['too long-lived', jwt({ exp: seconds + 3_600 }), 401],
      ['another App’s', jwt({ iss: 1 }), 404],
      ['nonsense', 'a.b.c', 401],
    ]
    for (const [why, token, status] of wrong)
      expect((await ask(story.standin, '/app', { token })).status, why).toBe(status)
  })
})

describe('an installation’s token', () => {
  it('looks like one, expires and can be revoked', async () => {
    const { token } = await newToken()
    expect(token).toMatch(/^ghs_[A-Za-z0-9]{36}$/)
    expect((await ask(story.standin, '/repos/acme/compiler', { token })).status).toBe(200)
    clock += 3_600_001
    const late = await ask(story.standin, '/repos/acme/compiler', { token })
    expect(late).toMatchObject({ status: 401, json: { message: 'Bad credentials' } })
    const { token: next } = await newToken()
    expect((await ask(story.standin, '/installation/token', { token: next, method: 'DELETE' })).status).toBe(204)
    expect((await ask(story.standin, '/repos/acme/driver', { token: next })).status).toBe(401)
  })

  it('sees public repositories and its own, and takes hidden ones for missing', async () => {
    const { standin, driver } = story
    const { token } = await newToken({ repository_ids: [driver.id] })
    expect((await ask(standin, '/installation/repositories', { token })).json).toMatchObject({ total_count: 1 })
    const [hidden, missing] = await Promise.all(
      ['compiler', 'nothing'].map((name) => ask(standin, `/repos/acme/${name}`, { token })),
    )
    expect(hidden?.status).toBe(404)
    expect(hidden?.json).toEqual(missing?.json)
    const answer = await query(
      standin,
      token,
      '{ a: repository(owner: "acme", name: "compiler") { id } b: repository(owner: "acme", name: "nothing") { id } }',
    )
    expect(answer.json).toMatchObject({
      data: { a: null, b: null },
      errors: [
        { type: 'NOT_FOUND', path: ['a'], message: "Could not resolve to a Repository with the name 'acme/compiler'." },
        { type: 'NOT_FOUND', path: ['b'], message: "Could not resolve to a Repository with the name 'acme/nothing'." },
      ],
    })
  })

  it('is narrowed by names and permissions, and never widened', async () => {
    const { standin, pull } = story
    expect((await newToken({ repositories: ['nothing'] })).status).toBe(422)
    expect((await newToken({ permissions: { contents: 'write' } })).status).toBe(422)
    const { token } = await newToken({ repositories: ['driver'], permissions: { contents: 'read' } })
    const run = { name: 'x', head_sha: pull.headSha }
    const post = (path: string) => ask(standin, path, { token, method: 'POST', body: run })
    expect((await post('/repos/acme/driver/check-runs')).status).toBe(403)
    expect((await post('/repos/acme/compiler/check-runs')).status).toBe(404)
  })

  it('writes in its own repositories alone', async () => {
    const { standin, forkHead, installation } = story
    const token = standin.token(installation)
    const body = { name: 'x', head_sha: forkHead }
    const post = (path: string) => ask(standin, path, { token, method: 'POST', body })
    expect((await post('/repos/acme/driver/check-runs')).status).toBe(201)
    expect((await post('/repos/contributor/driver/check-runs')).status).toBe(403)
    installation.suspended = true
    expect((await post('/repos/acme/driver/check-runs')).status).toBe(403)
  })
})

describe('others', () => {
  it('read what is public without a token, up to a limit', async () => {
    const { standin } = story
    const first = await ask(standin, '/repos/acme/driver')
    expect(first.status).toBe(200)
    expect(first.headers.get('x-ratelimit-limit')).toBe('60')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('59')
    for (let index = 0; index < 59; index++) await ask(standin, '/repos/acme/driver')
    const last = await ask(standin, '/repos/acme/driver')
    expect(last.status).toBe(403)
    expect(last.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(last.json).toMatchObject({ message: 'API rate limit exceeded for 127.0.0.1.' })
    clock += 3_600_001
    expect((await ask(standin, '/repos/acme/driver')).status).toBe(200)
  })

  it('need a token for GraphQL, and a good one for anything', async () => {
    const { standin } = story
    expect((await ask(standin, '/graphql', { method: 'POST', body: { query: '{ viewer { login } }' } })).status).toBe(
      401,
    )
    const wrong = await ask(standin, '/repos/acme/driver', { token: 'ghs_wrong' })
    expect(wrong).toMatchObject({ status: 401, json: { message: 'Bad credentials' } })
    const token = standin.userToken('octocat')
    expect((await query(standin, token, '{ viewer { login } }')).json).toEqual({
      data: { viewer: { login: 'octocat' } },
    })
    expect((await ask(standin, '/repos/acme/compiler', { token })).status).toBe(404)
  })

  it('are kept out by an allow-list only where they show who they are', async () => {
    const { standin, world, installation } = story
    world.organization('walled', { ipAllowList: true })
    world.repository({ name: 'walled/public', files: { a: 'a' } })
    const token = standin.token(installation)
    expect((await ask(standin, '/repos/walled/public', { token })).status).toBe(403)
    expect((await ask(standin, '/repos/walled/public')).status).toBe(200)
    const answer = await query(standin, token, '{ c0: repository(owner: "walled", name: "public") { id } }')
    expect(answer.json).toMatchObject({ data: { c0: null }, errors: [{ type: 'FORBIDDEN', path: ['c0'] }] })
  })
})

describe('headers', () => {
  it('count what was used, and spare what hasn’t changed', async () => {
    const { standin, installation, driver } = story
    const token = standin.token(installation)
    const path = '/repos/acme/driver'
    const first = await ask(standin, path, { token })
    const etag = first.headers.get('etag') ?? ''
    const again = await ask(standin, path, { token, headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    expect(again.text).toBe('')
    expect(again.headers.get('x-ratelimit-used')).toBe('1')
    const other = standin.token(installation)
    expect((await ask(standin, path, { token: other, headers: { 'if-none-match': etag } })).status).toBe(200)
    driver.archived = true
    expect((await ask(standin, path, { token, headers: { 'if-none-match': etag } })).status).toBe(200)
    const limits = await ask(standin, '/rate_limit', { token })
    expect(limits.json).toMatchObject({ resources: { core: { limit: 5_000, used: 3 } } })
    expect(first.headers.get('x-github-request-id')).toMatch(/^[0-9A-F:]+$/)
    expect(first.headers.get('content-type')).toBe('application/json; charset=utf-8')
  })
})

it('turns a manifest’s code into an App, once', async () => {
  const { standin, world } = story
  const code = world.manifestCode()
  const post = () => ask(standin, `/app-manifests/${code}/conversions`, { method: 'POST' })
  expect((await post()).json).toMatchObject({ id: world.app.id, pem: world.app.privateKey })
  expect((await post()).status).toBe(404)
})
