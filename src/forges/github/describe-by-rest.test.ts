import nock from 'nock'
import mit from 'spdx-license-list/licenses/MIT.json' with { type: 'json' }
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

const COMMIT = 'a'.repeat(40)
const LISTING = `/repos/example/npu-umd/git/trees/${COMMIT}`
const listed = (...files: readonly { path: string; mode?: string; size?: number }[]) => ({
  truncated: false,
  tree: files.map(({ path, mode = '100644', size = 100 }) => ({ path, mode, size, type: 'blob', sha: shaOf(path) })),
})
const shaOf = (path: string): string => Buffer.from(path).toString('hex').padEnd(40, '0').slice(0, 40)
const answerBlob = (path: string, content: string) =>
  answer(`/repos/example/npu-umd/git/blobs/${shaOf(path)}`, 200, {
    content: Buffer.from(content).toString('base64'),
    encoding: 'base64',
  })

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

const withFiles = (files: readonly object[]) => ({ state: 'read', facts: { licenses: { files } } })

test('what is there is told', async () => {
  answer('/repos/example/npu-umd', 200, repository)
  answer('/repos/example/npu-umd/commits/heads%2Fmain', 200, { sha: 'a'.repeat(40) })
  answer('/repos/example/npu-umd/contents/src', 200, [])
  answer(LISTING, 200, listed({ path: 'LICENSE' }, { path: 'src/umd.c' }))
  answerBlob('LICENSE', mit.licenseText)
  expect(await describe()).toMatchObject({
    state: 'readable',
    repository: {
      ref: { kind: 'branch', name: 'main', commit: 'a'.repeat(40) },
      missingPaths: [],
      contents: withFiles([{ path: 'LICENSE', identification: { tier: 'clean', expression: 'MIT' } }]),
      forgeLicense: 'MIT',
    },
  })
})

const answerAllBut = () => {
  answer('/repos/example/npu-umd', 200, repository)
  answer('/repos/example/npu-umd/commits/heads%2Fmain', 200, { sha: COMMIT })
  answer('/repos/example/npu-umd/contents/src', 200, [])
}
const licenses = async () => {
  const facts = await describe()
  return facts.state === 'readable' ? facts.repository.contents : null
}

test('what a symbolic link leads to is read too', async () => {
  answerAllBut()
  answer(LISTING, 200, listed({ path: 'LICENSE', mode: '120000' }, { path: 'legal/mit' }))
  answerBlob('LICENSE', 'legal/mit')
  answerBlob('legal/mit', mit.licenseText)
  expect(await licenses()).toMatchObject(
    withFiles([
      { path: 'LICENSE', target: 'legal/mit' },
      { path: 'legal/mit', identification: { expression: 'MIT' } },
    ]),
  )
})

test('a licence file that is too large or binary is not read, and stays in question', async () => {
  answerAllBut()
  answer(LISTING, 200, listed({ path: 'COPYING' }, { path: 'LICENSE', size: 10_000_000 }))
  answerBlob('COPYING', '\x7fELF\x02\x01\x01\0\0\0\0')
  expect(await licenses()).toMatchObject(
    withFiles([
      { path: 'LICENSE', identification: { tier: 'none', reason: 'too-large' } },
      { path: 'COPYING', identification: { tier: 'none', reason: 'binary' } },
    ]),
  )
})

test('licences that could not be listed or read are unknown', async () => {
  answerAllBut()
  answer(LISTING, 200, { ...listed({ path: 'LICENSE' }), truncated: true })
  expect(await licenses()).toMatchObject({ state: 'unknown', why: { cause: 'too-large' } })

  answerAllBut()
  answer(LISTING, 200, listed({ path: 'LICENSE' }))
  answer(`/repos/example/npu-umd/git/blobs/${shaOf('LICENSE')}`, 500, {})
  expect(await licenses()).toMatchObject({ state: 'unknown', why: { cause: 'server-error' } })
})

test('409 says that the repository is empty', async () => {
  answer('/repos/example/npu-umd', 200, { ...repository, size: 0 })
  answer('/repos/example/npu-umd/commits/heads%2Fmain', 409, { message: 'Git Repository is empty.' })
  expect(await describe()).toMatchObject({ state: 'readable', repository: { empty: true, ref: null } })
})

test('a repository that was taken down is as unreadable as a missing one', async () => {
  answer('/repos/example/npu-umd', 451, { message: 'Repository access blocked' })
  expect(await describe()).toEqual({ state: 'unreadable' })
})

test.each([
  ['is no JSON', '<html>502</html>'],
  ['lacks what it should have', { full_name: 'example/npu-umd' }],
])('an answer that %s is unknown', async (_, body) => {
  answer('/repos/example/npu-umd', 200, body)
  expect(await describe()).toMatchObject({ state: 'unknown', why: { cause: 'malformed' } })
})

test('a path that could not be asked for is not taken as missing', async () => {
  answer('/repos/example/npu-umd', 200, repository)
  answer('/repos/example/npu-umd/commits/heads%2Fmain', 200, { sha: 'a'.repeat(40) })
  answer('/repos/example/npu-umd/contents/src', 500, {})
  expect(await describe()).toMatchObject({ state: 'unknown', why: { cause: 'server-error' } })
})
