import type { Octokit } from '@octokit/rest'
import { LRUCache } from 'lru-cache'

export type RememberOptions = {
  /** How long an answer is taken for current without asking, in milliseconds. */
  readonly youngMs?: number
  /** Of all answers together, as text; of one at most an eighth of it. */
  readonly mostBytes?: number
  /** Epoch milliseconds. */
  readonly now?: () => number
}

type Kept = { readonly answer: Awaited<ReturnType<Octokit['request']>>; readonly etag: string; at: number }

const YOUNG_MS = 60_000
const MOST_BYTES = 16 * 1024 * 1024

/**
 * Lets a client ask again only for what may have changed: a young answer stands, and an older one is asked for by its
 * ETag, which GitHub answers without a body where it still holds. For who has 60 requests an hour.
 */
export const remember = (
  octokit: Octokit,
  { youngMs = YOUNG_MS, mostBytes = MOST_BYTES, now = Date.now }: RememberOptions = {},
): void => {
  const kept = new LRUCache<string, Kept>({
    maxSize: mostBytes,
    maxEntrySize: Math.ceil(mostBytes / 8),
    sizeCalculation: ({ answer }) => JSON.stringify(answer).length,
  })
  octokit.hook.wrap('request', async (request, options) => {
    if (options.method !== 'GET') return request(options)
    const { url } = octokit.request.endpoint.parse(options)
    const known = kept.get(url)
    if (known !== undefined && now() - known.at < youngMs) return known.answer
    if (known !== undefined) options.headers['if-none-match'] = known.etag
    try {
      const answer = await request(options)
      const { etag } = answer.headers
      // A redirect leads to what ends soon.
      if (answer.status === 200 && etag !== undefined) kept.set(url, { answer, etag, at: now() })
      return answer
    } catch (error) {
      if (known === undefined || !isUnchanged(error)) throw error
      known.at = now()
      return known.answer
    }
  })
}

const isUnchanged = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === 304
