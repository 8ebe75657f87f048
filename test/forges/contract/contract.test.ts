import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { ComponentKey, Unknown } from '../../../src/core/case.ts'
import { NOTHING } from '../../../src/core/evidence/nothing.ts'
import type { Described, DescribedChange } from '../../../src/forges/forge.ts'
import { createSnapshots, type Snapshots } from '../../../src/inspect/snapshots.ts'
import { type Bare, makeBare } from './bare.ts'
import { git } from './git.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { type Commits, DRIVER, type Fault, type Host, MIRRORED, type Starting } from './host.ts'

/** The forges, and how each is read. */
const HOSTS = {
  GitHub: github(false),
  'GitHub, without an account': github(true),
  GitLab: gitlab,
  'plain git': git,
} satisfies Record<string, (starting: Starting) => Promise<Host>>
type HostName = keyof typeof HOSTS

/** What a forge has no way to tell. */
const NOT_TELLABLE = 'not-tellable'

/** A behaviour is that of all forges, but for those that differ. */
type By<T> = { readonly all: T } & Partial<Readonly<Record<HostName, T>>>
const expectedOf = <T>(by: By<T>, name: HostName): T => (name in by ? (by[name] as T) : by.all)

type Expected = Readonly<Record<string, unknown>> | 'unreadable'
type Row = readonly [
  about: string,
  asked: readonly [path: string, more?: Partial<ComponentKey>],
  expected: (commits: Commits, at: Host['at']) => By<Expected>,
]

const DESCRIBE: readonly Row[] = [
  [
    'the default branch, where no ref is asked for',
    ['acme/driver'],
    ({ last }, at) => ({
      all: {
        url: at('acme/driver'),
        empty: false,
        defaultBranch: 'main',
        ref: { kind: 'branch', name: 'main', commit: last },
        missingPaths: [],
      },
    }),
  ],
  [
    'a branch',
    ['acme/driver', { ref: 'next' }],
    ({ first }) => ({ all: { defaultBranch: 'main', ref: { kind: 'branch', name: 'next', commit: first } } }),
  ],
  [
    'a tag, with the commit that it names in the end',
    ['acme/driver', { ref: 'v1' }],
    ({ first }) => ({ all: { ref: { kind: 'tag', name: 'v1', commit: first } } }),
  ],
  [
    'the branch, where a tag bears the same name',
    ['acme/driver', { ref: 'both' }],
    ({ last }) => ({ all: { ref: { kind: 'branch', name: 'both', commit: last } } }),
  ],
  ...['none', 'ain', '*', 'refs/heads/main', '--upload-pack=touch', '../main'].map((ref): Row => [
    `no ref where ${ref} is asked for`,
    ['acme/driver', { ref }],
    () => ({ all: { ref: null, empty: false } }),
  ]),
  [
    'the paths that are not there',
    ['acme/driver', { paths: ['src', 'src/driver.c', 'none', 'sr', 'src/none', 'LICENSE/none'] }],
    () => ({ all: { missingPaths: ['none', 'sr', 'src/none', 'LICENSE/none'] } }),
  ],
  [
    'the paths that are not there at a ref',
    ['acme/driver', { ref: 'v1', paths: ['src/more.c', 'src'] }],
    () => ({ all: { missingPaths: ['src/more.c'] } }),
  ],
  ['one that is kept', ['acme/driver'], () => ({ all: { archived: false }, 'plain git': { archived: NOT_TELLABLE } })],
  ['one that is archived', ['acme/old'], () => ({ all: { archived: true }, ...absent })],
  [
    'one that is nobody’s fork or mirror',
    ['acme/driver'],
    () => ({
      all: { parent: null, mirrorOf: null },
      'plain git': { parent: NOT_TELLABLE, mirrorOf: NOT_TELLABLE },
    }),
  ],
  [
    'a fork whose parent has the paths too',
    ['acme/fork', { paths: ['src'] }],
    (_, at) => ({
      all: { parent: { url: at('acme/driver'), hasPaths: true } },
      'plain git': { parent: NOT_TELLABLE },
    }),
  ],
  [
    'a fork with a path of its own',
    ['acme/fork', { paths: ['own'] }],
    (_, at) => ({
      all: { parent: { url: at('acme/driver'), hasPaths: false }, missingPaths: [] },
      'plain git': { parent: NOT_TELLABLE, missingPaths: [] },
    }),
  ],
  ['a mirror', ['acme/mirror'], () => ({ all: { mirrorOf: MIRRORED }, ...absent })],
  ['one that has moved, at its new place', ['acme/before'], (_, at) => ({ all: { url: at('acme/driver') } })],
  ['an empty one', ['acme/empty'], () => ({ all: { empty: true, ref: null, missingPaths: [] } })],
  [
    'one whose default branch is not born yet',
    ['acme/unborn'],
    () => ({ all: { empty: false, ref: null, missingPaths: [] } }),
  ],
  [
    'a branch of one whose default branch is not born yet',
    ['acme/unborn', { ref: 'main' }],
    () => ({ all: { empty: false, ref: expect.objectContaining({ kind: 'branch', name: 'main' }) } }),
  ],
  ['a private one as one that is not there', ['acme/hidden'], () => ({ all: 'unreadable' })],
  ['nothing of one that is not there', ['acme/none'], () => ({ all: 'unreadable' })],
]

/** A server of plain git says neither what is archived nor what mirrors another, so that it has none of those here. */
const absent = { 'plain git': 'unreadable' } as const

let bare: Bare
let snapshots: Snapshots

beforeAll(() => {
  bare = makeBare()
  snapshots = createSnapshots({ threads: 1 })
})

afterAll(async () => {
  await snapshots.close()
  bare.remove()
})

const within = (): AbortSignal => AbortSignal.timeout(30_000)

describe.each(Object.keys(HOSTS) as HostName[])('%s', (name) => {
  let host: Host
  const closing: (() => Promise<void>)[] = []
  const start = (into = closing, timeoutMs = 30_000): Promise<Host> => HOSTS[name]({ bare, closing: into, timeoutMs })

  beforeAll(async () => {
    host = await start()
  })
  afterAll(async () => {
    for (const close of closing.toReversed()) await close()
  })

  /** One of its own for this test. */
  const own = async (timeoutMs?: number): Promise<Host> => {
    const mine: (() => Promise<void>)[] = []
    onTestFinished(async () => {
      for (const close of mine.toReversed()) await close()
    })
    return start(mine, timeoutMs)
  }
  const key = (path: string, more: Partial<ComponentKey> = {}): ComponentKey => ({
    repository: host.at(path),
    ref: null,
    paths: [],
    ...more,
  })
  const driver = (commit: string) => ({ repository: host.at('acme/driver'), commit })

  describe('describes', () => {
    it.each(DESCRIBE)('%s', async (_about, [path, more], expected) => {
      const wanted = expectedOf(expected(host.commits, host.at), name)
      const [found] = await host.forge.describe([key(path, more)])
      if (wanted === 'unreadable') expect(found).toEqual({ state: 'unreadable' })
      else expect(found).toMatchObject({ state: 'readable', repository: wanted })
    })

    it('many, in the order in which they were asked for', async () => {
      const asked = [
        key('acme/none'),
        key('acme/driver', { ref: 'v1' }),
        key('acme/driver'),
        key('acme/empty'),
        key('acme/driver', { paths: ['none'] }),
      ]
      const found = await host.forge.describe(asked)
      expect(found.map(summary)).toEqual(['unreadable', 'v1', 'main', 'no ref', 'main, not none'])
      expect(await host.forge.describe([])).toEqual([])
    })
  })

  describe('opens a commit', () => {
    it('to list all of it, with links, submodules and what may be run', async () => {
      const source = host.forge.open(driver(host.commits.last))
      const listing = await source.list?.([''], within())
      const entries = listing?.ok === true ? listing.value.entries : []
      expect(listing?.ok === true && listing.value.isTruncated).toBe(false)
      expect(
        entries.map(({ path, kind, isExecutable }) => `${path} ${kind}${isExecutable ? ' run' : ''}`).toSorted(),
      ).toEqual([
        '.gitmodules file',
        'LICENSE file',
        'large.bin file',
        'link link',
        'src/driver.c file',
        'src/more.c file',
        'src/npu/npu.c file',
        'src/sub submodule',
        'tools/run.sh file run',
      ])
      const bytes = entries.find(({ path }) => path === 'large.bin')?.bytes
      // GitLab lists no sizes.
      expect(bytes).toBe(name === 'GitLab' ? null : DRIVER['large.bin'].length)
      await source.close()
    })

    it('to list what is below a path, and the files of each directory above it', async () => {
      const source = host.forge.open(driver(host.commits.last))
      const listing = await source.list?.(['src/npu'], within())
      expect(listing?.ok === true && listing.value.entries.map(({ path }) => path).toSorted()).toEqual([
        '.gitmodules',
        'LICENSE',
        'large.bin',
        'link',
        'src/driver.c',
        'src/more.c',
        'src/npu/npu.c',
        'src/sub',
      ])
      await source.close()
    })

    it('to read single files, whatever their size; what is no file is left out', async () => {
      const source = host.forge.open(driver(host.commits.last))
      const read = await source.read(['LICENSE', 'none', 'src', 'large.bin'], within())
      expect(read.ok && [...read.value].map(([path, bytes]) => [path, bytes.length])).toEqual([
        ['LICENSE', 4],
        ['large.bin', DRIVER['large.bin'].length],
      ])
      await source.close()
    })

    it('to read all of it in one pass, the same as on every other', async () => {
      const source = host.forge.open(driver(host.commits.last))
      const questions = [{ paths: [], names: ['npu', 'none'], targets: ['npu'], files: ['large.bin'] }]
      const read = await snapshots.read(source, { base: host.at('acme/driver'), questions })
      expect(read.state === 'read' && read.facts[0]).toMatchObject({
        partial: null,
        withheld: { count: 0, files: [] },
        submodules: [{ path: 'src/sub', url: host.at('acme/npu-sub.git'), within: true }],
        firmware: [{ name: 'large.bin', path: 'large.bin' }],
      })
    })

    it('that is not there in vain', async () => {
      const at = driver('e'.repeat(40))
      const source = host.forge.open(at)
      expect(await source.list?.([''], within())).toEqual({ ok: false, failure: { kind: 'missing' } })
      await source.close()
      const questions = [{ paths: [], names: [], targets: [], files: [] }]
      const read = await snapshots.read(host.forge.open(at), { base: at.repository, questions })
      expect(read).not.toMatchObject({ state: 'read', facts: [NOTHING] })
      expect(read.state).toBe('unknown')
    })
  })

  describe('tells of a commit', () => {
    it.each<[string, (commits: Commits) => string, string | null, By<boolean | typeof NOT_TELLABLE>]>([
      ['that it is the last of a branch', ({ last }) => last, null, { all: true }],
      ['that it is in the history of the default branch', ({ first }) => first, null, { all: true }],
      ['that it is in the history of a branch that is named', ({ side }) => side, 'side', { all: true }],
      [
        'whether it is on any branch',
        ({ side }) => side,
        null,
        { all: true, GitHub: NOT_TELLABLE, 'GitHub, without an account': NOT_TELLABLE },
      ],
      [
        'that it is among the objects, and on no branch',
        ({ stray }) => stray,
        'main',
        { all: NOT_TELLABLE, GitLab: false },
      ],
      ['that nobody has it', () => 'e'.repeat(40), null, { all: false }],
    ])('%s', async (_about, which, ref, expected) => {
      const holds = await host.forge.holds({ ...driver(which(host.commits)), ref })
      expect(holds).toEqual({ ok: true, value: expectedOf(expected, name) })
    })

    it('what it grew from, newest first', async () => {
      const { first, last } = host.commits
      expect(await host.forge.history(driver(last))).toEqual({ ok: true, value: [last, first] })
      expect(await host.forge.history(driver(first))).toEqual({ ok: true, value: [first] })
    })

    it('nothing, where there is no such commit or repository', async () => {
      expect(await host.forge.history(driver('e'.repeat(40)))).toMatchObject({
        ok: false,
        failure: { kind: 'missing' },
      })
      const nowhere = { repository: host.at('acme/none'), commit: host.commits.first }
      expect(await host.forge.history(nowhere)).toMatchObject({ ok: false, failure: { kind: 'missing' } })
      expect((await host.forge.holds({ ...nowhere, ref: null })).ok && 'held').not.toBe(true)
    })
  })

  describe('looks up a change', () => {
    it.each<[string, (host: Host) => string, By<Partial<DescribedChange>>]>([
      [
        'with its head, and who else approved it',
        ({ changeAt }) => changeAt('acme/driver', 7),
        {
          all: { state: 'readable' },
          'GitHub, without an account': { state: 'unknown' },
          'plain git': { state: 'unreadable' },
        },
      ],
      [
        'that is not there',
        ({ changeAt }) => changeAt('acme/driver', 8),
        { all: { state: 'unreadable' }, 'GitHub, without an account': { state: 'unknown' } },
      ],
      [
        'of a repository that is not there',
        ({ changeAt }) => changeAt('acme/none', 7),
        { all: { state: 'unreadable' }, 'GitHub, without an account': { state: 'unknown' } },
      ],
    ])('%s', async (_about, address, expected) => {
      const url = address(host)
      const [found] = await host.forge.changes([url])
      const wanted = expectedOf(expected, name)
      expect(found).toMatchObject(wanted)
      if (wanted.state !== 'readable') return
      expect(found).toMatchObject({
        change: {
          repository: host.at('acme/driver'),
          number: 7,
          status: 'open',
          isDraft: false,
          head: host.commits.side,
          approvedBy: ['maintainer'],
        },
      })
    })
  })

  /** By what was asked of it; each is unknown, and nothing is a verdict. */
  type Causes = By<Unknown['cause']>
  describe.each<[Fault, Causes]>([
    ['limited', { all: 'rate-limit' }],
    ['bad gateway', { all: 'server-error' }],
    ['forbidden', { all: 'forbidden' }],
    ['silent', { all: 'timeout' }],
    ['reset', { all: 'network' }],
    // Octokit hands out what it got of an answer, which then is no JSON.
    ['broken off', { all: 'network', GitHub: 'malformed', 'GitHub, without an account': 'malformed' }],
    ['a page for people', { all: 'malformed' }],
  ])('where every answer is %s', (fault, causes) => {
    const cause = expectedOf(causes, name)
    const retryAt = cause === 'rate-limit' ? (expect.any(String) as unknown) : null
    const failure = { kind: 'unknown', why: { cause, retryAt } }
    const failing = async (): Promise<Host> => {
      const failed = await own(fault === 'silent' ? 400 : undefined)
      failed.fail(fault)
      return failed
    }

    it('describes nothing, and says why', async () => {
      const { forge } = await failing()
      expect(await forge.describe([key('acme/driver')])).toMatchObject([{ state: 'unknown', why: failure.why }])
    })

    it('opens nothing, and says why', async () => {
      const { forge } = await failing()
      const source = forge.open(driver(host.commits.last))
      const signal = AbortSignal.timeout(fault === 'silent' ? 400 : 30_000)
      expect(await source.list?.([''], signal)).toMatchObject({ ok: false, failure })
      await source.close()
    })

    it('tells nothing of a commit, and says why', async () => {
      const { forge } = await failing()
      const at = driver(host.commits.last)
      expect(await forge.holds({ ...at, ref: null })).toMatchObject({ ok: false, failure })
      expect(await forge.history(at)).toMatchObject({ ok: false, failure })
    })
  })
})

const summary = (described: Described): string => {
  if (described.state !== 'readable') return described.state
  const { ref, missingPaths } = described.repository
  return [ref?.name ?? 'no ref', ...missingPaths.map((path) => `not ${path}`)].join(', ')
}
