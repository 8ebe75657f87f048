import type { RepositoryUrl } from '../../../src/core/repository-url.ts'
import { createGitLabForge } from '../../../src/forges/gitlab/forge.ts'
import { createNet } from '../../../src/forges/net/send.ts'
import { startGitLab, type StandinMergeRequest } from '../../standin-gitlab/server.ts'
import { failing } from './faults.ts'
import { type Fault, type Host, MIRRORED, type Starting } from './host.ts'
import { untried } from './lane.ts'

const HOST = 'gitlab.example.org'

export const gitlab = async ({ bare: { root, commits }, closing, timeoutMs }: Starting): Promise<Host> => {
  let fault: Fault | null = null
  const driver = { directory: `${root}/acme/driver.git`, defaultBranch: 'main' }
  const change: StandinMergeRequest = {
    iid: 7,
    state: 'opened',
    draft: false,
    sha: commits.side,
    target_branch: 'main',
    author: 'author',
    approvedBy: ['author', 'maintainer'],
    pipeline: null,
  }
  const standin = await startGitLab({
    projects: [
      { ...driver, path: 'acme/driver', was: ['acme/before'], mergeRequests: [change] },
      { path: 'acme/fork', directory: `${root}/acme/fork.git`, defaultBranch: 'main', forkOf: 'acme/driver' },
      { ...driver, path: 'acme/old', archived: true },
      { ...driver, path: 'acme/mirror', mirrorOf: MIRRORED },
      { ...driver, path: 'acme/hidden', visibility: 'private' },
      { path: 'acme/empty', directory: `${root}/acme/empty.git`, defaultBranch: null },
      { path: 'acme/unborn', directory: `${root}/acme/unborn.git`, defaultBranch: 'unborn' },
    ],
    before: (request, response) => failing(fault, request, response),
  })
  const net = createNet({
    destinations: { hosts: new Set(), operator: [{ origins: new Set([standin.origin]), ca: null }] },
  })
  closing.push(standin.close, net.close)
  return {
    forge: createGitLabForge({
      config: { host: HOST, api: `${standin.origin}/api/v4`, archive: standin.origin },
      net,
      lane: untried(HOST),
      timeoutMs,
    }),
    commits,
    at: (path) => `https://${HOST}/${path}` as RepositoryUrl,
    changeAt: (path, number) => `https://${HOST}/${path}/-/merge_requests/${number}`,
    fail: (next) => {
      fault = next
    },
  }
}
