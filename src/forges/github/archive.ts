import { USER_AGENT } from '../../version.ts'
import type { Answer, Failure } from '../answer.ts'
import type { Fetch } from '../net/fetch.ts'
import type { RepositoryName } from './blobs.ts'
import type { GitHubClient } from './client.ts'
import { failureOf, malformed } from './failure.ts'

/** The archive may have to be packed first. */
const HEADERS_TIMEOUT_MS = 60_000
const MOST_REDIRECTS = 3

export type ArchiveOptions = {
  readonly client: GitHubClient
  /** Web address that repository URLs begin with, such as `https://github.com`. */
  readonly origin: string
  readonly fetch: Fetch
}

/** The archive of a commit: one request, and the redirect to where it is packed, which is followed without the token. */
export const openArchive = async (
  { client, origin, fetch: send }: ArchiveOptions,
  { owner, name }: RepositoryName,
  commit: string,
  signal: AbortSignal,
): Promise<Answer<ReadableStream<Uint8Array<ArrayBuffer>>>> => {
  try {
    const { headers } = await client.request('GET /repos/{owner}/{repo}/tarball/{ref}', {
      owner,
      repo: name,
      ref: commit,
      request: { redirect: 'manual', parseSuccessResponseBody: false, signal },
    })
    const { baseUrl } = client.request.endpoint.DEFAULTS
    let at = headers.location ?? ''
    for (let hops = 0; hops < MOST_REDIRECTS; hops += 1) {
      if (!mayFollow(at, baseUrl, origin)) return failed(malformed('an archive'))
      const response = await withinTime(signal, (within) =>
        send(at, { redirect: 'manual', signal: within, headers: { 'user-agent': USER_AGENT } }),
      )
      const { status, body } = response
      if (status === 200 && body !== null) return { ok: true, value: body }
      await body?.cancel()
      if (status < 300 || status > 399)
        return failed(failureOf({ status, response: { headers: Object.fromEntries(response.headers) } }, Date.now()))
      at = URL.parse(response.headers.get('location') ?? '', at)?.href ?? ''
    }
    return failed(malformed('an archive'))
  } catch (error) {
    return failed(failureOf(error, Date.now()))
  }
}

const failed = (failure: Failure): Answer<never> => ({ ok: false, failure })

/** Where GitHub's API sends readers to: its own origin, its pages' host, or one below that, such as `codeload.github.com`. */
export const mayFollow = (location: string, apiBase: string, origin: string): boolean => {
  const to = URL.parse(location)
  if (to?.username !== '' || to.password !== '') return false
  if (to.origin === new URL(apiBase).origin || to.origin === new URL(origin).origin) return true
  const { hostname } = new URL(origin)
  return to.protocol === 'https:' && to.port === '' && to.hostname.endsWith(`.${hostname}`)
}

/** The time is for the answer to begin; its body takes as long as it takes. */
const withinTime = async <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new DOMException('too late', 'TimeoutError')), HEADERS_TIMEOUT_MS)
  try {
    return await work(AbortSignal.any([signal, late.signal]))
  } finally {
    clearTimeout(timer)
  }
}
