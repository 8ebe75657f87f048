import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from './host.ts'

/** Answers in a server's place, as whoever fails so does. */
export const failing = (fault: Fault | null, request: IncomingMessage, response: ServerResponse): boolean => {
  switch (fault) {
    case null:
      return false
    case 'limited':
      response.writeHead(429, { 'retry-after': '60' }).end()
      return true
    case 'bad gateway':
      response.writeHead(502).end()
      return true
    case 'forbidden':
      response.writeHead(403).end()
      return true
    case 'silent':
      return true
    case 'reset':
      response.destroy()
      return true
    case 'broken off':
      response.writeHead(200, { 'content-type': typeOf(request.url ?? ''), 'content-length': '1000' })
      response.write('[', () => response.destroy())
      return true
    case 'a page for people':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Are you a robot?')
      return true
  }
}

/** Plain git asks by one address whether anyone there speaks its protocol. */
const typeOf = (url: string): string =>
  url.endsWith('service=git-upload-pack') ? 'application/x-git-upload-pack-advertisement' : 'application/json'
