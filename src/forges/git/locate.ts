import type { Answer, Failure } from '../answer.ts'
import type { Net } from '../net/send.ts'
import { failureOfStatus } from '../net/status.ts'
import type { Remote } from './hardening.ts'

const SMART = 'application/x-git-upload-pack-advertisement'
const QUESTION = '/info/refs?service=git-upload-pack'
const TIMEOUT_MS = 20_000

/**
 * Finds where a repository is asked: redirects are followed here, under the checks of all requests, so that git need
 * follow none. Servers differ in whether an address has `.git` at its end.
 */
export const locate = async (net: Net, address: string, signal: AbortSignal, now: number): Promise<Answer<Remote>> => {
  const plain = await probe(net, address, signal, now)
  return plain.ok || plain.failure.kind !== 'missing' ? plain : probe(net, `${address}.git`, signal, now)
}

const probe = async (net: Net, address: string, signal: AbortSignal, now: number): Promise<Answer<Remote>> => {
  const sent = await net.send({
    url: new URL(`${address}${QUESTION}`),
    headers: { 'git-protocol': 'version=2' },
    bounds: { total: TIMEOUT_MS },
    signal,
  })
  if (!sent.ok) return sent
  const { response, url } = sent.value
  await response.body?.cancel()
  if (!response.ok) return { ok: false, failure: failureOfStatus(url.hostname, response, now) }
  const type = response.headers.get('content-type') ?? ''
  const [base, question] = url.href.split('/info/refs')
  if (base === undefined || question === undefined || /^text\/html/i.test(type)) {
    return { ok: false, failure: noRepository(url.hostname) }
  }
  const remote = new URL(base)
  const pin = await net.pin(remote)
  return pin.ok ? { ok: true, value: { url: remote, pin: pin.value, isDumb: !type.startsWith(SMART) } } : pin
}

const noRepository = (host: string): Failure => ({
  kind: 'unknown',
  why: { cause: 'malformed', detail: `${host} answered a page instead of a repository`, retryAt: null },
  status: 200,
})
