import { expect, it } from 'vitest'
import type { Unknown } from '../core/case.ts'
import { loadConfig } from '../config.ts'
import type { Lineage } from '../core/evidence/lineage.ts'
import type { RepositoryUrl } from '../core/repository-url.ts'
import type { Answer } from '../forges/answer.ts'
import type { DescribedRepository, Forge } from '../forges/forge.ts'
import { createReadLineage } from './lineage.ts'

const MESA = 'https://gitlab.freedesktop.org/mesa/mesa'
const COPY = 'https://github.com/acme/mesa' as RepositoryUrl
const DAY_MS = 86_400_000

type World = {
  /** Commits that the upstream has; null where it can't be asked now. */
  theirs: readonly string[] | null | 'not-tellable'
  missingPaths: readonly string[]
}

const WHY: Unknown = { cause: 'timeout', detail: 'late', retryAt: null }

/** A forge where the component's history is `c3 c2 c1`, and the questions that it was asked. */
const start = (world: World) => {
  const asked: string[] = []
  const answer = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ ok: true, value })
  const forge: Forge = {
    describe: (keys) => {
      asked.push('describe')
      const repository = { missingPaths: world.missingPaths } as DescribedRepository
      return Promise.resolve(keys.map(() => ({ state: 'readable', repository })))
    },
    holds: ({ repository, commit }) => {
      asked.push(`holds ${commit}`)
      expect(repository).toBe(MESA)
      if (world.theirs === null)
        return Promise.resolve({ ok: false, failure: { kind: 'unknown', why: WHY, status: null } })
      return answer(world.theirs === 'not-tellable' ? world.theirs : world.theirs.includes(commit))
    },
    history: ({ repository }) => {
      asked.push('history')
      expect(repository).toBe(COPY)
      return answer(['c3', 'c2', 'c1'])
    },
    changes: () => expect.unreachable(),
    open: () => expect.unreachable(),
  }
  let now = 1_000
  const readLineage = createReadLineage(loadConfig(), () => now)
  const found = {
    url: COPY,
    parent: null,
    ref: { kind: 'branch', name: 'main', commit: 'c3' },
  } as unknown as DescribedRepository
  const read = (paths: readonly string[] = [], more: Partial<DescribedRepository> = {}) =>
    readLineage(forge, { repository: COPY, ref: null, paths }, { ...found, ...more })
  return { world, asked, read, later: (ms: number) => (now += ms) }
}

const worlds: readonly [string, World, Lineage, readonly string[]][] = [
  [
    'is a copy where its commit is the upstream’s, which takes one question',
    { theirs: ['c3', 'c1'], missingPaths: [] },
    { state: 'copy', upstream: MESA as RepositoryUrl },
    ['holds c3'],
  ],
  [
    'is a fork where it grew from the upstream’s commits',
    { theirs: ['c1'], missingPaths: [] },
    { state: 'fork', upstream: MESA as RepositoryUrl, hasPaths: true },
    ['holds c3', 'history', 'holds c1', 'describe'],
  ],
  [
    'is a fork with code of its own where the upstream lacks the path',
    { theirs: ['c1'], missingPaths: ['src'] },
    { state: 'fork', upstream: MESA as RepositoryUrl, hasPaths: false },
    ['holds c3', 'history', 'holds c1', 'describe'],
  ],
  [
    'is its own where nothing is shared',
    { theirs: [], missingPaths: [] },
    { state: 'own' },
    ['holds c3', 'history', 'holds c1'],
  ],
  [
    'is taken for its own where the upstream’s forge can’t ever tell',
    { theirs: 'not-tellable', missingPaths: [] },
    { state: 'own' },
    ['holds c3', 'history', 'holds c1'],
  ],
  [
    'is unknown where the upstream can’t be asked now',
    { theirs: null, missingPaths: [] },
    { state: 'unknown', why: WHY },
    ['holds c3'],
  ],
]

it.each(worlds)('a component %s', async (_about, world, lineage, questions) => {
  const { read, asked } = start(world)
  expect(await read()).toEqual(lineage)
  expect(asked).toEqual(questions)
})

it('what was found is kept by commit: a copy for good, all else for a day, and what is unknown not at all', async () => {
  const { read, asked, later, world } = start({ theirs: [], missingPaths: [] })
  await read()
  later(DAY_MS / 2)
  expect(await read()).toEqual({ state: 'own' })
  expect(asked).toHaveLength(3)
  world.theirs = ['c3']
  later(DAY_MS)
  expect(await read()).toMatchObject({ state: 'copy' })
  expect(asked).toHaveLength(4)
  world.theirs = null
  later(DAY_MS * 30)
  expect(await read()).toMatchObject({ state: 'copy' })
  expect(asked).toHaveLength(4)
  const other = { kind: 'branch', name: 'main', commit: 'c9' } as const
  expect(await read([], { ref: other })).toMatchObject({ state: 'unknown' })
  world.theirs = []
  expect(await read([], { ref: other })).toEqual({ state: 'own' })
})

it('nobody is asked about what is like no upstream, or has no commit', async () => {
  const { read, asked } = start({ theirs: null, missingPaths: [] })
  expect(await read([], { ref: null })).toBeNull()
  const readLineage = createReadLineage(loadConfig())
  const url = 'https://github.com/acme/npu-umd' as RepositoryUrl
  const found = { url, parent: 'not-tellable', ref: { kind: 'tag', name: 'v1', commit: 'c3' } }
  const nobody = {} as Forge
  expect(
    await readLineage(nobody, { repository: url, ref: null, paths: [] }, found as unknown as DescribedRepository),
  ).toBeNull()
  expect(asked).toEqual([])
})

it('is asked once for all paths of a repository, at the same time too', async () => {
  const { read, asked } = start({ theirs: ['c1'], missingPaths: ['own'] })
  expect(await Promise.all([read(['src']), read(['own']), read()])).toMatchObject([
    { state: 'fork' },
    { state: 'fork' },
    { state: 'fork' },
  ])
  expect(asked.filter((question) => question !== 'describe')).toEqual(['holds c3', 'history', 'holds c1'])
})
