import { expect, test } from 'vitest'
import type { Job } from './job.ts'
import { nextTry } from './pace.ts'

const MINUTE = 60_000
const job = (kind: 'pull-request' | 'merge-group', attempt = 0): Job => ({
  installationId: 1,
  repositoryId: 2,
  owner: 'example',
  name: 'npu-kmd',
  subject:
    kind === 'pull-request'
      ? { kind, number: 7 }
      : { kind, head: 'a'.repeat(40), base: 'b'.repeat(40), baseRef: 'refs/heads/main' },
  rerequested: false,
  background: false,
  attempt,
  since: 0,
  slot: null,
})
const unknown = (retryAt: number | null) => ({
  cause: 'rate-limit' as const,
  detail: '',
  retryAt: retryAt === null ? null : new Date(retryAt).toISOString(),
})

test('gaps grow to an hour', () => {
  expect([0, 1, 2, 20].map((attempt) => nextTry(job('pull-request', attempt), [], 0))).toEqual([
    MINUTE,
    2 * MINUTE,
    4 * MINUTE,
    60 * MINUTE,
  ])
})

test('the latest time that a forge gives is kept to', () => {
  expect(nextTry(job('pull-request'), [unknown(5 * MINUTE), unknown(30 * MINUTE), unknown(null)], 0)).toBe(30 * MINUTE)
})

test('a pull request is given up after a day, a merge group after ten minutes', () => {
  expect(nextTry(job('pull-request', 30), [], 22 * 60 * MINUTE)).toBe(23 * 60 * MINUTE)
  expect(nextTry(job('pull-request', 30), [], 23.5 * 60 * MINUTE)).toBeNull()
  expect(nextTry(job('merge-group', 3), [], 7 * MINUTE)).toBe(9 * MINUTE)
  expect(nextTry(job('merge-group', 4), [], 9 * MINUTE)).toBeNull()
})
