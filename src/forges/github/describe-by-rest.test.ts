import nock from 'nock'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RepositoryUrl } from '../../core/repository-url.ts'
import { describeByRest } from './describe-by-rest.ts'
import { createOctokit } from './octokit.ts'

const API = 'https://api.github.invalid'
const key = {
  repository: 'https://github.com/example/npu-umd' as RepositoryUrl,
  ref: null,
  paths: ['src'],
} as const
const repository = {
  full_name: 'example/npu-umd',
  private: false,
  default_branch: 'main',
  archived: false,
  disabled: false,
  size: 12,
  license: { spdx_id: 'MIT' },
}

const describe = () => describeByRest(createOctokit({ baseUrl: API }), 'https://github.com', key)
const answer = (path: string, status: number, body: nock.Body) => nock(API).get(path).query(true).reply(status, body)

// Importing nock takes over HTTP for the whole process, which other test files share.
beforeAll(() => {
  if (!nock.isActive()) nock.activate()
})
afterAll(() => nock.restore())
beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([])
  nock.cleanAll()
  nock.enableNetConnect()
})

test('a repository that was taken down is as unreadable as a missing one', async () => {
  answer('/repos/example/npu-umd', 451, { message: 'Repository access blocked' })
  expect(await describe()).toEqual({ state: 'unreadable' })
})

test('an answer that lacks what it should have is unknown', async () => {
  answer('/repos/example/npu-umd', 200, { full_name: 'example/npu-umd' })
  expect(await describe()).toMatchObject({ state: 'unknown', why: { cause: 'malformed' } })
})

test('a path that could not be asked for is not taken as missing', async () => {
  answer('/repos/example/npu-umd', 200, repository)
  answer('/repos/example/npu-umd/commits/heads%2Fmain', 200, { sha: 'a'.repeat(40) })
  answer('/repos/example/npu-umd/contents/src', 500, {})
  expect(await describe()).toMatchObject({ state: 'unknown', why: { cause: 'server-error' } })
})
