/**
 * The text of a licence file: UTF-8, UTF-16 by its mark or evidently, else Windows-1252, as old licence files are. Null
 * for what is no text.
 */
export const decodeText = (bytes: Uint8Array): string | null => {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decode(bytes, 'utf-16le')
  if (first === 0xfe && second === 0xff) return decode(bytes, 'utf-16be')
  const zeros = zerosByParity(bytes.subarray(0, SAMPLE))
  const half = Math.min(bytes.length, SAMPLE) / 2
  if (zeros.odd > half * 0.6 && zeros.even < half * 0.05) return decode(bytes, 'utf-16le')
  if (zeros.even > half * 0.6 && zeros.odd < half * 0.05) return decode(bytes, 'utf-16be')
  if (isBinary(bytes.subarray(0, SAMPLE))) return null
  const utf8 = decode(bytes, 'utf-8')
  // A few bytes that are no UTF-8 in a text that is: keep the text. None of it is: it was Latin.
  if (!utf8.includes(REPLACEMENT)) return utf8
  return /[\u0080-\uFFFC]/.test(utf8) ? utf8 : decode(bytes, 'windows-1252')
}

const SAMPLE = 8192
const REPLACEMENT = '\uFFFD'

const decode = (bytes: Uint8Array, encoding: string): string => new TextDecoder(encoding).decode(bytes)

const zerosByParity = (bytes: Uint8Array): { readonly even: number; readonly odd: number } => {
  let even = 0
  let odd = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0) continue
    if (at % 2 === 0) even += 1
    else odd += 1
  }
  return { even, odd }
}

/** A zero byte, or many control characters. */
const isBinary = (bytes: Uint8Array): boolean => {
  let controls = 0
  for (const byte of bytes) {
    if (byte === 0) return true
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) controls += 1
  }
  return controls > bytes.length * 0.05
}
