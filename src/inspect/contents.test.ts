import { expect, test } from 'vitest'
import { NOTHING } from '../core/evidence/nothing.ts'
import type { Partial } from '../core/evidence/snapshot-facts.ts'
import type { SnapshotSource } from '../forges/snapshot-source.ts'
import { createReadContents, type Wanted } from './contents.ts'
import { createMemoryCache } from './facts-cache.ts'
import type { Snapshots } from './snapshots.ts'
import type { Scanned } from './worker.ts'

const source: SnapshotSource = {
  files: { kind: 'directory', root: '/nowhere', tracked: [] },
  list: null,
  read: () => Promise.resolve({ ok: true, value: new Map() }),
  close: () => Promise.resolve(),
}

const wanted = (given: globalThis.Partial<Wanted> = {}): Wanted => ({
  repository: 'https://github.com/example/npu-umd',
  commit: 'c'.repeat(40),
  paths: [],
  asked: { names: [], targets: [], firmware: null },
  open: () => source,
  ...given,
})

/** Counts its readings, each with as many questions. */
const reader = (answer: () => Scanned | null = () => null, partial: Partial | null = null) => {
  const readings: number[] = []
  const snapshots: Snapshots = {
    read: (_, { questions }) => {
      readings.push(questions.length)
      return Promise.resolve(answer() ?? { state: 'read', facts: questions.map(() => ({ ...NOTHING, partial })) })
    },
    tellLicenses: () => Promise.resolve({ state: 'read', files: [] }),
    close: () => Promise.resolve(),
  }
  return { readings, read: createReadContents(snapshots, createMemoryCache()) }
}

test('what is known of a commit is not read again', async () => {
  const { readings, read } = reader()
  expect(await read([wanted()])).toEqual(await read([wanted()]))
  expect(readings).toEqual([1])
})

test('another commit, path or question is', async () => {
  const { readings, read } = reader()
  const others = [
    wanted({ commit: 'd'.repeat(40) }),
    wanted({ paths: ['src'] }),
    wanted({ asked: { names: ['NPU_IOCTL'], targets: [], firmware: null } }),
    wanted({ repository: 'https://github.com/example/other' }),
  ]
  for (const each of [wanted(), ...others]) await read([each])
  expect(readings).toHaveLength(5)
})

test('all that are at one commit share one reading, and so do those that ask meanwhile', async () => {
  const { readings, read } = reader()
  const both = [wanted(), wanted({ paths: ['src'] })]
  await Promise.all([read(both), read(both), read([wanted()])])
  expect(readings).toEqual([2])
})

test('a working tree may change, and is read each time', async () => {
  const { readings, read } = reader()
  await read([wanted({ commit: null })])
  await read([wanted({ commit: null })])
  expect(readings).toEqual([1, 1])
})

test('what could not be found out, and what only time cut short, is asked again', async () => {
  const failing = reader(() => ({ state: 'unknown', why: { cause: 'network', detail: 'x', retryAt: null } }))
  expect(await failing.read([wanted()])).toMatchObject([{ state: 'unknown' }])
  await failing.read([wanted()])
  expect(failing.readings).toHaveLength(2)
  const slow = reader(undefined, { bound: 'time', detail: 'x' })
  await slow.read([wanted()])
  await slow.read([wanted()])
  expect(slow.readings).toHaveLength(2)
  const large = reader(undefined, { bound: 'bytes', detail: 'x' })
  await large.read([wanted()])
  await large.read([wanted()])
  expect(large.readings).toHaveLength(1)
})

test('the memory that is kept is bounded, and what nobody asked for longest goes first', async () => {
  const cache = createMemoryCache(10_000)
  for (let at = 0; at < 100; at += 1) await cache.set(`${at}`, NOTHING)
  expect(await cache.get('99')).toEqual(NOTHING)
  expect(await cache.get('0')).toBeNull()
})
