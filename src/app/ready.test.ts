import { expect, test } from 'vitest'
import type { GitHubClient } from '../forges/github/client.ts'
import { createReadyPage, type ReadyOptions } from './ready.ts'

const setUp = (changes: Partial<ReadyOptions> = {}) => {
  let at = 0
  const asked: unknown[] = []
  const answers: (() => Promise<unknown>)[] = []
  const page = createReadyPage({
    app: {
      request: (route: unknown) => {
        asked.push(route)
        return (answers.shift() ?? (() => Promise.resolve({})))()
      },
    } as unknown as GitHubClient,
    queue: { counts: () => Promise.resolve({ waiting: 0, delayed: 0, running: 0, oldestWaitingMs: 0 }) },
    leader: { isKnown: () => Promise.resolve(true) },
    isStopping: () => false,
    now: () => at,
    ...changes,
  })
  return { page, asked, answers, pass: (ms: number) => (at += ms) }
}

test('is ready once GitHub has taken the credentials, and proves them once', async () => {
  const { page, asked } = setUp()
  expect((await page()).status).toBe(200)
  expect((await page()).status).toBe(200)
  expect(asked).toEqual(['GET /app'])
})

test('asks for the proof again, though not at every look', async () => {
  const { page, asked, answers, pass } = setUp()
  answers.push(() => Promise.reject(new Error('refused')))
  expect(await page()).toMatchObject({ status: 503, text: expect.stringContaining('credentials') as string })
  expect((await page()).status).toBe(503)
  expect(asked).toHaveLength(1)
  pass(5_000)
  expect((await page()).status).toBe(200)
})

test.each<[string, Partial<ReadyOptions>]>([
  ['queue', { queue: { counts: () => Promise.reject(new Error('away')) } }],
  ['leads', { leader: { isKnown: () => Promise.resolve(false) } }],
  ['leads', { leader: { isKnown: () => Promise.reject(new Error('away')) } }],
  ['stopping', { isStopping: () => true }],
])('is not ready, and says what is missing: %s', async (missing, changes) => {
  const { status, text } = await setUp(changes).page()
  expect(status).toBe(503)
  expect(text).toContain(missing)
})
