import { entropy } from './opaque.ts'
import { formOf } from './form.ts'

/** Shorter arrays are tables. */
const LEAST_BYTES = 4096

/** A file is an array where nearly all of it is numbers. */
const SHARE = 0.7

const NUMBER = /0x[0-9a-f]{1,8}\b/gi

/** Machine code and what is compressed; a table of numbers repeats itself more. */
const LEAST_BITS = 6

/**
 * What binary a C file holds as an array of numbers, as far as its beginning tells; null for ordinary code and tables.
 * Linear: each number is found once.
 */
export const arrayForm = (text: string, bytes: number): string | null => {
  if (bytes < LEAST_BYTES || !text.includes('0x')) return null
  let written = 0
  let wide = 0
  const values: number[] = []
  for (const { 0: number } of text.matchAll(NUMBER)) {
    // With the comma and the space that part it from the next.
    written += number.length + 2
    if (number.length > 4) wide += 1
    const value = Number.parseInt(number.slice(2), 16)
    if (number.length > 4) values.push(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24)
    else values.push(value)
  }
  if (written < SHARE * text.length) return null
  const content = Uint8Array.from(values)
  const form = formOf(content, '')
  if (form !== null && form.kind !== 'data' && form.kind !== 'archive') return `C array that holds: ${form.form}`
  const size = Math.round((values.length / text.length) * bytes)
  if (size < LEAST_BYTES || entropy(content) < LEAST_BITS) return null
  return wide > values.length / 8 ? 'C array of words' : 'C array of bytes'
}
