import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { MessageChannel } from 'node:worker_threads'
import { Piscina } from 'piscina'
import type { Unknown } from '../core/case.ts'
import type { LicenseFile } from '../core/license/license-file.ts'
import type { Failure } from '../forges/answer.ts'
import type { SnapshotSource } from '../forges/snapshot-source.ts'
import { DEFAULT_BOUNDS, type SnapshotBounds } from './bounds.ts'
import type { Questions } from './inspector.ts'
import { PATIENCE, type Patience, pump } from './pump.ts'
import { createSlots } from './slots.ts'
import type { LicenseTask, Scanned } from './worker.ts'

/** Reads snapshots in worker threads, so that none holds up whoever answers webhooks. */
export type Snapshots = {
  /** One pass for all questions, which have facts in their order. The source is closed in the end. */
  readonly read: (source: SnapshotSource, asked: Asked) => Promise<Scanned>
  /** Tells the licences of single files. */
  readonly tellLicenses: (files: LicenseTask['files']) => Promise<LicensesTold>
  readonly close: () => Promise<void>
}

export type LicensesTold =
  | { readonly state: 'read'; readonly files: readonly LicenseFile[] }
  | { readonly state: 'unknown'; readonly why: Unknown }

type Asked = {
  /** Address of the repository; null where it has none. */
  readonly base: string | null
  readonly questions: readonly Questions[]
}

export type SnapshotsOptions = {
  readonly bounds?: SnapshotBounds
  readonly patience?: Patience
  /** Of worker threads, each with one snapshot at a time. */
  readonly threads?: number
  /** Told of faults of our own, which are `unknown` to everybody else. */
  readonly onFault?: (error: unknown) => void
}

const MOST_THREADS = 4
/** A worker is kept for the next snapshot, as loading the licences takes longer than most of them. */
const IDLE_MS = 10_000
const HEAP_MB = 768
/** Texts are looked at once: more room for them only means more memory before the collector comes. */
const YOUNG_MB = 12
/** A scan ends itself at its bounds; one that doesn't is ended. */
const GRACE_MS = 30_000

export const createSnapshots = ({
  bounds = DEFAULT_BOUNDS,
  patience = PATIENCE,
  threads = Math.min(MOST_THREADS, availableParallelism()),
  onFault = () => undefined,
}: SnapshotsOptions = {}): Snapshots => {
  let pool: Piscina | null = null
  const inSlot = createSlots(threads)
  const run = (task: object, name: 'scan' | 'licenses', options: object = {}): Promise<unknown> => {
    pool ??= new Piscina({
      filename: fileURLToPath(new URL('thread.js', import.meta.url)),
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
      // Nothing there needs to know any secret.
      env: { PATH: process.env['PATH'] ?? '' },
    })
    return pool.run(task, { name, ...options })
  }

  const scan = async (source: SnapshotSource, { base, questions }: Asked): Promise<Scanned> => {
    const stop = new AbortController()
    const { signal } = stop
    const timer = setTimeout(() => stop.abort(TOO_LONG), bounds.time + GRACE_MS)
    const channel = source.files.kind === 'archive' ? new MessageChannel() : null
    try {
      const paths = [...new Set(questions.flatMap((each) => (each.paths.length === 0 ? [''] : each.paths)))]
      const [listing, body] = await Promise.all([
        source.list === null ? NOTHING : source.list(paths, signal),
        source.files.kind === 'archive' ? source.files.open(signal) : NOTHING,
      ])
      if (!listing.ok || !body.ok) {
        if (body.ok) await body.value?.cancel()
        return { state: 'unknown', why: whyOf(!listing.ok ? listing.failure : !body.ok ? body.failure : GONE) }
      }
      const { files } = source
      const given = files.kind === 'archive' ? { kind: files.kind, port: channel?.port2 } : files
      if (body.value !== null && channel !== null) {
        // Ends with the port.
        void pump(body.value, channel.port1, { patience, time: bounds.time, onStuck: () => stop.abort(TOO_LONG) })
      }
      const task = { files: given, listing: listing.value, base, questions, bounds }
      const transferList = channel === null ? [] : [channel.port2]
      return (await run(task, 'scan', { signal, transferList })) as Scanned
    } catch (error) {
      if (signal.aborted) return { state: 'unknown', why: TOO_LONG }
      onFault(error)
      return { state: 'unknown', why: outOfMemory(error) ? TOO_LARGE : CRASHED }
    } finally {
      clearTimeout(timer)
      stop.abort(TOO_LONG)
      channel?.port1.close()
      await source.close()
    }
  }

  return {
    read: (source, asked) => inSlot(() => scan(source, asked)),
    tellLicenses: (files) =>
      inSlot(async () => {
        try {
          return { state: 'read', files: (await run({ files }, 'licenses')) as readonly LicenseFile[] }
        } catch (error) {
          onFault(error)
          return { state: 'unknown', why: CRASHED }
        }
      }),
    close: async () => {
      await pool?.destroy()
      pool = null
    },
  }
}

const NOTHING = { ok: true, value: null } as const
const GONE: Failure = { kind: 'missing' }

const whyOf = (failure: Failure): Unknown =>
  failure.kind === 'unknown'
    ? failure.why
    : { cause: 'changing', detail: 'its files were gone when they were read', retryAt: null }

const TOO_LONG: Unknown = { cause: 'timeout', detail: 'reading its files took too long', retryAt: null }
const TOO_LARGE: Unknown = { cause: 'too-large', detail: 'reading its files took too much memory', retryAt: null }
const CRASHED: Unknown = { cause: 'malformed', detail: 'reading its files failed', retryAt: null }

const outOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
