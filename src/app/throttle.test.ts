import { expect, test } from 'vitest'
import { createThrottle } from './throttle.ts'

const setUp = () => {
  let at = 1_000_000
  const told: [number, number][] = []
  const throttle = createThrottle({
    budget: { block: (id, until) => Promise.resolve(void told.push([id, until])) },
    failed: () => undefined,
    now: () => at,
  })
  return { throttle, told, now: () => at, pass: (ms: number) => (at += ms) }
}

const refused = (status: number, headers: Record<string, string>, message = '') => {
  const error = new Error(message)
  return Object.assign(error, { status, response: { status, headers } })
}

test('the last request of a budget closes the installation until the reset, and no other', () => {
  const { throttle, told, now, pass } = setUp()
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now() / 1_000 + 60) }
  throttle.heed(1, { headers, data: {} })
  expect(() => throttle.admit(1)).toThrow()
  throttle.admit(2)
  expect(told).toEqual([[1, now() + 60_000]])
  pass(60_000)
  throttle.admit(1)
})

test('a refusal closes it for as long as GitHub says', () => {
  const { throttle, now, told } = setUp()
  throttle.heedFailure(1, refused(403, { 'retry-after': '7' }))
  expect(told).toEqual([[1, now() + 7_000]])
})

test('refusals without a time close it for longer each time, until an answer comes', () => {
  const { throttle, now, told, pass } = setUp()
  const waits: number[] = []
  const refuse = () => {
    throttle.heedFailure(1, refused(403, {}, 'You have exceeded a secondary rate limit'))
    const until = told.at(-1)?.[1] ?? 0
    waits.push(until - now())
    pass(until - now())
  }
  for (let time = 0; time < 3; time++) refuse()
  throttle.heed(1, { headers: {}, data: {} })
  refuse()
  expect(waits).toEqual([60_000, 120_000, 240_000, 60_000])
})

test('what is no limit closes nothing', () => {
  const { throttle, told } = setUp()
  throttle.heedFailure(1, refused(502, {}))
  throttle.heedFailure(1, refused(403, {}, 'Resource not accessible by integration'))
  throttle.heed(1, { headers: { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '9999999999' }, data: {} })
  throttle.admit(1)
  expect(told).toEqual([])
})

test('what it throws is told from other failures as a limit, with its time', async () => {
  const { failureOf } = await import('../forges/github/failure.ts')
  const { throttle, now } = setUp()
  throttle.heedFailure(1, refused(429, { 'retry-after': '30' }))
  try {
    throttle.admit(1)
    expect.unreachable()
  } catch (error) {
    expect(failureOf(error, now())).toMatchObject({
      why: { cause: 'rate-limit', retryAt: new Date(now() + 30_000).toISOString() },
    })
  }
})
