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
import { commitTo, makeRepository } from '../git-server/repositories.ts'
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
  const many = makeRepository(root, 'many.git', {})
  commitTo(many.directory, 'main', Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`d/${at}.c`, ''])), null)
  projects = [
    { path: 'group/sub/driver', directory: driver.directory, defaultBranch: 'main' },
    { path: 'group/many', directory: many.directory, defaultBranch: 'main' },
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
  it('is found in nested groups', async () => {
    const forge = await start()
    const url = `https://${HOST}/group/sub/driver`
    expect(await forge.describe([key('group/sub/driver'), key('group/none/driver')])).toMatchObject([
      { state: 'readable', repository: { url, ref: { kind: 'branch', name: 'main', commit } } },
      { state: 'unreadable' },
    ])
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

  it.each([{ visibility: 'internal' }, { visibility: 'public', repository_access_level: 'private' }])(
    'that is told as %j is nothing that anyone can read',
    async (told) => {
      const forge = await start({
        before: (_request, response) => {
          response.end(JSON.stringify({ id: 1, path_with_namespace: 'group/x', default_branch: 'main', ...told }))
          return true
        },
      })
      expect(await forge.describe([key('group/x')])).toEqual([{ state: 'unreadable' }])
    },
  )

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
  it.each(['{"id":"x"}', '[]', 'null'])('that answers %s is not understood', async (body) => {
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
