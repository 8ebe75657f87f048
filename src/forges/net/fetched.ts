import type { Readable } from 'node:stream'
import { BodyTooLarge, boundedBody } from './bounded-body.ts'
import type { Fetched, FetchedHeaders } from './fetch.ts'

type Came = {
  readonly status: number
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Readable
}

/** They have no body by definition. */
const BODILESS: ReadonlySet<number> = new Set([101, 204, 205, 304])

/** An answer whose body, of at most so many bytes, is read in one of the ways that there are, once. */
export const fetched = ({ status, url, headers, body }: Came, mostBytes: number): Fetched => {
  const isBodiless = BODILESS.has(status)
  if (isBodiless) body.resume()
  const bytes = (): Promise<Buffer<ArrayBuffer>> =>
    isBodiless ? Promise.resolve(Buffer.alloc(0)) : collect(body, mostBytes)
  const text = async (): Promise<string> => {
    const read = (await bytes()).toString('utf8')
    return read.startsWith(BYTE_ORDER_MARK) ? read.slice(1) : read
  }
  let stream: ReadableStream<Uint8Array<ArrayBuffer>> | null = null
  return {
    status,
    ok: status >= 200 && status <= 299,
    url,
    headers: headersOf(headers),
    get body() {
      return isBodiless ? null : (stream ??= boundedBody(body, mostBytes))
    },
    text,
    json: async () => JSON.parse(await text()) as unknown,
    arrayBuffer: async () => {
      const { buffer, byteOffset, byteLength } = await bytes()
      return buffer.slice(byteOffset, byteOffset + byteLength)
    },
  }
}

const BYTE_ORDER_MARK = '\uFEFF'

/** Read by events, as a web stream or an iterator takes several turns of the loop for each piece. */
const collect = (body: Readable, mostBytes: number): Promise<Buffer<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let length = 0
    body.on('data', (piece: Buffer) => {
      length += piece.length
      if (length > mostBytes) body.destroy(new BodyTooLarge(mostBytes))
      else pieces.push(piece)
    })
    body.once('end', () => resolve(Buffer.concat(pieces, length)))
    body.once('error', reject)
    body.once('close', () => reject(new Error('the answer broke off')))
  })

const headersOf = (headers: Came['headers']): FetchedHeaders => {
  const get = (name: string): string | null => {
    const value = headers[name.toLowerCase()]
    return value === undefined ? null : asText(value)
  }
  return {
    get,
    has: (name) => get(name) !== null,
    *[Symbol.iterator]() {
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) yield [name, asText(value)]
    },
  }
}

const asText = (value: string | string[]): string => (typeof value === 'string' ? value : value.join(', '))
