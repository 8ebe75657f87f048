import { describe, expect, it } from 'vitest'
import { describeByRest } from '../github/describe-by-rest.ts'
import { createOctokit } from '../github/octokit.ts'
import type { ComponentKey } from '../../core/case.ts'
import type { Answer } from '../answer.ts'
import { guardedFetch } from './guarded-fetch.ts'
import { createLane, type LaneOptions } from './lane.ts'
import type { Net, Reply } from './send.ts'

const NOW = Date.parse('2026-06-01T00:00:00Z')
const URL_ = new URL('https://api.github.example/repos/a/b')
const KEY = { repository: 'https://github.example/a/b', ref: null, paths: [] } as unknown as ComponentKey

const reply = (status: number, headers: Record<string, string> = {}): Answer<Reply> => ({
  ok: true,
  value: { response: Response.json({}, { status, headers }), url: URL_ },
})
const unanswered = (cause: 'timeout' | 'forbidden'): Answer<never> => ({
  ok: false,
  failure: { kind: 'unknown', why: { cause, detail: `said ${cause}`, retryAt: null }, status: null },
})

/** Octokit by the door and a lane; answers come one after the other, the last for ever. */
const start = (answers: readonly (() => Answer<Reply>)[], options: Partial<LaneOptions> = {}) => {
  let asked = 0
  const send: Net['send'] = () => {
    const answer = answers[Math.min(asked++, answers.length - 1)]
    return Promise.resolve(answer?.() ?? reply(200))
  }
  const lane = createLane({ host: 'github.example', retries: { most: 2, after: 1 }, now: () => NOW, ...options })
  const guarded = guardedFetch({ send } as Net, lane, () => NOW)
  const client = createOctokit({ baseUrl: 'https://api.github.example', fetch: guarded })
  return {
    fetch: guarded,
    describe: () => describeByRest(client, 'https://github.example', KEY),
    asked: () => asked,
  }
}

describe('fetch by the one door', () => {
  it('asks again where a server’s failure may pass, and hands out the last answer where it does not', async () => {
    const passing = start([() => reply(502), () => reply(503), () => reply(200)])
    expect((await passing.fetch(URL_)).status).toBe(200)
    const lasting = start([() => reply(502)])
    expect((await lasting.fetch(URL_)).status).toBe(502)
    expect(lasting.asked()).toBe(3)
  })

  it('asks once where something is written, or an answer is for who reads it', async () => {
    const written = start([() => reply(502)])
    expect((await written.fetch(URL_, { method: 'POST', body: '{}' })).status).toBe(502)
    expect(written.asked()).toBe(1)
    const missing = start([() => reply(404)])
    expect((await missing.fetch(URL_)).status).toBe(404)
    expect(missing.asked()).toBe(1)
  })

  it.each([
    [429, { 'retry-after': '120' }, 120],
    [403, { 'retry-after': '90' }, 90],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 900) }, 900],
  ])('asks nobody before the limit of a %d %j has passed, and says when', async (status, headers, seconds) => {
    const { describe, asked } = start([() => reply(status, headers)])
    await describe()
    expect(asked()).toBe(1)
    expect(await describe()).toMatchObject({
      state: 'unknown',
      why: { cause: 'rate-limit', retryAt: new Date(NOW + seconds * 1000).toISOString() },
    })
    expect(asked()).toBe(1)
  })

  it('lets a host rest that fails, and says when it is asked again', async () => {
    const { describe, asked } = start([() => reply(500)], {
      retries: { most: 0, after: 1 },
      breaker: { failures: 2, rest: 60_000 },
    })
    await describe()
    await describe()
    expect(await describe()).toMatchObject({
      state: 'unknown',
      why: { cause: 'server-error', retryAt: '2026-06-01T00:01:00.000Z' },
    })
    expect(asked()).toBe(2)
  })

  it.each(['timeout', 'forbidden'] as const)('says of what got no answer that it was %s', async (cause) => {
    const { describe } = start([() => unanswered(cause)])
    expect(await describe()).toEqual({
      state: 'unknown',
      why: { cause, detail: `said ${cause}`, retryAt: null },
    })
  })
})
