import type { Entry } from '../world/tree.ts'

const block = 512

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`

const header = (name: string, size: number, type: string, mode: number, time: number, link: string): Buffer => {
  const bytes = Buffer.alloc(block)
  bytes.write(name, 0, 100)
  bytes.write(octal(mode, 8), 100)
  bytes.write(octal(0, 8), 108)
  bytes.write(octal(0, 8), 116)
  bytes.write(octal(size, 12), 124)
  bytes.write(octal(time, 12), 136)
  bytes.write('        ', 148)
  bytes.write(type, 156)
  bytes.write(link, 157, 100)
  bytes.write('ustar\x0000', 257, 'latin1')
  bytes.write('root', 265)
  bytes.write('root', 297)
  bytes.write(octal(0, 8), 329)
  bytes.write(octal(0, 8), 337)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((block - (bytes.length % block)) % block)])

/** A record of a pax header, whose own length is part of what it counts. */
const paxRecord = (key: string, value: string): string => {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + String(rest).length
  length = rest + String(length).length
  return `${length} ${key}=${value}\n`
}

const pax = (type: 'g' | 'x', records: Record<string, string>, time: number): Buffer => {
  const body = Buffer.from(
    Object.entries(records)
      .map(([key, value]) => paxRecord(key, value))
      .join(''),
  )
  const name = type === 'g' ? 'pax_global_header' : 'pax_header'
  return Buffer.concat([header(name, body.length, type, 0o666, time, ''), padded(body)])
}

const short = (text: string): boolean => Buffer.byteLength(text) <= 100

/**
 * A tar archive as `git archive` writes it: the commit in a global header, everything below one directory, submodules
 * as empty directories, and long names in pax headers.
 */
export function* tar(
  prefix: string,
  commit: { sha: string; date: Date },
  entries: Iterable<Entry>,
  bytesOf: (sha: string) => Buffer,
): Generator<Buffer> {
  const time = Math.floor(commit.date.getTime() / 1_000)
  yield pax('g', { comment: commit.sha }, time)
  yield header(prefix, 0, '5', 0o775, time, '')
  for (const { path, mode, sha, type } of entries) {
    const name = prefix + path + (type === 'blob' ? '' : '/')
    const bytes = type === 'blob' ? bytesOf(sha) : Buffer.alloc(0)
    const link = mode === '120000' ? bytes.toString() : ''
    const records = { ...(short(name) ? {} : { path: name }), ...(short(link) ? {} : { linkpath: link }) }
    if (Object.keys(records).length > 0) yield pax('x', records, time)
    if (mode === '120000') yield header(name, 0, '2', 0o777, time, link)
    else if (type !== 'blob') yield header(name, 0, '5', 0o775, time, '')
    else {
      yield header(name, bytes.length, '0', mode === '100755' ? 0o775 : 0o664, time, '')
      yield padded(bytes)
    }
  }
  yield Buffer.alloc(2 * block)
}
