import { RequestError } from '@octokit/request-error'
import { expect, test } from 'vitest'
import { failureOf } from './failure.ts'

const NOW = Date.parse('2026-01-01T00:00:00Z')
const answered = (status: number, headers: Record<string, string> = {}, message = 'no') =>
  new RequestError(message, status, {
    request: { method: 'GET', url: 'https://api.example', headers: {} },
    response: { status, url: '', headers, data: {} },
  })
const silent = (cause: Error) => {
  const error = new RequestError('fetch failed', 500, { request: { method: 'GET', url: '', headers: {} } })
  error.cause = cause
  return error
}
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString()

test.each([
  [404, {}, 'no'],
  [410, {}, 'no'],
  [451, {}, 'no'],
])('%i says that it is not there', (status, headers, message) => {
  expect(failureOf(answered(status, headers, message), NOW)).toEqual({ kind: 'missing' })
})

test.each([
  [
    'primary limit',
    answered(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 900) }),
    'rate-limit',
    at(900),
  ],
  ['secondary limit with a time', answered(403, { 'retry-after': '120' }), 'rate-limit', at(120)],
  ['secondary limit as 429', answered(429), 'rate-limit', at(60)],
  ['secondary limit by its words', answered(403, {}, 'You have exceeded a secondary rate limit'), 'rate-limit', at(60)],
  [
    'GraphQL limit',
    Object.assign(new Error('x'), { errors: [{ type: 'RATE_LIMITED' }], headers: {} }),
    'rate-limit',
    at(60),
  ],
  ['forbidden', answered(403), 'forbidden', null],
  ['bad credentials', answered(401), 'forbidden', null],
  ['bad gateway', answered(502), 'server-error', null],
  [
    'GraphQL ran out of time',
    Object.assign(new Error('x'), { errors: [{ message: 'Something went wrong' }] }),
    'server-error',
    null,
  ],
  ['time-out', silent(new DOMException('', 'TimeoutError')), 'timeout', null],
  ['reset', silent(new Error('ECONNRESET')), 'network', null],
  ['teapot', answered(418), 'malformed', null],
])('%s', (_, error, cause, retryAt) => {
  expect(failureOf(error, NOW)).toMatchObject({ kind: 'unknown', why: { cause, retryAt } })
})
