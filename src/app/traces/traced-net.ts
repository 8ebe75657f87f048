import type { Net } from '../../forges/net/send.ts'
import type { Trace } from './trace.ts'

/** The door to the outside, each request with a span of its own: method and host, as a path can name what is private. */
export const tracedNet = (net: Net, trace: Trace): Net => ({
  ...net,
  send: (request) => {
    const { method = 'GET', url } = request
    return trace(`${method} ${url.hostname}`, () => net.send(request), {
      kind: 'client',
      attributes: { 'http.request.method': method, 'server.address': url.hostname },
      ended: (answer) =>
        answer.ok
          ? {
              'http.response.status_code': answer.value.response.status,
              failed: answer.value.response.status >= 400,
            }
          : { 'error.type': answer.failure.kind === 'unknown' ? answer.failure.why.cause : 'missing', failed: true },
    })
  },
})
