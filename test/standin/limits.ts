import type { Viewer } from './auth.ts'
import { refuse } from './refusal.ts'

/** GitHub's limits; tests lower them to be quick. */
export type Limits = {
  /** Files of a pull request, of a comparison, and entries of a recursive tree. */
  pullFiles: number
  compareFiles: number
  treeEntries: number
  /** A patch longer than this, in lines or in bytes, isn't given. */
  patchLines: number
  patchBytes: number
  /** Text of a blob in GraphQL, in bytes. */
  blobText: number
  annotations: number
  /** Summary and text of a check run, in bytes. */
  outputBytes: number
  /** Requests and GraphQL points an hour. */
  core: number
  graphql: number
  anonymous: number
}

export const defaultLimits: Limits = {
  pullFiles: 3_000,
  compareFiles: 300,
  treeEntries: 100_000,
  patchLines: 20_000,
  patchBytes: 512_000,
  blobText: 512_000,
  annotations: 50,
  outputBytes: 65_535,
  core: 5_000,
  graphql: 5_000,
  anonymous: 60,
}

export type Quota = { resource: 'core' | 'graphql'; limit: number; used: number; remaining: number; reset: number }

/** Counts what each viewer has used in the running hour. */
export type RateLimiter = {
  /** Takes from the viewer's quota; refuses when it's used up. */
  spend(viewer: Viewer, resource: Quota['resource'], cost?: number): Quota
  /** Gives back what cost nothing after all, such as a 304. */
  refund(viewer: Viewer, resource: Quota['resource']): Quota
  peek(viewer: Viewer, resource: Quota['resource']): Quota
}

export const quotaHeaders = ({ resource, limit, used, remaining, reset }: Quota): Record<string, string> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(reset),
  'x-ratelimit-used': String(used),
  'x-ratelimit-resource': resource,
})

const hour = 3_600_000

export const createRateLimiter = (limits: Limits, now: () => number): RateLimiter => {
  const counts = new Map<string, { used: number; resetAt: number }>()
  const countOf = (viewer: Viewer, resource: string): { used: number; resetAt: number } => {
    const key = `${viewer.key} ${resource}`
    const known = counts.get(key)
    if (known && known.resetAt > now()) return known
    const fresh = { used: 0, resetAt: now() + hour }
    counts.set(key, fresh)
    return fresh
  }
  const peek = (viewer: Viewer, resource: Quota['resource']): Quota => {
    const { used, resetAt } = countOf(viewer, resource)
    const limit = viewer.kind === 'anonymous' ? limits.anonymous : limits[resource]
    return { resource, limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(resetAt / 1_000) }
  }
  return {
    spend(viewer, resource, cost = 1) {
      const before = peek(viewer, resource)
      if (before.remaining < Math.max(1, cost)) {
        const whom = viewer.kind === 'anonymous' ? '127.0.0.1' : viewer.key.replace(' ', ' ID ')
        refuse(403, `API rate limit exceeded for ${whom}.`, {}, quotaHeaders({ ...before, remaining: 0 }))
      }
      countOf(viewer, resource).used += cost
      return peek(viewer, resource)
    },
    refund(viewer, resource) {
      countOf(viewer, resource).used--
      return peek(viewer, resource)
    },
    peek,
  }
}
