import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import type { SnapshotSource } from '../forges/snapshot-source.ts'
import { DEFAULT_BOUNDS } from './bounds.ts'
import type { Questions } from './inspector.ts'
import { PATIENCE } from './pump.ts'
import { archiveOf, tarOf, withHeader } from './snapshot.fixture.ts'
import { createSnapshots, type SnapshotsOptions } from './snapshots.ts'

const QUESTIONS: Questions = { paths: [], names: [], targets: [], files: [] }
const asked = { base: null, questions: [QUESTIONS] }

const sourceOf = (body: ReadableStream<Uint8Array<ArrayBuffer>>): SnapshotSource => ({
  files: { kind: 'archive', open: () => Promise.resolve({ ok: true, value: body }) },
  list: null,
  read: () => Promise.resolve({ ok: true, value: new Map() }),
  close: () => Promise.resolve(),
})

const bodyOf = (bytes: Buffer): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    start: (controller) => {
      controller.enqueue(new Uint8Array(bytes))
      controller.close()
    },
  })

/** Gives these bytes, and then nothing for ever; `cancelled` resolves once nobody wants more. */
const stalling = (bytes: Buffer) => {
  const { promise: cancelled, resolve } = Promise.withResolvers<undefined>()
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(new Uint8Array(bytes)),
    cancel: () => resolve(undefined),
  })
  return { body, cancelled }
}

const snapshotsWith = (options: SnapshotsOptions = {}) => {
  const faults: unknown[] = []
  const snapshots = createSnapshots({ threads: 1, onFault: (error) => faults.push(error), ...options })
  onTestFinished(() => snapshots.close())
  return { snapshots, faults }
}

const good = archiveOf([{ name: 'r/src/LICENSE', text: 'x' }])
const readsOn = async (snapshots: ReturnType<typeof createSnapshots>) =>
  expect(await snapshots.read(sourceOf(bodyOf(await good)), asked)).toMatchObject({ state: 'read' })

test('a scan that crashes is unknown, and the next is unharmed', async () => {
  const { snapshots, faults } = snapshotsWith()
  // No caller gives such paths: they stand for any fault of an inspector.
  const broken = { ...QUESTIONS, paths: [null as unknown as string] }
  const questions = [QUESTIONS, broken]
  expect(await snapshots.read(sourceOf(bodyOf(await good)), { base: null, questions })).toMatchObject({
    state: 'unknown',
    why: { cause: 'malformed' },
  })
  expect(faults).toHaveLength(1)
  await readsOn(snapshots)
})

test('a server that stops in the middle is given up, and read no farther', async () => {
  const { snapshots } = snapshotsWith({ patience: { ...PATIENCE, server: 50 } })
  const { body, cancelled } = stalling((await good).subarray(0, 50))
  expect(await snapshots.read(sourceOf(body), asked)).toMatchObject({ state: 'unknown', why: { cause: 'timeout' } })
  await cancelled
  await readsOn(snapshots)
})

test('a server that trickles is given up though something always comes', async () => {
  const { snapshots } = snapshotsWith({ patience: { ...PATIENCE, server: 300 } })
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      controller.enqueue(new Uint8Array([0x1f]))
    },
  })
  expect(await snapshots.read(sourceOf(body), asked)).toMatchObject({ state: 'unknown', why: { cause: 'timeout' } })
})

test('an archive that takes longer than all may take is partial', async () => {
  const { snapshots } = snapshotsWith({ bounds: { ...DEFAULT_BOUNDS, time: 300 } })
  const { body } = stalling((await good).subarray(0, 20))
  expect(await snapshots.read(sourceOf(body), asked)).toMatchObject({
    state: 'read',
    facts: [{ partial: { bound: 'time' } }],
  })
})

test('a record of a length that never ends is unknown in time, and the next reading is unharmed', async () => {
  // Some versions of the library go round in it for ever, so that their worker must be ended; others take it for the end.
  const tar = withHeader(await tarOf([{ name: 'r/pax', text: '-6 a=b' }]), 0, (header) => {
    header.write('x', 156, 'latin1')
  })
  const { snapshots } = snapshotsWith({ patience: { ...PATIENCE, worker: 300 } })
  const archive = gzipSync(tar)
  let given = 0
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => {
      given += 1
      controller.enqueue(new Uint8Array(given === 1 ? archive : Buffer.alloc(128 * 1024)))
    },
  })
  expect(await snapshots.read(sourceOf(body), asked)).toMatchObject({ state: 'unknown' })
  // No more is read from the server than the few blocks that nobody took.
  expect(given).toBeLessThan(20)
  await readsOn(snapshots)
})

test('what can not be opened or listed is unknown with its reason, and gives everything back', async () => {
  const { snapshots } = snapshotsWith()
  const why = { cause: 'server-error', detail: 'GitHub answered 502', retryAt: null } as const
  const failed = Promise.resolve({ ok: false, failure: { kind: 'unknown', why, status: 502 } } as const)
  let closed = 0
  const close = () => Promise.resolve(void (closed += 1))
  const { body, cancelled } = stalling(await good)
  const unlisted: SnapshotSource = { ...sourceOf(body), list: () => failed, close }
  expect(await snapshots.read(unlisted, asked)).toEqual({ state: 'unknown', why })
  await cancelled
  const unopened: SnapshotSource = { ...sourceOf(body), files: { kind: 'archive', open: () => failed }, close }
  expect(await snapshots.read(unopened, asked)).toEqual({ state: 'unknown', why })
  expect(closed).toBe(2)
})

test('no more are read at once than there are threads', async () => {
  const { snapshots } = snapshotsWith()
  let open = 0
  let most = 0
  const archive = await good
  const source = (): SnapshotSource => ({
    ...sourceOf(bodyOf(archive)),
    files: {
      kind: 'archive',
      open: () => {
        open += 1
        most = Math.max(most, open)
        return Promise.resolve({ ok: true, value: bodyOf(archive) })
      },
    },
    close: () => Promise.resolve(void (open -= 1)),
  })
  await Promise.all(Array.from({ length: 6 }, () => snapshots.read(source(), asked)))
  expect(most).toBe(1)
})
