import { setTimeout as wait } from 'node:timers/promises'
import type { MessagePort } from 'node:worker_threads'
import type { Unknown } from '../core/case.ts'
import { BoundReached } from './bounds.ts'

/**
 * How an archive's bytes come to the worker that scans them: in blocks that are handed over and not copied, each for a
 * credit that the worker gives back once it has taken one. So nobody reads from the network what nobody can take.
 */
type ToWorker =
  | { readonly kind: 'block'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly why: Unknown }
  | { readonly kind: 'out-of-time' }

const BLOCK_BYTES = 128 * 1024
/** Enough to go on with while the next ones come. */
const CREDITS = 4

export type Patience = {
  /** Milliseconds of waiting for the server over each so many bytes. A slower one is given up: others wait for its place. */
  readonly server: number
  readonly bytes: number
  /** Milliseconds for the worker to take the next block. One that doesn't is caught in what it reads. */
  readonly worker: number
}

export const PATIENCE: Patience = { server: 30_000, bytes: 64 * 1024, worker: 60_000 }

type PumpOptions = {
  readonly patience: Patience
  /** Milliseconds for all of it. */
  readonly time: number
  /** The worker takes nothing any more. */
  readonly onStuck: () => void
}

/** Pumps a stream into a port until either ends. Never rejects: the worker is told of every failure. */
export const pump = async (
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  port: MessagePort,
  { patience, time, onStuck }: PumpOptions,
): Promise<void> => {
  const reader = body.getReader()
  let credits = CREDITS
  let isClosed = false
  let changed = Promise.withResolvers<undefined>()
  const change = (): void => {
    changed.resolve(undefined)
    changed = Promise.withResolvers()
  }
  port.on('message', () => {
    credits += 1
    change()
  })
  port.on('close', () => {
    isClosed = true
    change()
  })
  const send = (message: ToWorker): void => {
    if (!isClosed) port.postMessage(message, message.kind === 'block' ? [message.bytes.buffer] : [])
  }
  const until = async <T>(is: () => boolean, answer: T): Promise<T> => {
    while (!is()) await changed.promise
    return answer
  }
  const closed = until(() => isClosed, 'closed' as const)
  const over = new AbortController()
  const outOfTime = wait(time, 'out-of-time' as const, { signal: over.signal })
  outOfTime.catch(() => undefined)
  try {
    const read = impatient(() => reader.read(), patience)
    let block = new Uint8Array(BLOCK_BYTES)
    let filled = 0
    const flush = async (): Promise<void> => {
      if (credits === 0) {
        const stuck = setTimeout(onStuck, patience.worker)
        await until(() => credits > 0 || isClosed, null)
        clearTimeout(stuck)
      }
      credits -= 1
      // What belongs to the network's own buffers is never handed over, so it is copied into blocks of ours.
      send({ kind: 'block', bytes: filled === block.length ? block : block.slice(0, filled) })
      block = new Uint8Array(BLOCK_BYTES)
      filled = 0
    }
    for (;;) {
      const next = await Promise.race([read(), closed, outOfTime])
      if (next === 'closed') return
      if (next === 'out-of-time' || next === 'late') {
        send(next === 'late' ? { kind: 'failed', why: LATE } : { kind: next })
        return
      }
      if (next.done) break
      for (let from = 0; from < next.value.length;) {
        const piece = next.value.subarray(from, from + BLOCK_BYTES - filled)
        block.set(piece, filled)
        filled += piece.length
        from += piece.length
        if (filled === BLOCK_BYTES) await flush()
      }
    }
    if (filled > 0) await flush()
    send({ kind: 'end' })
  } catch {
    send({ kind: 'failed', why: BROKEN_OFF })
  } finally {
    over.abort()
    reader.cancel().catch(() => undefined)
  }
}

const LATE: Unknown = { cause: 'timeout', detail: 'its archive came too slowly', retryAt: null }
const BROKEN_OFF: Unknown = { cause: 'network', detail: 'its archive broke off', retryAt: null }

/** Time counts while the other side is waited for, and begins anew once enough came. */
const impatient = <T extends { readonly value?: Uint8Array | undefined }>(
  read: () => Promise<T>,
  { server: milliseconds, bytes }: Patience,
): (() => Promise<T | 'late'>) => {
  let left = milliseconds
  let came = 0
  return async () => {
    const began = performance.now()
    const timer = new AbortController()
    try {
      const late = wait(Math.max(0, left), 'late' as const, { signal: timer.signal })
      late.catch(() => undefined)
      const next = await Promise.race([read(), late])
      if (next === 'late') return next
      left -= performance.now() - began
      came += next.value?.length ?? 0
      if (came >= bytes) {
        left = milliseconds
        came = 0
      }
      return next
    } finally {
      timer.abort()
    }
  }
}

/** Thrown where the blocks ended by a failure of whoever sent them. */
export class SourceFailed extends Error {
  readonly why: Unknown
  constructor(why: Unknown) {
    super(why.detail)
    this.why = why
  }
}

/** The blocks that come through a port. */
export async function* chunksFrom(port: MessagePort): AsyncGenerator<Uint8Array> {
  const waiting: ToWorker[] = []
  let arrived = Promise.withResolvers<undefined>()
  port.on('message', (message: ToWorker) => {
    waiting.push(message)
    arrived.resolve(undefined)
  })
  port.on('close', () => {
    waiting.push({ kind: 'failed', why: BROKEN_OFF })
    arrived.resolve(undefined)
  })
  for (;;) {
    const message = waiting.shift()
    if (message === undefined) {
      arrived = Promise.withResolvers()
      await arrived.promise
    } else if (message.kind === 'end') return
    else if (message.kind === 'failed') throw new SourceFailed(message.why)
    else if (message.kind === 'out-of-time') throw new BoundReached('time', 'more time than it may take')
    else {
      yield message.bytes
      port.postMessage(null)
    }
  }
}
