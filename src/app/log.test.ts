import { PassThrough } from 'node:stream'
import { RequestError } from '@octokit/request-error'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'

const logged = (logFormat: 'json' | 'pretty', fields: object): string => {
  const destination = new PassThrough()
  createLog({ logLevel: 'info', logFormat }, destination).info(fields, 'a message')
  return String(destination.read())
}

test('an error is logged by its own words, without request, answer or event', () => {
  const request = { method: 'GET' as const, url: 'https://api.github.com/repos/example/private', headers: {} }
  const response = { status: 502, url: request.url, headers: {}, data: { name: 'private' } }
  const err = Object.assign(new RequestError('Bad Gateway', 502, { request, response }), { event: 'private' })
  const line = logged('json', { err })
  expect(JSON.parse(line)).toMatchObject({ msg: 'a message', err: { message: 'Bad Gateway', status: 502 } })
  expect(line).not.toContain('private')
})

test('secrets are struck out, in either form', () => {
  const environment = { privateKey: 'sesame', webhookSecret: 'sesame', redisUrl: 'sesame' }
  const headers = { authorization: 'token sesame' }
  for (const form of ['json', 'pretty'] as const) {
    const line = logged(form, { environment, ...environment, headers, request: { headers }, auth: { token: 'sesame' } })
    expect(line).toContain('a message')
    expect(line).not.toContain('sesame')
  }
})
