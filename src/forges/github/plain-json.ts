import type { Octokit } from '@octokit/rest'

/**
 * Reads answers by `JSON.parse`. Octokit looks at every value for whether it is a number too large to be exact, which
 * takes longer than all else of a request; no id that we use is one. What is no JSON though it says so comes as text.
 */
export const readPlainJson = (octokit: Octokit): void =>
  octokit.hook.wrap('request', async (request, endpoint) => {
    const { request: asked } = endpoint
    // Whoever set it wants the body as it comes.
    if (asked.parseSuccessResponseBody !== undefined) return request(endpoint)
    // In place, as the hooks within this one are bound to the same options; and back, as these may be sent again.
    endpoint.request = { ...asked, parseSuccessResponseBody: false }
    try {
      const answer = await request(endpoint)
      return { ...answer, data: await dataOf(answer.data) }
    } finally {
      endpoint.request = asked
    }
  })

/** A body that breaks off is as good as none. */
const dataOf = async (body: unknown): Promise<unknown> => {
  if (!(body instanceof ReadableStream)) return body ?? ''
  const text = await new Response(body).text().catch(() => '')
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
