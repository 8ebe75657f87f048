import type { LicenseIndex, Template } from './license-index.ts'
import { makeWordTable, readWordTable } from './word-table.ts'

/** What begins the file; another number when its form changes. */
const MAGIC = 0x4f554c32
const FORMS = { tokens: 2, starts: 4, lows: 2, owners: 2, places: 4, ordinary: 1, table: 2 } as const
type Part = keyof typeof FORMS
const PARTS: readonly Part[] = ['starts', 'places', 'tokens', 'lows', 'owners', 'table', 'ordinary']

type Header = {
  readonly lengths: Readonly<Record<Part, number>>
  readonly templates: readonly (Omit<Template, 'markers'> & {
    readonly markers: readonly (readonly [number, string])[]
  })[]
  readonly vocabulary: string
  readonly names: readonly (readonly [string, readonly string[]])[]
}

/** The index as one file: a header in JSON, then its arrays, the wider ones first, little-endian. */
export const encodeIndex = (index: LicenseIndex): Uint8Array => {
  const arrays = { ...index, table: makeWordTable(index.vocabulary) }
  const header: Header = {
    lengths: {
      tokens: arrays.tokens.length,
      starts: arrays.starts.length,
      lows: arrays.lows.length,
      owners: arrays.owners.length,
      places: arrays.places.length,
      ordinary: arrays.ordinary.length,
      table: arrays.table.length,
    },
    templates: index.templates.map((template) => ({ ...template, markers: [...template.markers] })),
    vocabulary: index.vocabulary.join(' '),
    names: [...index.names],
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  const start = aligned(8 + text.length)
  const size = PARTS.reduce((sum, part) => sum + arrays[part].byteLength, start)
  const file = new Uint8Array(size)
  const view = new DataView(file.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, text.length, true)
  file.set(text, 8)
  let at = start
  for (const part of PARTS) {
    const array = arrays[part]
    file.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += array.byteLength
  }
  return file
}

/** Reads what `encodeIndex` wrote. The arrays are views of the file. Throws for a file of another form or length. */
export const decodeIndex = (file: ArrayBuffer): LicenseIndex => {
  const view = new DataView(file)
  if (file.byteLength < 8 || view.getUint32(0, true) !== MAGIC)
    throw new TypeError('is no licence index of this version')
  const length = view.getUint32(4, true)
  if (8 + length > file.byteLength) throw damaged()
  const header = readHeader(new Uint8Array(file, 8, length))
  const { lengths } = header
  const start = aligned(8 + length)
  if (PARTS.reduce((sum, part) => sum + lengths[part] * FORMS[part], start) !== file.byteLength) throw damaged()
  let at = start
  const take = (part: Part): number => {
    const from = at
    at += lengths[part] * FORMS[part]
    return from
  }
  // In the order of `PARTS`.
  const starts = new Uint32Array(file, take('starts'), lengths.starts)
  const places = new Uint32Array(file, take('places'), lengths.places)
  const tokens = new Uint16Array(file, take('tokens'), lengths.tokens)
  const lows = new Uint16Array(file, take('lows'), lengths.lows)
  const owners = new Uint16Array(file, take('owners'), lengths.owners)
  const table = new Uint16Array(file, take('table'), lengths.table)
  const ordinary = new Uint8Array(file, take('ordinary'), lengths.ordinary)
  const vocabulary = header.vocabulary.split(' ')
  const words = readWordTable(table, vocabulary)
  const templates = header.templates.map((template) => ({ ...template, markers: new Map(template.markers) }))
  return { words, vocabulary, ordinary, tokens, templates, names: new Map(header.names), starts, lows, owners, places }
}

const readHeader = (bytes: Uint8Array): Header => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Header
  } catch (cause) {
    throw damaged(cause)
  }
}

const damaged = (cause?: unknown): TypeError => new TypeError('is a damaged licence index', { cause })

const aligned = (offset: number): number => Math.ceil(offset / 8) * 8
