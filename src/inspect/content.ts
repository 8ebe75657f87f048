import { isAscii, isUtf8 } from 'node:buffer'
import { decodeText } from '../core/license/identify/decode.ts'
import type { Content } from './inspector.ts'

/**
 * The beginning of a file for inspectors that want it. They share the bytes, which are only there while they look.
 *
 * @param whole how long the file is
 */
export const contentOf = (bytes: Buffer, whole: number): Content => {
  let latin1: string | undefined
  let text: string | null | undefined
  const latin1Of = (): string => (latin1 ??= bytes.toString('latin1'))
  return {
    bytes,
    isWhole: bytes.length >= whole,
    text: () => (text === undefined ? (text = textOf(bytes, bytes.length < whole, latin1Of)) : text),
    latin1: latin1Of,
  }
}

const SAMPLE = 8192

/**
 * Nearly all source is UTF-8 without a mark or control characters, and that is told a hundred times faster. Most of it is
 * ASCII, and the same string both ways.
 */
const textOf = (bytes: Buffer, isCut: boolean, latin1: () => string): string | null => {
  if (isAscii(bytes) && !bytes.subarray(0, SAMPLE).includes(0) && !hasControls(bytes)) return latin1()
  const known = isCut ? bytes.subarray(0, wholeCharacters(bytes)) : bytes
  const isPlain = known[0] !== 0xef && !known.subarray(0, SAMPLE).includes(0) && isUtf8(known)
  if (!isPlain || hasControls(known)) return decodeText(known)
  return known.toString('utf8')
}

/** Where the last character that was not cut in two ends. */
const wholeCharacters = (bytes: Buffer): number => {
  for (let back = 1; back <= 4 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

/** A text begins as it goes on, so its first bytes tell whether the slow way must look closer. */
const hasControls = (bytes: Buffer): boolean => {
  const end = Math.min(bytes.length, 64)
  for (let at = 0; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < 32 && (byte < 9 || byte > 13) && byte !== 27) return true
  }
  return false
}
