import { MACHINE_WORDS } from '../../core/evidence/source.ts'
import { entropy } from './opaque.ts'
import { formOf } from './form.ts'

/** Shorter arrays are tables. */
const LEAST_BYTES = 4096

/** A file is an array where nearly all of it is numbers. */
const SHARE = 0.7

const NUMBER = /0x[0-9a-f]{1,8}\b/gi

/** `0x20401248` */
const WORD_DIGITS = 10
const ALL_WORDS = 0.9

/** As long as that, 32-bit words that are all written out are the code of a device. */
const PROGRAM = { bytes: 64 * 1024, bits: 3.5 }

/** Machine code and what is compressed; a table of numbers repeats itself more. */
const LEAST_BITS = 6

/** Instructions of fixed width repeat themselves as tables do, and few tables are as long. */
const LONG = { bytes: 32 * 1024, bits: 3 }

/**
 * What binary a C file holds as an array of numbers, as far as its beginning tells; null for ordinary code and tables.
 * Linear: each number is found once.
 */
export const arrayForm = (text: string, bytes: number): string | null => {
  if (bytes < LEAST_BYTES || !text.includes('0x')) return null
  let written = 0
  let wide = 0
  let full = 0
  const values: number[] = []
  for (const { 0: number } of text.matchAll(NUMBER)) {
    // With the comma and the space that part it from the next.
    written += number.length + 2
    if (number.length > 4) wide += 1
    if (number.length === WORD_DIGITS) full += 1
    const value = Number.parseInt(number.slice(2), 16)
    if (number.length > 4) values.push(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24)
    else values.push(value)
  }
  if (written < SHARE * text.length) return null
  const content = Uint8Array.from(values)
  const form = formOf(content, '')
  if (form !== null && form.kind !== 'data' && form.kind !== 'archive') return `C array that holds: ${form.form}`
  const size = Math.round((values.length / text.length) * bytes)
  if (size < LEAST_BYTES) return null
  const bits = entropy(content)
  if (bits < (size < LONG.bytes ? LEAST_BITS : LONG.bits)) return null
  if (wide <= values.length / 8) return 'C array of bytes'
  return full >= ALL_WORDS * wide && size >= PROGRAM.bytes && bits >= PROGRAM.bits ? MACHINE_WORDS : 'C array of words'
}
