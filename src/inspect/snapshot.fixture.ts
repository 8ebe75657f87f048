import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import type { Entry } from './inspector.ts'
import type { Sink } from './sink.ts'

export type Packed = {
  readonly name: string
  readonly text?: string | Buffer
  readonly type?:
    'file' | 'symlink' | 'link' | 'directory' | 'fifo' | 'character-device' | 'block-device' | 'contiguous-file'
  readonly linkname?: string
  readonly mode?: number
}

/** A tar of these entries, as they are. */
export const tarOf = async (entries: readonly Packed[]): Promise<Buffer> => {
  const archive = pack()
  for (const { text = '', ...header } of entries) archive.entry(header, text)
  archive.finalize()
  const parts: Buffer[] = []
  for await (const part of archive as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}

export const archiveOf = async (entries: readonly Packed[]): Promise<Buffer> => gzipSync(await tarOf(entries))

/** Changes fields of one header in a tar, and sets its sum right. `at`: where the header begins. */
export const withHeader = (tar: Buffer, at: number, change: (header: Buffer) => void): Buffer => {
  const changed = Buffer.from(tar)
  const header = changed.subarray(at, at + 512)
  change(header)
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return changed
}

export async function* inPieces(bytes: Buffer, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) {
    await Promise.resolve()
    yield bytes.subarray(from, from + size)
  }
}

export type Seen = Omit<Entry, 'target'> & { readonly target?: string; readonly text: string | null }

/** A sink that keeps all that it sees. */
export const keepingSink = (wants: (entry: Entry) => number = ({ bytes }) => bytes) => {
  const seen: { readonly entry: Entry; readonly text: string | null }[] = []
  const sink: Sink = {
    ask: (entry) => ({ entry, bytes: entry.kind === 'file' ? wants(entry) : 0, wanted: [] }),
    see: ({ entry, bytes: wanted }, bytes) => {
      seen.push({ entry, text: bytes === null ? null : bytes.toString('latin1', 0, wanted) })
    },
  }
  return { sink, seen }
}
