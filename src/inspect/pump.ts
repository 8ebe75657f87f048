import type { MessagePort } from 'node:worker_threads'
import type { Unknown } from '../core/case.ts'
import { BoundReached } from './bounds.ts'

/**
 * How an archive's bytes come to the worker that scans them: in a few blocks that are handed over and not copied, and
 * that come back once they are read. So nobody reads from the network what nobody can take, and no memory is left for a
 * collector that sees no need.
 */
type ToWorker =
  | { readonly kind: 'block'; readonly block: Block; readonly length: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly why: Unknown }
  | { readonly kind: 'out-of-time' }

type Block = Uint8Array<ArrayBuffer>

const BLOCK_BYTES = 128 * 1024
/** Enough to go on with while the next ones come. */
const BLOCKS = 4

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
  body: ReadableStream<Block>,
  port: MessagePort,
  { patience, time, onStuck }: PumpOptions,
): Promise<void> => {
  const reader = body.getReader()
  const free = Array.from({ length: BLOCKS }, (): Block => new Uint8Array(BLOCK_BYTES))
  const end = performance.now() + time
  let isClosed = false
  // Whoever waits is woken by this. Racing against promises that live as long as the pump would keep all that came.
  let wake: (woken: 'closed' | 'freed') => void = () => undefined
  port.on('message', (block: Block) => {
    free.push(block)
    wake('freed')
  })
  port.on('close', () => {
    isClosed = true
    wake('closed')
  })
  const send = (message: ToWorker): void => {
    if (!isClosed) port.postMessage(message, message.kind === 'block' ? [message.block.buffer] : [])
  }

  const freeBlock = async (): Promise<Block | null> => {
    while (free.length === 0 && !isClosed) {
      await new Promise<void>((resolve) => {
        const stuck = setTimeout(onStuck, patience.worker)
        wake = () => {
          clearTimeout(stuck)
          resolve()
        }
      })
    }
    return isClosed ? null : (free.pop() ?? null)
  }

  /** Of waiting for the server; begins anew once enough came. */
  let left = patience.server
  let came = 0
  type Came = Awaited<ReturnType<typeof reader.read>> | 'closed' | 'late' | 'out-of-time'
  const read = async (): Promise<Came> => {
    const began = performance.now()
    const untilEnd = end - began
    const next = await new Promise<Came>((resolve, reject) => {
      const timer = setTimeout(
        () => resolve(untilEnd < left ? 'out-of-time' : 'late'),
        Math.max(0, Math.min(untilEnd, left)),
      )
      wake = (woken) => {
        if (woken === 'closed') resolve(woken)
      }
      if (isClosed) resolve('closed')
      reader
        .read()
        .then(resolve, reject)
        .finally(() => clearTimeout(timer))
    })
    if (typeof next === 'string') return next
    left -= performance.now() - began
    came += next.value?.length ?? 0
    if (came >= patience.bytes) {
      left = patience.server
      came = 0
    }
    return next
  }

  try {
    // What belongs to the network's own buffers is never handed over, so it is copied into blocks of ours.
    let block: Block | null = null
    let filled = 0
    const flush = (): void => {
      if (block !== null) send({ kind: 'block', block, length: filled })
      block = null
      filled = 0
    }
    for (;;) {
      const next = await read()
      if (next === 'closed') return
      if (next === 'late' || next === 'out-of-time') {
        send(next === 'late' ? { kind: 'failed', why: LATE } : { kind: next })
        return
      }
      if (next.done) break
      for (let from = 0; from < next.value.length;) {
        block ??= await freeBlock()
        if (block === null) return
        const piece = next.value.subarray(from, from + BLOCK_BYTES - filled)
        block.set(piece, filled)
        filled += piece.length
        from += piece.length
        if (filled === BLOCK_BYTES) flush()
      }
    }
    flush()
    send({ kind: 'end' })
  } catch {
    send({ kind: 'failed', why: BROKEN_OFF })
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

const LATE: Unknown = { cause: 'timeout', detail: 'its archive came too slowly', retryAt: null }
const BROKEN_OFF: Unknown = { cause: 'network', detail: 'its archive broke off', retryAt: null }

/** Thrown where the blocks ended by a failure of whoever sent them. */
export class SourceFailed extends Error {
  readonly why: Unknown
  constructor(why: Unknown) {
    super(why.detail)
    this.why = why
  }
}

/** The blocks that come through a port. Whoever takes one is through with it when asking for the next. */
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
      yield message.block.subarray(0, message.length)
      port.postMessage(message.block, [message.block.buffer])
    }
  }
}
