import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Sends a short text as the whole answer. Where the request is still coming in, the answer goes out at once, what
 * comes after it is dropped unread, and the connection ends soon: closed under a sender, it would lose the answer too.
 */
export const answer = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void => {
  const body = `${text}\n`
  const coming = isComing(request)
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    ...(coming ? { connection: 'close' } : {}),
    ...headers,
  })
  if (!coming) {
    response.end(body)
    return
  }
  response.write(body)
  const end = () => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(end, LINGER_MS)
  request.once('end', end)
  request.once('close', end)
  request.resume()
}

const LINGER_MS = 1_000

/** Whether more of the request's body may come; `complete` alone is false even for one without a body. */
const isComing = ({ complete, headers }: IncomingMessage): boolean =>
  !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
