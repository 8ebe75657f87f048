import type { RepositoryUrl } from '../../../src/core/repository-url.ts'
import { createGitForge } from '../../../src/forges/git/forge.ts'
import { createNet } from '../../../src/forges/net/send.ts'
import { startGitServer } from '../../git-server/server.ts'
import { failing } from './faults.ts'
import type { Fault, Host, Starting } from './host.ts'
import { untried } from './lane.ts'

const HOST = 'git.example.org'

export const git = async ({ bare: { root, commits }, closing, timeoutMs }: Starting): Promise<Host> => {
  let fault: Fault | null = null
  const server = await startGitServer({
    root,
    before: (request, response) => {
      if (request.url?.startsWith('/acme/before') === true) {
        response.writeHead(301, { location: request.url.replace('/acme/before', '/acme/driver') }).end()
        return true
      }
      if (request.url?.startsWith('/acme/hidden') === true) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
        return true
      }
      return failing(fault, request, response)
    },
  })
  const net = createNet({
    destinations: { hosts: new Set(), operator: [{ origins: new Set([server.origin]), ca: server.ca }] },
  })
  closing.push(server.close, net.close)
  return {
    forge: createGitForge({
      config: { host: HOST, archive: server.origin },
      net,
      lane: untried(HOST),
      bounds: { describe: timeoutMs, bytes: 1024 ** 3 },
    }),
    commits,
    at: (path) => `https://${HOST}/${path}` as RepositoryUrl,
    changeAt: (path, number) => `https://${HOST}/${path}/pull/${number}`,
    fail: (next) => {
      fault = next
    },
  }
}
