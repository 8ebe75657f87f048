import { createGunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import { createRootStripper } from './archive-path.ts'
import { BoundReached, BrokenSnapshot, RATIO_FROM_BYTES, type SnapshotBounds } from './bounds.ts'
import type { Entry } from './inspector.ts'
import { createScratch } from './scratch.ts'
import { NO_BYTES, type Sink } from './sink.ts'

/** Large enough that few files come in two pieces, and small enough that a few of them don't count. */
const CHUNK_BYTES = 256 * 1024
/** The next chunk is unpacked while one is looked at. */
const GUNZIP = { chunkSize: CHUNK_BYTES, highWaterMark: 2 * CHUNK_BYTES }

/**
 * Reads a gzipped tar, as forges give, in one pass. Unpacking runs in libuv's threads, beside what looks at the files.
 * Rejects with `BoundReached` or `BrokenSnapshot`, and with whatever the chunks reject with. Each chunk is read when the
 * next one is asked for.
 */
export const readArchive = async (
  chunks: AsyncIterable<Uint8Array>,
  sink: Sink,
  bounds: SnapshotBounds,
): Promise<void> => {
  const gunzip = createGunzip(GUNZIP)
  const tar = extract()
  const { promise: ended, resolve, reject } = Promise.withResolvers<undefined>()
  let isOver = false
  const fail = (error: unknown): void => {
    isOver = true
    reject(error instanceof Error ? error : new Error(String(error)))
  }
  const guarded = (work: () => void): void => {
    if (isOver) return
    try {
      work()
    } catch (error) {
      fail(error)
    }
  }
  const damaged = ({ message }: Error): void => fail(new BrokenSnapshot(`its archive is damaged: ${message}`))

  const stripRoot = createRootStripper()
  const scratch = createScratch()
  let entries = 0
  tar.on('entry', (header, stream, next) => {
    // Taken down in the middle of a file, it tells so here.
    stream.on('error', () => undefined)
    stream.on('end', next)
    guarded(() => {
      entries += 1
      if (entries > bounds.entries) throw new BoundReached('entries', `more than ${bounds.entries} entries`)
      const entry = toEntry(header, stripRoot, bounds)
      if (entry === null) return
      const asked = sink.ask(entry)
      if (asked.bytes === 0) {
        sink.see(asked, NO_BYTES)
        return
      }
      scratch.begin(asked.bytes)
      let isFirst = true
      const take = (piece: Buffer): void => {
        const isAll = isFirst && piece.length >= asked.bytes
        isFirst = false
        if (!isAll && !scratch.add(piece)) return
        stream.off('data', look)
        stream.resume()
        sink.see(asked, isAll ? piece : scratch.bytes())
      }
      const look = (piece: unknown): void => guarded(() => take(piece as Buffer))
      stream.on('data', look)
    })
    stream.resume()
  })
  tar.on('error', damaged)
  tar.on('finish', () => resolve(undefined))

  let packed = 0
  let unpacked = 0
  gunzip.on('error', damaged)
  gunzip.on('data', (chunk: Buffer) => {
    unpacked += chunk.length
    guarded(() => {
      if (unpacked > bounds.bytes) throw new BoundReached('bytes', `more than ${bounds.bytes} bytes`)
      if (unpacked > RATIO_FROM_BYTES && unpacked > packed * bounds.ratio)
        throw new BoundReached('ratio', `more than ${bounds.ratio} bytes for each byte of its archive`)
    })
  })
  gunzip.pipe(tar)

  const feed = async (): Promise<void> => {
    for await (const chunk of chunks) {
      if (isOver || gunzip.readableEnded) return
      packed += chunk.length
      // Only then is it read, and its memory free for the next.
      await new Promise((resolve) => gunzip.write(chunk, resolve))
    }
    gunzip.end()
  }
  feed().catch(fail)
  try {
    await ended
  } finally {
    isOver = true
    gunzip.destroy()
    tar.destroy()
  }
  if (entries === 0) throw new BrokenSnapshot('its archive is empty')
}

/** null for directories, and for a name that is longer than it may be. */
const toEntry = (
  { name, type, size, mode, linkname }: Header,
  stripRoot: (name: string) => string,
  bounds: SnapshotBounds,
): Entry | null => {
  // The library lets through what its numbers can't hold, and null for what is no number.
  if (!Number.isSafeInteger(size) || size < 0) throw new BrokenSnapshot('its archive holds a size that is none')
  if (size > bounds.bytes) throw new BoundReached('bytes', `a file of ${size} bytes`)
  if (type !== 'file' && type !== 'symlink' && type !== 'directory')
    throw new BrokenSnapshot(`its archive holds what no tree of git can: ${KINDS[type] ?? 'an unknown kind of entry'}`)
  const path = stripRoot(name)
  if (type === 'directory') return null
  if (path === '') throw new BrokenSnapshot('its archive holds a file without a name')
  if (Buffer.byteLength(path) > bounds.pathLength)
    throw new BoundReached('path-length', `a path of more than ${bounds.pathLength} bytes`)
  return {
    path,
    kind: type === 'symlink' ? 'link' : 'file',
    isExecutable: type === 'file' && (mode & 0o100) !== 0,
    bytes: type === 'symlink' ? 0 : size,
    target: type === 'symlink' ? linkname.slice(0, bounds.pathLength) : null,
  }
}

const KINDS: Readonly<Partial<Record<string, string>>> = {
  link: 'a hard link',
  'block-device': 'a device',
  'character-device': 'a device',
  fifo: 'a pipe',
}
