import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline, type Readable } from 'node:stream'

/** An answer ready for the wire. */
export type Reply = {
  status: number
  headers: Record<string, string>
  body: Buffer | Readable
  /** How it goes wrong on the wire. */
  broken?: 'hang' | 'reset' | 'truncate'
}

const bodyLimit = 32 * 1_048_576

/** A request's whole body; undefined where it's beyond all reason. */
export const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > bodyLimit) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const breakOff = (response: ServerResponse, bytes: Buffer): void =>
  void response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy())

/** Sends an answer, or breaks the connection in the way that was asked for. */
export const sendReply = (response: ServerResponse, { status, headers, body, broken }: Reply): void => {
  if (broken === 'hang') return
  if (broken === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const length = Buffer.isBuffer(body) && status !== 204 && status !== 304 ? { 'content-length': body.length } : {}
  response.writeHead(status, { ...headers, ...length })
  if (!Buffer.isBuffer(body)) {
    if (broken === 'truncate') body.once('data', (part: Buffer) => breakOff(response, part))
    // Whoever stops reading ends the packing too.
    else pipeline(body, response, () => undefined)
  } else if (broken === 'truncate') breakOff(response, body)
  else response.end(body)
}

/** Listens on loopback. */
export const listen = async (
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ server: Server; port: number }> => {
  const server = createServer({ keepAliveTimeout: 60_000 }, handle)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { server, port: (server.address() as AddressInfo).port }
}
