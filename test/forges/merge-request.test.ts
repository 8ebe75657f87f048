import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createGitLabApi } from '../../src/forges/gitlab/api.ts'
import { describeMergeRequest } from '../../src/forges/gitlab/changes.ts'
import { createLane } from '../../src/forges/net/lane.ts'
import { createNet } from '../../src/forges/net/send.ts'
import { makeRepository } from '../git-server/repositories.ts'
import { startGitLab, type StandinMergeRequest } from '../standin-gitlab/server.ts'

const HOST = 'gitlab.example.org'

const ask = async (given: Partial<StandinMergeRequest>, url = `https://${HOST}/mesa/mesa/-/merge_requests/7`) => {
  const root = mkdtempSync(join(tmpdir(), 'gitlab-'))
  const { directory, commit } = makeRepository(root, 'mesa.git', { a: 'b' })
  const mergeRequest: StandinMergeRequest = {
    iid: 7,
    state: 'opened',
    draft: false,
    sha: commit,
    target_branch: 'main',
    author: 'alice',
    approvedBy: ['alice', 'bob'],
    pipeline: 'success',
    ...given,
  }
  const standin = await startGitLab({
    projects: [{ path: 'mesa/mesa', directory, defaultBranch: 'main', mergeRequests: [mergeRequest] }],
  })
  const net = createNet({
    destinations: { hosts: new Set(), operator: [{ origins: new Set([standin.origin]), ca: null }] },
  })
  onTestFinished(async () => {
    await Promise.all([net.close(), standin.close()])
    rmSync(root, { recursive: true })
  })
  const lane = createLane({ host: HOST, retries: { most: 0, after: 1 } })
  const api = createGitLabApi({ host: HOST, base: `${standin.origin}/api/v4`, net, lane, now: Date.now })
  return { answer: await describeMergeRequest(api, url), commit }
}

it('a merge request is told with its approvals by others, its head and its pipeline', async () => {
  const { answer, commit } = await ask({})
  expect(answer).toEqual({
    state: 'readable',
    change: {
      repository: `https://${HOST}/mesa/mesa`,
      number: 7,
      status: 'open',
      isDraft: false,
      head: commit,
      approvedBy: ['bob'],
      trailers: [],
      checks: 'passing',
    },
  })
})

it.each([
  [{ state: 'merged' }, { status: 'merged' }],
  [{ state: 'closed' }, { status: 'closed' }],
  [{ state: 'locked' }, { status: 'closed' }],
  [{ draft: true }, { isDraft: true }],
  [{ pipeline: 'failed' }, { checks: 'failing' }],
  [{ pipeline: 'running' }, { checks: 'pending' }],
  [{ pipeline: null }, { checks: 'not-tellable' }],
  [{ pipeline: 'skipped' }, { checks: 'not-tellable' }],
])('%j is told as %j', async (given, change) => {
  expect((await ask(given)).answer).toMatchObject({ state: 'readable', change })
})

it.each([
  `https://${HOST}/mesa/mesa/-/merge_requests/8`,
  `https://${HOST}/mesa/none/-/merge_requests/7`,
  'https://gitlab.com/mesa/mesa/-/merge_requests/7',
  `https://${HOST}/mesa/mesa/pull/7`,
])('%s is not there', async (url) => {
  expect((await ask({}, url)).answer).toEqual({ state: 'unreadable' })
})
