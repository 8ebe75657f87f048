import { createHash } from 'node:crypto'
import type { Fault } from './faults.ts'
import type { Reply } from './http.ts'
import type { Incoming, Outcome } from './incoming.ts'
import { quotaHeaders, type RateLimiter } from './limits.ts'
import type { Answer } from './rest/call.ts'

/** The headers that every answer has. */
export const createCommonHeaders = (now: () => number): (() => Record<string, string>) => {
  let served = 0
  return () => ({
    server: 'github.com',
    date: new Date(now()).toUTCString(),
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': `5D00:${(served++).toString(16).toUpperCase().padStart(6, '0')}`,
  })
}

const bytesOf = (answer: Answer): { bytes: Buffer; type: string | undefined } => {
  if (answer.raw) return answer.raw
  if (answer.body === undefined) return { bytes: Buffer.alloc(0), type: undefined }
  return { bytes: Buffer.from(JSON.stringify(answer.body)), type: 'application/json; charset=utf-8' }
}

/** Puts an answer into GitHub's headers; a 304 where the reader has it already. */
export const replyOf = (
  { isGraphql, log }: Incoming,
  { answer, quota, viewer }: Outcome,
  common: Record<string, string>,
  rates: RateLimiter,
): Reply => {
  const { bytes, type } = bytesOf(answer)
  const headers: Record<string, string> = {
    ...common,
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(isGraphql ? {} : { 'x-github-api-version-selected': '2022-11-28' }),
    ...(quota ? quotaHeaders(quota) : {}),
    ...answer.headers,
  }
  if (log.method !== 'GET' || answer.status !== 200) return { status: answer.status, headers, body: bytes }
  // Bound to the token, as GitHub's are: another token never hits.
  const digest = createHash('sha256')
    .update(log.credentials ?? '')
    .update(bytes)
    .digest('hex')
  headers['etag'] = `W/"${digest}"`
  headers['cache-control'] = `${viewer?.kind === 'anonymous' ? 'public' : 'private'}, max-age=60, s-maxage=60`
  headers['vary'] = 'Accept, Authorization, Cookie, X-GitHub-OTP,Accept-Encoding, Accept, X-Requested-With'
  if (log.headers['if-none-match'] !== headers['etag']) return { status: 200, headers, body: bytes }
  // What hasn't changed costs nothing.
  if (viewer) Object.assign(headers, quotaHeaders(rates.refund(viewer, 'core')))
  delete headers['content-type']
  return { status: 304, headers, body: Buffer.alloc(0) }
}

const nothing: Reply = { status: 0, headers: {}, body: Buffer.alloc(0) }

/** What a fault makes of a request; `go` carries it out, and is only called where the fault lets it come so far. */
export const withFault = (fault: Fault | undefined, common: Record<string, string>, go: () => Reply): Reply => {
  switch (fault?.kind) {
    case 'hang':
    case 'reset': {
      if (fault.afterwards) go()
      return { ...nothing, broken: fault.kind }
    }
    case 'status': {
      const { body = {} } = fault
      const done = fault.afterwards ? go() : nothing
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const type = typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8'
      const headers = { ...common, ...done.headers, 'content-type': type, ...fault.headers }
      return { status: fault.status, headers, body: Buffer.from(text) }
    }
    case 'truncate':
      return { ...go(), broken: 'truncate' }
    case 'malformed':
      return { ...go(), body: Buffer.from('{"id": 1, "message": ') }
    case 'latency':
    case 'held':
    case 'graphql':
    case undefined:
      return go()
  }
}
