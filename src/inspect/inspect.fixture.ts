import { decodeText } from '../core/license/identify/decode.ts'
import type { Content, Entry, Inspector } from './inspector.ts'

export const fileEntry = (path: string, bytes = 0): Entry => ({
  path,
  kind: 'file',
  isExecutable: false,
  bytes,
  target: null,
})

export const contentOf = (given: string | Uint8Array, most = Infinity): Content => {
  const all = typeof given === 'string' ? Buffer.from(given) : given
  const bytes = all.subarray(0, most)
  return { bytes, isWhole: bytes.length === all.length, text: () => decodeText(bytes) }
}

/** Shows an inspector these files in their order, each as far as it wants to see it. */
export const inspect = <F>(inspector: Inspector<F>, files: Readonly<Record<string, string | Uint8Array>>): F => {
  for (const [path, given] of Object.entries(files)) {
    const entry = fileEntry(path, Buffer.byteLength(given))
    const wanted = inspector.wants(entry)
    inspector.see(entry, contentOf(given, wanted))
  }
  return inspector.facts()
}
