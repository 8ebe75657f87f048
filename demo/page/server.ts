import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { listen } from '../../src/server/server.ts'
import type { ToldChapter } from '../teller.ts'
import { renderPage } from './page.ts'

export type PageServer = { readonly url: string; readonly close: () => void }

/** Serves the page on loopback: at each look, what has been told by then. */
export const servePage = async (told: readonly ToldChapter[]): Promise<PageServer> => {
  const style = readFileSync(new URL('style.css', import.meta.url))
  const server = createServer((request, response) => {
    const asked = `${request.method ?? ''} ${request.url ?? ''}`
    if (asked === 'GET /') response.writeHead(200, HTML).end(renderPage(told))
    else if (asked === 'GET /style.css') response.writeHead(200, { 'content-type': 'text/css' }).end(style)
    else response.writeHead(404).end()
  })
  const url = await listen(server, { host: '127.0.0.1', port: 0 })
  return {
    url,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const HTML = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
}
