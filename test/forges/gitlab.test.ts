import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ComponentKey } from '../../src/core/case.ts'
import type { RepositoryUrl } from '../../src/core/repository-url.ts'
import type { Forge } from '../../src/forges/forge.ts'
import { createGitLabForge } from '../../src/forges/gitlab/forge.ts'
import { createLane } from '../../src/forges/net/lane.ts'
import { createNet } from '../../src/forges/net/send.ts'
import { commitTo, git, makeRepository } from '../git-server/repositories.ts'
import { type GitLabStandinOptions, startGitLab, type StandinProject } from '../standin-gitlab/server.ts'

const HOST = 'gitlab.example.org'
const closing: (() => Promise<void>)[] = []
let root: string
let commit: string
let projects: readonly StandinProject[]

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gitlab-'))
  const driver = makeRepository(root, 'driver.git', { 'src/driver.c': 'int a;\n', LICENSE: 'MIT\n' })
  commit = driver.commit
  git(driver.directory, ['tag', '-a', 'v1', '-m', 'One', commit])
  const fork = makeRepository(root, 'fork.git', { 'src/driver.c': 'int a;\n', 'own/own.c': 'int b;\n' })
  const many = makeRepository(root, 'many.git', {})
  commitTo(many.directory, 'main', Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`d/${at}.c`, ''])), null)
  const at = { defaultBranch: 'main' }
  projects = [
    { path: 'group/sub/driver', directory: driver.directory, ...at, was: ['old/driver'] },
    { path: 'group/fork', directory: fork.directory, ...at, forkOf: 'group/sub/driver' },
    { path: 'group/mirror', directory: driver.directory, ...at, mirrorOf: 'https://git.example.org/a/b.git' },
    { path: 'group/old', directory: driver.directory, ...at, archived: true },
    { path: 'group/secret', directory: driver.directory, ...at, visibility: 'private' },
    { path: 'group/empty', directory: many.directory, defaultBranch: null },
    { path: 'group/many', directory: many.directory, ...at },
  ]
})

afterAll(() => rmSync(root, { recursive: true }))

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const start = async (options: Partial<GitLabStandinOptions> = {}): Promise<Forge> => {
  const standin = await startGitLab({ projects, ...options })
  const net = createNet({
    destinations: { hosts: new Set(), operator: [{ origins: new Set([standin.origin]), ca: null }] },
  })
  closing.push(standin.close, net.close)
  return createGitLabForge({
    config: { host: HOST, api: `${standin.origin}/api/v4`, archive: standin.origin },
    net,
    lane: createLane({ host: HOST, retries: { most: 0, after: 1 } }),
  })
}

const key = (path: string, more: Partial<ComponentKey> = {}): ComponentKey => ({
  repository: `https://${HOST}/${path}` as RepositoryUrl,
  ref: null,
  paths: [],
  ...more,
})

const within = (): AbortSignal => AbortSignal.timeout(15_000)

describe('a project of GitLab', () => {
  it('in nested groups is described', async () => {
    const forge = await start()
    expect(await forge.describe([key('group/sub/driver', { paths: ['src', 'LICENSE', 'none', 'src/none'] })])).toEqual([
      {
        state: 'readable',
        repository: {
          url: `https://${HOST}/group/sub/driver`,
          archived: false,
          disabled: false,
          empty: false,
          parent: null,
          mirrorOf: null,
          defaultBranch: 'main',
          ref: { kind: 'branch', name: 'main', commit },
          missingPaths: ['none', 'src/none'],
          forgeLicense: null,
        },
      },
    ])
  })

  it.each([
    ['old/driver', { url: `https://${HOST}/group/sub/driver` }],
    ['group/old', { archived: true }],
    ['group/mirror', { mirrorOf: 'https://git.example.org/a/b.git' }],
    ['group/empty', { empty: true, ref: null }],
  ])('%s is told for what it is', async (path, repository) => {
    const forge = await start()
    expect(await forge.describe([key(path)])).toMatchObject([{ state: 'readable', repository }])
  })

  it('that is a fork is told with its parent, and whether that has the paths', async () => {
    const forge = await start()
    const url = `https://${HOST}/group/sub/driver`
    expect(
      await forge.describe([key('group/fork', { paths: ['src'] }), key('group/fork', { paths: ['own'] })]),
    ).toMatchObject([
      { repository: { parent: { url, hasPaths: true } } },
      { repository: { parent: { url, hasPaths: false } } },
    ])
  })

  it('that is private looks like one that is not there', async () => {
    const forge = await start()
    expect(await forge.describe([key('group/secret'), key('group/none')])).toEqual([
      { state: 'unreadable' },
      { state: 'unreadable' },
    ])
  })

  it('is read by tag', async () => {
    const forge = await start()
    const [tag, none] = await forge.describe([
      key('group/sub/driver', { ref: 'v1' }),
      key('group/sub/driver', { ref: 'v2' }),
    ])
    expect(tag).toMatchObject({ repository: { ref: { kind: 'tag', name: 'v1', commit } } })
    expect(none).toMatchObject({ state: 'readable', repository: { ref: null } })
  })

  it('of which a reader without an account is told less is told less of', async () => {
    const forge = await start({ tellsAll: false })
    expect(await forge.describe([key('group/sub/driver')])).toMatchObject([
      {
        state: 'readable',
        repository: { archived: 'not-tellable', parent: 'not-tellable', mirrorOf: 'not-tellable', empty: false },
      },
    ])
  })

  it('hands out its archive, its listing and single files', async () => {
    const forge = await start()
    const source = forge.open({ repository: key('group/sub/driver').repository, commit })
    const archive = source.files.kind === 'archive' ? await source.files.open(within()) : null
    const bytes = archive?.ok === true ? await new Response(archive.value).bytes() : null
    expect(bytes?.subarray(0, 2)).toEqual(new Uint8Array([0x1f, 0x8b]))
    const listing = await source.list?.(['src'], within())
    expect(listing?.ok && listing.value.entries.map(({ path, kind }) => [path, kind])).toEqual([
      ['src/driver.c', 'file'],
      ['LICENSE', 'file'],
    ])
    const read = await source.read(['LICENSE', 'none'], within())
    expect(read.ok && [...read.value].map(([path, content]) => [path, Buffer.from(content).toString()])).toEqual([
      ['LICENSE', 'MIT\n'],
    ])
    await source.close()
  })

  it('is listed page by page', async () => {
    const forge = await start()
    const [described] = await forge.describe([key('group/many')])
    const ref = described?.state === 'readable' ? described.repository.ref : null
    const source = forge.open({ repository: key('group/many').repository, commit: ref?.commit ?? '' })
    const listing = await source.list?.([''], within())
    expect(listing?.ok && listing.value.entries).toHaveLength(250)
  })
})

describe('a GitLab', () => {
  it.each([
    [429, { 'retry-after': '60' }, 'rate-limit'],
    [502, {}, 'server-error'],
    [403, {}, 'forbidden'],
  ])('that answers %d is unknown', async (status, headers, cause) => {
    const forge = await start({
      before: (_request, response) => {
        response.writeHead(status, headers).end()
        return true
      },
    })
    expect(await forge.describe([key('group/sub/driver')])).toMatchObject([{ state: 'unknown', why: { cause } }])
  })

  it.each(['<html>', '{"id":"x"}', '[]', 'null'])('that answers %s is not understood', async (body) => {
    const forge = await start({
      before: (_request, response) => {
        response.end(body)
        return true
      },
    })
    expect(await forge.describe([key('group/sub/driver')])).toMatchObject([
      { state: 'unknown', why: { cause: 'malformed' } },
    ])
  })
})
