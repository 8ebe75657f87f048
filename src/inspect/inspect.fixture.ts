import { contentOf as makeContent } from './content.ts'
import type { Content, Entry, Inspector } from './inspector.ts'

export const fileEntry = (path: string, bytes = 0): Entry => ({
  path,
  kind: 'file',
  isExecutable: false,
  bytes,
  target: null,
})

export const contentOf = (given: string | Uint8Array, most = Infinity): Content => {
  const all = Buffer.from(given)
  return makeContent(all.subarray(0, most), all.length)
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
