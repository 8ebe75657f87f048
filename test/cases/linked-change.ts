import { z } from 'zod'
import type { LinkedChange } from '../../src/core/evidence/linked-change.ts'
import type { RepositoryUrl } from '../../src/core/repository-url.ts'
import { contents, contentsOf } from './contents.ts'
import { unknown } from './unknown.ts'

/** A linked change; left out is one that is open and approved, and uses all that is asked for. */
export const linkedChange = z
  .strictObject({
    url: z.string(),
    facts: z.literal('unreadable').optional(),
    unknown: unknown.optional(),
    repository: z.string().optional(),
    status: z.enum(['open', 'merged', 'closed']).default('open'),
    isDraft: z.boolean().default(false),
    approvedBy: z.array(z.string()).default(['octocat']),
    trailers: z.array(z.string()).default([]),
    checks: z.enum(['passing', 'failing', 'pending', 'not-tellable']).default('passing'),
    contents: contents.optional(),
  })
  .transform(({ url, facts, unknown: why, repository, contents, ...others }): LinkedChange => {
    if (facts === 'unreadable') return { url, facts: { state: 'unreadable' } }
    if (why !== undefined) return { url, facts: { state: 'unknown', why } }
    const [made = '', number = '1'] = url.split(/\/(?:pull|-\/merge_requests)\//)
    const change = {
      ...others,
      repository: (repository ?? made) as RepositoryUrl,
      number: Number(number),
      head: 'e'.repeat(40),
      contents: contentsOf([], contents),
    }
    return { url, facts: { state: 'readable', change } }
  })
