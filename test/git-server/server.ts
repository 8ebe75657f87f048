import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { join, normalize } from 'node:path'
import { createGunzip } from 'node:zlib'
import { type Certificate, makeCertificate } from '../tls/certificate.ts'

/** A server of git repositories on loopback, over TLS, by the `git http-backend` that real ones run. */
export type GitServer = {
  /** `https://127.0.0.1:<port>` */
  readonly origin: string
  /** PEM of its certificate, which is its own authority. */
  readonly ca: string
  /** Paths that were asked for, with their queries. */
  readonly asked: string[]
  readonly close: () => Promise<void>
}

export type GitServerOptions = {
  /** Directory of bare repositories. */
  readonly root: string
  /** The newest protocol that it speaks; `dumb` hands out files. */
  readonly speaks?: 'dumb' | 'v1' | 'v2'
  /** Answers in the server's place where it gives true. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>
  /** The server dies at this many bytes that it has sent; never where it is left out. */
  readonly diesAfter?: number
}

let certificate: Promise<Certificate> | null = null

export const startGitServer = async ({
  root,
  speaks = 'v2',
  before = () => false,
  diesAfter = Infinity,
}: GitServerOptions): Promise<GitServer> => {
  certificate ??= makeCertificate('localhost')
  const { key, cert } = await certificate
  const asked: string[] = []
  const sockets = new Set<Socket>()
  let left = diesAfter
  const send = (response: ServerResponse, chunk: Buffer): void => {
    const piece = chunk.subarray(0, Math.max(0, left))
    left -= chunk.length
    if (left > 0) response.write(piece)
    else response.write(piece, () => sockets.forEach((socket) => socket.destroy()))
  }
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (await before(request, response)) return
    if (speaks === 'dumb') await serveFile(root, request, response)
    else serveGit(root, speaks, request, response, send)
  }
  const server = createServer({ key, cert }, (request, response) => {
    asked.push(request.url ?? '')
    void serve(request, response)
  })
  server.on('connection', (socket: Socket) => {
    // As a dead server does, once it is dead.
    if (left <= 0) socket.destroy()
    sockets.add(socket)
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
  })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ca: cert,
    asked,
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

const serveGit = (
  root: string,
  speaks: 'v1' | 'v2',
  request: IncomingMessage,
  response: ServerResponse,
  send: (response: ServerResponse, chunk: Buffer) => void,
): void => {
  const { pathname, search } = new URL(request.url ?? '/', 'https://localhost')
  const protocol = speaks === 'v2' ? request.headers['git-protocol'] : undefined
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: request.method,
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      ...(typeof protocol === 'string' ? { GIT_PROTOCOL: protocol } : {}),
    },
  })
  child.stdin.on('error', () => undefined)
  const body = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request
  body.on('error', () => undefined).pipe(child.stdin)
  let head: Buffer | null = Buffer.alloc(0)
  child.stdout.on('data', (chunk: Buffer) => {
    if (head === null) {
      send(response, chunk)
      return
    }
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    let status = 200
    for (const line of head.toString('latin1', 0, end).split('\r\n')) {
      const [name = '', ...value] = line.split(': ')
      if (name.toLowerCase() === 'status') status = Number.parseInt(value.join(': '), 10)
      else response.setHeader(name, value.join(': '))
    }
    response.writeHead(status)
    const rest = head.subarray(end + 4)
    head = null
    if (rest.length > 0) send(response, rest)
  })
  child.stdout.on('end', () => response.end())
  response.once('close', () => child.kill('SIGKILL'))
}

const serveFile = async (root: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { pathname } = new URL(request.url ?? '/', 'https://localhost')
  const file = join(root, normalize(decodeURIComponent(pathname)))
  const found = await stat(file).catch(() => null)
  if (found?.isFile() !== true) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': 'text/plain' })
  createReadStream(file).pipe(response)
}
