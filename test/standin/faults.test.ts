import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask, query } from './ask.fixture.ts'
import { faults, type Standin } from './index.ts'
import { startStory, type Story } from './story.fixture.ts'

let story: Story & { standin: Standin }
let token: string

beforeEach(async () => {
  story = await startStory()
  token = story.standin.token(story.installation)
})

afterEach(async () => {
  expect(story.standin.faults).toEqual([])
  await story.standin.close()
})

const path = '/repos/acme/driver'

describe('a fault', () => {
  it('answers with a status for as long as it lasts', async () => {
    const { standin } = story
    const end = standin.fault(({ operation, before }) =>
      operation === 'repos/get' && before < 2 ? faults.badGateway() : undefined,
    )
    const statuses = []
    for (let index = 0; index < 3; index++) statuses.push((await ask(standin, path, { token })).status)
    expect(statuses).toEqual([502, 502, 200])
    end()
    standin.fault(() => faults.secondaryLimit({ status: 429, retryAfter: 2 }))
    const limited = await ask(standin, path, { token })
    expect(limited.status).toBe(429)
    expect(limited.headers.get('retry-after')).toBe('2')
    standin.reset()
    standin.fault(() => faults.primaryLimit({ resetIn: 30 }))
    const used = await ask(standin, path, { token })
    expect(used.status).toBe(403)
    expect(used.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(Number(used.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1_000)
  })

  it('hangs', async () => {
    story.standin.fault(() => faults.hang())
    await expect(fetch(story.standin.url + path, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/)
    expect(story.standin.requests).toMatchObject([{ fault: 'hang', status: undefined }])
  })

  it.each([
    ['resets', faults.reset()],
    ['breaks off', faults.truncated()],
    ['sends no JSON', faults.malformed()],
  ])('%s', async (_what, fault) => {
    story.standin.fault(() => fault)
    await expect(ask(story.standin, path, { token })).rejects.toThrow()
  })

  it('loses an answer to what was done', async () => {
    const { standin, driver, pull } = story
    standin.fault(() => faults.lostAnswer())
    const body = { name: 'x', head_sha: pull.headSha }
    await expect(ask(standin, `${path}/check-runs`, { token, method: 'POST', body })).rejects.toThrow()
    expect(standin.checkRuns(driver, pull.headSha)).toHaveLength(1)
  })

  it('breaks parts of a GraphQL answer', async () => {
    const { standin } = story
    const text =
      '{ c0: repository(owner: "acme", name: "driver") { name } c1: repository(owner: "acme", name: "userspace") { name } }'
    standin.fault(({ operation }) => (operation.startsWith('graphql') ? faults.forbidden('c1') : undefined))
    expect((await query(standin, token, text)).json).toEqual({
      data: { c0: { name: 'driver' }, c1: null },
      errors: [{ type: 'FORBIDDEN', path: ['c1'], message: 'Resource not accessible by integration' }],
    })
    standin.reset()
    standin.fault(() => faults.graphqlLimit())
    expect((await query(standin, token, text)).json).toEqual({
      errors: [{ type: 'RATE_LIMITED', message: 'API rate limit already exceeded.' }],
    })
  })

  it('breaks off an archive', async () => {
    const { standin, driver } = story
    driver.commit('main', { changes: { noise: randomBytes(200_000) } })
    standin.fault(({ operation }) => (operation === 'codeload' ? faults.truncated() : undefined))
    const archive = await fetch(`${standin.url}${path}/tarball/main`)
    expect(archive.status).toBe(200)
    await expect(archive.arrayBuffer()).rejects.toThrow()
  })

  it('is late', async () => {
    story.standin.fault(() => faults.latency(30))
    await ask(story.standin, path, { token })
    const [request] = story.standin.requests
    expect((request?.endedAt ?? 0) - (request?.startedAt ?? 0)).toBeGreaterThanOrEqual(29)
  })
})

it('counts requests, with who asked for what', async () => {
  const { standin } = story
  await ask(standin, `${path}/contents/COPYING?ref=main`, { token })
  await ask(standin, path)
  await ask(standin, path, { token: 'wrong' })
  await query(standin, token, 'query Look { viewer { login } }')
  expect(standin.requests).toMatchObject([
    { method: 'GET', operation: 'repos/get-content', token: 'installation', status: 200, query: { ref: 'main' } },
    { operation: 'repos/get', token: 'anonymous', status: 200 },
    { operation: 'repos/get', token: 'invalid', status: 401 },
    { method: 'POST', path: '/graphql', operation: 'graphql Look', token: 'installation', status: 200 },
  ])
  standin.reset()
  expect(standin.requests).toEqual([])
})
