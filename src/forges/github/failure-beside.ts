import type { Unknown } from '../../core/case.ts'
import type { Answer, GraphqlError } from './client.ts'

/** Errors outside the floor make the whole answer doubtful; a missing repository or pull request is simply null. */
export const failureBeside = (errors: readonly GraphqlError[]): (Answer<never> & { ok: false }) | null => {
  const grave = errors.find((error) => error.path[0] !== 'floor' && error.type !== 'NOT_FOUND')
  if (grave === undefined) return null
  const why: Unknown = {
    cause: grave.type === 'RATE_LIMITED' ? 'rate-limit' : 'server-error',
    detail: `GitHub could not tell about the change (${grave.type ?? 'no reason given'})`,
    retryAt: null,
  }
  return { ok: false, failure: { kind: 'unknown', why, status: 200 } }
}
