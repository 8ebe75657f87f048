const TEXTS = new WeakMap<Uint8Array, string>()

/**
 * Bytes as a string of one character each, made once for all that search them: what is looked for is ASCII, and a string
 * is searched several times as fast as bytes are decoded.
 */
export const latin1Of = (bytes: Uint8Array): string => {
  const known = TEXTS.get(bytes)
  if (known !== undefined) return known
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  TEXTS.set(bytes, text)
  return text
}
