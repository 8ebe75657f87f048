import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ComponentKey } from '../../src/core/case.ts'
import type { RepositoryUrl } from '../../src/core/repository-url.ts'
import type { Described, Forge } from '../../src/forges/forge.ts'
import { createGitForge, type GitBounds } from '../../src/forges/git/forge.ts'
import { PRIVATE_DIRECTORY_PREFIX } from '../../src/forges/git/private-directory.ts'
import type { SnapshotSource } from '../../src/forges/snapshot-source.ts'
import { createLane } from '../../src/forges/net/lane.ts'
import { createNet, type Net } from '../../src/forges/net/send.ts'
import { commitTo, git, makeRepository } from '../git-server/repositories.ts'
import { type GitServer, type GitServerOptions, startGitServer } from '../git-server/server.ts'

const HOST = 'git.example.org'
const FILES = { 'src/driver.c': 'int a;\n', LICENSE: 'MIT\n', 'tools/run.sh': '#!/bin/sh\n' }

let root: string
let commit: string
let tagged: string
const closing: (() => Promise<void>)[] = []

/** Where temporary directories are made while these tests run, as other processes make theirs beside it. */
let scratch: string
const outerScratch = process.env['TMPDIR']

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'git-server-'))
  scratch = mkdtempSync(join(tmpdir(), 'git-scratch-'))
  process.env['TMPDIR'] = scratch
  const first = makeRepository(root, 'group/driver.git', FILES)
  tagged = first.commit
  git(first.directory, ['tag', '-a', 'v1', '-m', 'One', tagged])
  commit = commitTo(first.directory, 'main', { 'src/more.c': 'int b;\n' }, tagged)
  git(first.directory, ['update-ref', 'refs/heads/next', tagged])
  git(first.directory, ['update-server-info'])
})

afterAll(() => {
  if (outerScratch === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = outerScratch
  rmSync(root, { recursive: true })
  rmSync(scratch, { recursive: true })
})

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
  expect(leftDirectories()).toEqual([])
  expect(leftChildren()).toEqual([])
})

const leftDirectories = () => readdirSync(tmpdir()).filter((name) => name.startsWith(PRIVATE_DIRECTORY_PREFIX))

/** Processes of git that this one started, and what they started. */
const leftChildren = (): string[] => {
  const processes = readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return []
    try {
      const line = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return line.includes(scratch) ? [line] : []
    } catch {
      return []
    }
  })
  return processes
}

type Started = { readonly forge: Forge; readonly server: GitServer; readonly net: Net }

const start = async (options: Partial<GitServerOptions> = {}, bounds?: GitBounds): Promise<Started> => {
  const server = await startGitServer({ root, ...options })
  const net = createNet({
    destinations: { hosts: new Set(), operator: [{ origins: new Set([server.origin]), ca: server.ca }] },
  })
  closing.push(server.close, net.close)
  const forge = createGitForge({
    config: { host: HOST, archive: server.origin },
    net,
    lane: createLane({ host: HOST, retries: { most: 0, after: 1 }, breaker: { failures: 1_000, rest: 1 } }),
    ...(bounds === undefined ? {} : { bounds }),
  })
  return { forge, server, net }
}

const key = (path: string, more: Partial<ComponentKey> = {}): ComponentKey => ({
  repository: `https://${HOST}/${path}` as RepositoryUrl,
  ref: null,
  paths: [],
  ...more,
})

const describeOne = async ({ forge }: Started, asked: ComponentKey): Promise<Described | undefined> =>
  (await forge.describe([asked]))[0]

/** Opens the files of a commit, and gives back what they held at the end of the test. */
const open = ({ forge }: Started, path: string, at: string): SnapshotSource => {
  const source = forge.open({ repository: key(path).repository, commit: at })
  closing.push(source.close)
  return source
}

const within = (): AbortSignal => AbortSignal.timeout(15_000)

// What a server of today tells is in the contract of all forges.
describe.each(['v1', 'dumb'] as const)('a server that speaks %s', (speaks) => {
  it('tells names, commits and paths, and what it can’t tell', async () => {
    const started = await start({ speaks })
    const found = await describeOne(started, key('group/driver', { paths: ['src', 'src/more.c', 'none', 'sr'] }))
    expect(found).toEqual({
      state: 'readable',
      repository: {
        url: `https://${HOST}/group/driver`,
        archived: 'not-tellable',
        disabled: 'not-tellable',
        empty: false,
        parent: 'not-tellable',
        mirrorOf: 'not-tellable',
        defaultBranch: 'main',
        ref: { kind: 'branch', name: 'main', commit },
        missingPaths: ['none', 'sr'],
        forgeLicense: null,
      },
    })
  })

  it('tells branches, tags, and the commit of an annotated one', async () => {
    const started = await start({ speaks })
    const refOf = async (ref: string) => {
      const found = await describeOne(started, key('group/driver', { ref }))
      return found?.state === 'readable' ? found.repository.ref : found
    }
    expect(await refOf('next')).toEqual({ kind: 'branch', name: 'next', commit: tagged })
    expect(await refOf('v1')).toEqual({ kind: 'tag', name: 'v1', commit: tagged })
    expect(await refOf('none')).toBeNull()
    // Names that end in another's are others.
    expect(await refOf('ain')).toBeNull()
  })

  it('knows nothing of what isn’t there', async () => {
    expect(await describeOne(await start({ speaks }), key('group/none'))).toEqual({ state: 'unreadable' })
  })

  it('hands out all files of a commit', async () => {
    const source = open(await start({ speaks }), 'group/driver', commit)
    const listing = await source.list?.([''], within())
    expect(listing?.ok && listing.value.entries.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['LICENSE', 4],
      ['src/driver.c', 7],
      ['src/more.c', 7],
      ['tools/run.sh', 10],
    ])
    const { files } = source
    expect(files.kind === 'git' && git(files.directory, ['cat-file', '-p', `${commit}:LICENSE`])).toBe('MIT')
    const some = await source.list?.(['src'], within())
    expect(some?.ok && some.value.entries.map(({ path }) => path)).toEqual(['src/driver.c', 'src/more.c', 'LICENSE'])
  })

  it('hands out single files', async () => {
    const source = open(await start({ speaks }), 'group/driver', commit)
    const read = await source.read(['LICENSE', 'none', 'src/driver.c'], within())
    expect(read.ok && [...read.value].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['LICENSE', 'MIT\n'],
      ['src/driver.c', 'int a;\n'],
    ])
  })
})

describe('a repository', () => {
  it('may have a detached HEAD', async () => {
    const { directory } = makeRepository(root, 'detached.git', FILES)
    const at = commitTo(directory, 'other', { a: 'b' }, null)
    git(directory, ['update-ref', '--no-deref', 'HEAD', at])
    const found = await describeOne(await start(), key('detached', { paths: ['a'] }))
    expect(found).toMatchObject({
      state: 'readable',
      repository: { empty: false, ref: { commit: at }, missingPaths: [] },
    })
  })

  it('may have a hundred thousand refs', async () => {
    const { directory, commit: at } = makeRepository(root, 'refs.git', FILES)
    const refs = Array.from({ length: 100_000 }, (_, index) => `${at} refs/changes/${100_000 + index}/1\n`)
    // By hand, as git takes minutes to make so many.
    writeFileSync(join(directory, 'packed-refs'), `# pack-refs with: peeled fully-peeled sorted \n${refs.join('')}`)
    for (const speaks of ['v1', 'v2'] as const) {
      const found = await describeOne(await start({ speaks }), key('refs', { ref: 'main', paths: ['src'] }))
      expect(found).toMatchObject({ state: 'readable', repository: { ref: { commit: at }, missingPaths: [] } })
    }
  }, 60_000)

  it('may be broken', async () => {
    const { directory, commit: at } = makeRepository(root, 'broken.git', FILES)
    git(directory, ['repack', '-a', '-d', '--quiet'])
    const packs = join(directory, 'objects/pack')
    for (const name of readdirSync(packs).filter((each) => each.endsWith('.pack'))) {
      const pack = readFileSync(join(packs, name))
      pack.fill(0xff, 40, pack.length - 20)
      rmSync(join(packs, name))
      writeFileSync(join(packs, name), pack)
    }
    const source = open(await start(), 'broken', at)
    expect(await source.list?.([''], within())).toMatchObject({ ok: false, failure: { kind: 'unknown' } })
  })

  it('may be too large, which ends while it is fetched', async () => {
    const large = { 'a.bin': Array.from({ length: 60_000 }, () => Math.random().toString(36)).join('') }
    const { commit: at } = makeRepository(root, 'large.git', large)
    const source = open(await start({}, { describe: 60_000, bytes: 1_000 }), 'large', at)
    expect(await source.list?.([''], within())).toMatchObject({ ok: false })
  })

  it('runs nothing of its own', async () => {
    const { commit: at } = makeRepository(root, 'hostile.git', {
      '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "touch /tmp/open-userspace-was-here"\n',
      '.gitattributes': '* filter=lfs export-ignore\n',
      'a.c': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
    })
    mkdirSync(join(root, 'hostile.git/hooks'), { recursive: true })
    const source = open(await start(), 'hostile', at)
    const listing = await source.list?.([''], within())
    expect(listing?.ok && listing.value.entries).toHaveLength(3)
    expect(readdirSync('/tmp').includes('open-userspace-was-here')).toBe(false)
  })
})

describe('a server', () => {
  it.each([
    ['its first question', (request: IncomingMessage, looks: number) => request.method === 'GET' && looks > 1],
    ['its further ones', (request: IncomingMessage) => request.method === 'POST'],
  ])('that redirects git itself at %s leads it nowhere', async (_about, isRedirected) => {
    const elsewhere = await startGitServer({ root })
    closing.push(elsewhere.close)
    let looks = 0
    const away = await start({
      before: (request, response) => {
        // The first is our own, which follows within its bounds.
        if (request.method === 'GET') looks++
        if (!isRedirected(request, looks)) return false
        response.writeHead(307, { location: `${elsewhere.origin}${request.url ?? ''}` }).end()
        return true
      },
    })
    expect(await describeOne(away, key('group/driver.git'))).toMatchObject({ state: 'unknown' })
    expect(looks).toBeGreaterThan(1)
    expect(elsewhere.asked).toEqual([])
  })

  it('that is silent once git itself asks is given up', async () => {
    const started = await start({ before: (request) => request.method === 'POST' }, { describe: 500, bytes: 1_000_000 })
    expect(await describeOne(started, key('group/driver'))).toMatchObject({
      state: 'unknown',
      why: { cause: 'timeout' },
    })
  })

  it('whose certificate nobody knows is not believed', async () => {
    const { server } = await start()
    const net = createNet({
      destinations: { hosts: new Set(), operator: [{ origins: new Set([server.origin]), ca: null }] },
    })
    closing.push(net.close)
    const forge = createGitForge({
      config: { host: HOST, archive: server.origin },
      net,
      lane: createLane({ host: HOST, retries: { most: 0, after: 1 } }),
    })
    expect(await forge.describe([key('group/driver')])).toMatchObject([{ state: 'unknown', why: { cause: 'network' } }])
  })
})

describe('a server that dies', () => {
  it('at any of a hundred points leaves nothing behind but an unknown', async () => {
    const asked = key('group/driver', { paths: ['src'] })
    const states = new Set<string>()
    const points = Array.from({ length: 100 }, (_, index) => index * 25)
    const dieAt = async (point: number): Promise<void> => {
      const started = await start({ diesAfter: point })
      if (point % 50 === 0) {
        const described = await describeOne(started, asked)
        if (described?.state === 'unknown') expect(described.why.detail).not.toBe('')
        states.add(described?.state ?? 'none')
        return
      }
      const listing = await open(started, 'group/driver', commit).list?.([''], within())
      states.add(listing?.ok === true ? 'readable' : (listing?.failure.kind ?? 'none'))
    }
    for (let from = 0; from < points.length; from += 10) {
      await Promise.all(points.slice(from, from + 10).map(dieAt))
    }
    // Never `unreadable` or `missing`: that would be a verdict.
    expect([...states].toSorted()).toEqual(['readable', 'unknown'])
  }, 120_000)

  it.each([
    ['whose name leads nowhere', () => Promise.reject(new Error('ENOTFOUND'))],
    ['whose name leads home', () => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }])],
  ])('or %s is unknown', async (_about, resolve) => {
    const net = createNet({ destinations: { hosts: new Set([HOST]), operator: [] }, resolve })
    closing.push(net.close)
    const forge = createGitForge({
      config: { host: HOST, archive: null },
      net,
      lane: createLane({ host: HOST, retries: { most: 0, after: 1 } }),
    })
    expect(await forge.describe([key('group/driver')])).toMatchObject([{ state: 'unknown' }])
  })
})
