import type { Net, Reply } from '../../forges/net/send.ts'
import type { Answer } from '../../forges/answer.ts'
import type { Trace } from './trace.ts'

/**
 * The door to the outside, each request with a span of its own: method and host, as a path can name what is private.
 *
 * @param heard Hears of each answer the HTTP status, or what kept it from coming
 */
export const watchedNet = (net: Net, trace: Trace, heard: (host: string, status: string) => void): Net => ({
  ...net,
  send: (request) => {
    const { method = 'GET', url } = request
    const send = async (): Promise<Answer<Reply>> => {
      const answer = await net.send(request)
      heard(url.hostname, answer.ok ? String(answer.value.response.status) : causeOf(answer))
      return answer
    }
    return trace(`${method} ${url.hostname}`, send, {
      kind: 'client',
      attributes: { 'http.request.method': method, 'server.address': url.hostname },
      ended: (answer) =>
        answer.ok
          ? {
              'http.response.status_code': answer.value.response.status,
              failed: answer.value.response.status >= 400,
            }
          : { 'error.type': causeOf(answer), failed: true },
    })
  },
})

const causeOf = ({ failure }: Extract<Answer<Reply>, { readonly ok: false }>): string =>
  failure.kind === 'unknown' ? failure.why.cause : 'missing'
