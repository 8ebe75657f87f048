import type { LicenseIndex, Template } from './license-index.ts'
import { makeWordTable, readWordTable } from './word-table.ts'

/** What begins the file; another number when its form changes. */
const MAGIC = 0x4f554c33
const FORMS = {
  tokens: 2,
  bounds: 4,
  grams: 4,
  ends: 4,
  starts: 4,
  lows: 2,
  owners: 2,
  places: 4,
  ordinary: 1,
  table: 2,
  details: 1,
} as const
type Part = keyof typeof FORMS
const PARTS = [
  'starts',
  'places',
  'bounds',
  'grams',
  'ends',
  'tokens',
  'lows',
  'owners',
  'table',
  'ordinary',
  'details',
] as const satisfies readonly Part[]

type Header = {
  readonly lengths: Readonly<Record<Part, number>>
  readonly vocabulary: string
  readonly names: readonly (readonly [string, readonly string[]])[]
}

/** A template as its part of `details`, which ends where `ends` says. */
type Details = Omit<Template, 'from' | 'to' | 'markers'> & { readonly markers: readonly (readonly [number, string])[] }

/** The index as one file: a header in JSON, then its arrays, the wider ones first, little-endian. */
export const encodeIndex = (index: LicenseIndex): Uint8Array => {
  const { details, ends } = detailsOf(index)
  const arrays = { ...index, table: makeWordTable(index.vocabulary), details, ends }
  const header: Header = {
    lengths: Object.fromEntries(PARTS.map((part) => [part, arrays[part].length])) as Header['lengths'],
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

const detailsOf = ({ grams, template }: LicenseIndex): { readonly details: Uint8Array; readonly ends: Uint32Array } => {
  let end = 0
  const pieces = Array.from(grams, (_, number) => {
    const { ids, kind, title, optional, slots, markers, required } = template(number)
    const details: Details = { ids, kind, title, optional, slots, markers: [...markers], required }
    return new TextEncoder().encode(JSON.stringify(details))
  })
  const ends = Uint32Array.from(pieces, ({ length }) => (end += length))
  const details = new Uint8Array(end)
  pieces.forEach((piece, number) => details.set(piece, number === 0 ? 0 : ends[number - 1]))
  return { details, ends }
}

/**
 * Reads what `encodeIndex` wrote. The arrays are views of the file, and a template is read when it is first asked for.
 * Throws for a file of another form or length.
 */
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
  const bounds = new Uint32Array(file, take('bounds'), lengths.bounds)
  const grams = new Uint32Array(file, take('grams'), lengths.grams)
  const ends = new Uint32Array(file, take('ends'), lengths.ends)
  const tokens = new Uint16Array(file, take('tokens'), lengths.tokens)
  const lows = new Uint16Array(file, take('lows'), lengths.lows)
  const owners = new Uint16Array(file, take('owners'), lengths.owners)
  const table = new Uint16Array(file, take('table'), lengths.table)
  const ordinary = new Uint8Array(file, take('ordinary'), lengths.ordinary)
  const details = new Uint8Array(file, take('details'), lengths.details)
  const vocabulary = header.vocabulary.split(' ')
  const words = readWordTable(table, vocabulary)
  const template = readTemplates(bounds, details, ends)
  const names = new Map(header.names)
  return { words, vocabulary, ordinary, tokens, bounds, grams, template, names, starts, lows, owners, places }
}

/** Most texts are of a few templates, and none is of all. */
const readTemplates = (bounds: Uint32Array, details: Uint8Array, ends: Uint32Array): LicenseIndex['template'] => {
  const read: Template[] = []
  const decoder = new TextDecoder()
  return (number) => {
    const known = read[number]
    if (known !== undefined) return known
    const [from, to, end] = [bounds[number], bounds[number + 1], ends[number]]
    if (from === undefined || to === undefined || end === undefined) {
      throw new RangeError('the index has no such template')
    }
    const json = decoder.decode(details.subarray(number === 0 ? 0 : ends[number - 1], end))
    const { markers, ...rest } = JSON.parse(json) as Details
    const template: Template = { ...rest, from, to, markers: new Map(markers) }
    read[number] = template
    return template
  }
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
