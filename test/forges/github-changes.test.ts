import { expect, onTestFinished, test } from 'vitest'
import { describeChanges } from '../../src/forges/github/changes.ts'
import { createOctokit } from '../../src/forges/github/octokit.ts'
import { createWorld, startStandin } from '../standin/index.ts'

const URL = 'https://github.com/example/npu-umd/pull/1'

/** A pull request to a userspace, and how it is looked up from another repository. */
const story = async () => {
  const world = createWorld()
  const umd = world.repository({ name: 'example/npu-umd', files: { 'umd.c': 'int a;\n' } })
  world.repository({ name: 'acme/driver', files: { README: 'npu\n' } })
  const installation = world.install({ account: 'acme' })
  umd.commit('export', {
    changes: { 'kmd.c': 'ioctl(fd, NPU_IOCTL_EXPORT);\n' },
    message: 'umd: export\n\nReviewed-by: O. Cat <octocat@example.org>\nSigned-off-by: A <a@example.org>\n',
  })
  const pull = world.pullRequest({ base: umd, head: 'export', author: 'author' })
  const standin = await startStandin({ world })
  onTestFinished(() => standin.close())
  const client = createOctokit({ baseUrl: standin.url, token: standin.token(installation) })
  const look = (urls: readonly string[] = [URL]) => describeChanges(client, 'https://github.com', urls)
  return { world, umd, pull, standin, look }
}

test('all that a linked change is judged by is told in one query', async () => {
  const { umd, pull, standin, look } = await story()
  umd.collaborator('maintainer', 'write')
  pull.review('maintainer', 'APPROVED')
  expect(await look([URL, 'https://github.com/example/npu-umd/pull/9', 'https://example.org/a/b/pull/1'])).toEqual([
    {
      state: 'readable',
      change: {
        repository: 'https://github.com/example/npu-umd',
        number: 1,
        status: 'open',
        isDraft: false,
        head: pull.headSha,
        approvedBy: ['maintainer'],
        trailers: ['Reviewed-by: O. Cat <octocat@example.org>'],
        checks: 'not-tellable',
      },
    },
    { state: 'unreadable' },
    { state: 'unreadable' },
  ])
  expect(standin.requests.filter(({ operation }) => operation === 'graphql Changes')).toHaveLength(1)
})

test.each([
  ['its author', 'author', 'APPROVED'],
  ['someone who may not push', 'passer-by', 'APPROVED'],
  ['someone who asks for changes', 'maintainer', 'CHANGES_REQUESTED'],
] as const)('the review of %s is no approval', async (_, who, state) => {
  const { umd, pull, look } = await story()
  umd.collaborator('author', 'write')
  umd.collaborator('maintainer', 'write')
  pull.review(who, state)
  expect(await look()).toMatchObject([{ change: { approvedBy: [] } }])
})

test('an approval that was taken back is none', async () => {
  const { umd, pull, look } = await story()
  umd.collaborator('maintainer', 'write')
  pull.review('maintainer', 'APPROVED')
  pull.review('maintainer', 'CHANGES_REQUESTED')
  expect(await look()).toMatchObject([{ change: { approvedBy: [] } }])
})

test('drafts, merged and closed ones are told, and private ones are as missing ones', async () => {
  const { umd, pull, look } = await story()
  pull.draft = true
  expect(await look()).toMatchObject([{ change: { isDraft: true, status: 'open' } }])
  pull.close()
  expect(await look()).toMatchObject([{ change: { status: 'closed' } }])
  pull.reopen()
  pull.merge()
  expect(await look()).toMatchObject([{ change: { status: 'merged' } }])
  umd.visibility = 'private'
  umd.private = true
  expect(await look()).toEqual([{ state: 'unreadable' }])
})

test('a failing query leaves all unknown', async () => {
  const { standin, look } = await story()
  await standin.close()
  expect(await look()).toMatchObject([{ state: 'unknown', why: { cause: 'network' } }])
})
