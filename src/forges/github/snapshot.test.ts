import { expect, onTestFinished, test } from 'vitest'
import { createWorld, type Repository, startStandin } from '../../../test/standin/index.ts'
import type { Limits } from '../../../test/standin/limits.ts'
import type { RepositoryUrl } from '../../core/repository-url.ts'
import { createSnapshots } from '../../inspect/snapshots.ts'
import type { Answer } from '../answer.ts'
import { mayFollow } from './archive.ts'
import { createGitHubForge } from './forge.ts'
import { createOctokit } from './octokit.ts'

const FILES = {
  LICENSE: 'MIT',
  'README.md': 'x',
  'src/umd.c': 'int a;\n',
  'src/run': 'x',
  'src/lib/deep/a.c': 'x',
  'src/lib/b.c': 'x',
  'test/c.c': 'x',
  'large.txt': 'x'.repeat(2000),
}

type Changes = NonNullable<Parameters<Repository['commit']>[1]['changes']>

const openOn = async (authenticated: boolean, limits: Partial<Limits> = {}, more: Changes = {}) => {
  const world = createWorld()
  const repository = world.repository({ name: 'example/npu-umd', files: FILES })
  repository.commit('main', { changes: { link: { mode: '120000', target: 'src/umd.c' }, ...more } })
  world.user('octocat')
  const standin = await startStandin({ world, limits })
  onTestFinished(() => standin.close())
  const anonymous = createOctokit({ baseUrl: standin.url })
  const client = authenticated ? createOctokit({ baseUrl: standin.url, token: standin.userToken('octocat') }) : null
  const forge = createGitHubForge({ client, anonymous, origin: 'https://github.com' })
  const commit = repository.commitAt('main')?.sha ?? ''
  const source = forge.open({ repository: 'https://github.com/example/npu-umd' as RepositoryUrl, commit })
  return { standin, source, list: source.list ?? expect.unreachable('GitHub lists') }
}

const valueOf = <T>(answer: Answer<T>): T =>
  answer.ok ? answer.value : expect.unreachable(JSON.stringify(answer.failure))
const signal = new AbortController().signal

test.each([
  ['of the whole', [''], [...Object.keys(FILES), 'link']],
  [
    'below a path, and the files of each directory above',
    ['src/lib/deep'],
    ['LICENSE', 'README.md', 'large.txt', 'link', 'src/lib/b.c', 'src/lib/deep/a.c', 'src/run', 'src/umd.c'],
  ],
])('a listing %s comes by one request, and is the same where GitHub cuts it short', async (_, paths, expected) => {
  const { list, standin } = await openOn(true)
  const whole = valueOf(await list(paths, signal))
  expect(whole.isTruncated).toBe(false)
  expect(whole.entries.map(({ path }) => path).toSorted()).toEqual(expected.toSorted())
  expect(whole.entries).toContainEqual({ path: 'link', kind: 'link', isExecutable: false, bytes: 9 })
  expect(standin.requests).toHaveLength(1)
  const short = await openOn(true, { treeEntries: 8 })
  const pieced = valueOf(await short.list(paths, signal))
  expect(new Set(pieced.entries)).toEqual(new Set(whole.entries))
  expect(pieced.isTruncated).toBe(false)
  expect([...standin.faults, ...short.standin.faults]).toEqual([])
})

test('a directory with more entries than GitHub lists is truncated, and says so', async () => {
  const { list } = await openOn(true, { treeEntries: 3 })
  expect(valueOf(await list([''], signal)).isTruncated).toBe(true)
})

test.each([
  ['with an account, in one query', true],
  ['without', false],
])('single files are read %s; what is no file is left out', async (_, authenticated) => {
  const { source, standin } = await openOn(authenticated, { blobText: 1000 })
  const paths = ['LICENSE', 'large.txt', 'src', 'nowhere', 'src/umd.c']
  const found = valueOf(await source.read(paths, signal))
  expect([...found].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
    ['LICENSE', 'MIT'],
    ['large.txt', FILES['large.txt']],
    ['src/umd.c', FILES['src/umd.c']],
  ])
  if (authenticated)
    expect(standin.requests.map(({ operation }) => operation)).toEqual(['graphql Files', 'git/get-blob'])
  expect(standin.faults).toEqual([])
})

test.each([
  ['https://codeload.github.com/a/b/legacy.tar.gz/c', true],
  ['https://github.com/a', true],
  ['https://api.github.com/a', true],
  ['http://codeload.github.com/a', false],
  ['https://codeload.github.com:8443/a', false],
  ['https://user@codeload.github.com/a', false],
  ['https://codeload.github.com.example.org/a', false],
  ['https://evilgithub.com/a', false],
  ['https://169.254.169.254/latest', false],
  ['file:///etc/passwd', false],
  ['', false],
])('an archive’s address %j is followed: %j', (location, followed) => {
  expect(mayFollow(location, 'https://api.github.com', 'https://github.com')).toBe(followed)
})

test('an address of the operator’s own server is followed, whatever it is', () => {
  const api = 'http://127.0.0.1:4000/api/v3'
  expect(mayFollow('http://127.0.0.1:4000/_codeload/x', api, 'http://127.0.0.1:4000')).toBe(true)
  expect(mayFollow('http://127.0.0.1:4001/x', api, 'http://127.0.0.1:4000')).toBe(false)
})

test('the archive is held against the listing: what is left out of it, links and submodules', async () => {
  const { source } = await openOn(
    true,
    {},
    {
      '.gitattributes': '/closed export-ignore\n.gitattributes export-ignore\n',
      'closed/LICENSE': 'x',
      'closed/libnpu.a': 'x',
      '.gitmodules': '[submodule "sub"]\n\tpath = src/sub\n\turl = ../npu-sub.git\n',
      'src/sub': { mode: '160000', commit: 'd'.repeat(40) },
    },
  )
  const snapshots = createSnapshots({ threads: 1 })
  onTestFinished(() => snapshots.close())
  const questions = [{ paths: [], names: [], targets: [] }]
  expect(await snapshots.read(source, { base: 'https://github.com/example/npu-umd', questions })).toMatchObject({
    state: 'read',
    facts: [
      {
        partial: null,
        withheld: {
          count: 3,
          files: [
            { path: 'closed/LICENSE', kind: 'license' },
            { path: 'closed/libnpu.a', kind: 'library' },
            { path: '.gitattributes', kind: 'other' },
          ],
        },
        submodules: [{ path: 'src/sub', url: 'https://github.com/example/npu-sub.git', within: true }],
      },
    ],
  })
})
