import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import './compile-cache.js'
import type { Identification } from './core/license/identification.ts'
import type { LicenseIndex } from './core/license/identify/license-index.ts'
import type * as Expressions from './core/spdx/expression.ts'

// Imported once the cache is on, which a static import would come before.
const { createIdentify } = await import('./core/license/identify/identify.ts')
const { decodeIndex } = await import('./core/license/identify/index-file.ts')

export const LICENSE_INDEX_FILE = new URL('license-index.bin', import.meta.url)

let loaded: LicenseIndex | null = null

/** The index of licence texts, read from its file once. `npm run licenses` makes the file. */
export const loadLicenseIndex = (): LicenseIndex => {
  if (loaded !== null) return loaded
  const { buffer, byteOffset, byteLength } = readFileSync(LICENSE_INDEX_FILE)
  // A small file may lie in a pool that others share, at any offset.
  const file = buffer instanceof ArrayBuffer && byteOffset === 0 && buffer.byteLength === byteLength ? buffer : null
  loaded = decodeIndex(file ?? new Uint8Array(buffer, byteOffset, byteLength).slice().buffer)
  return loaded
}

const require = createRequire(import.meta.url)

/** Loaded at the first SPDX tag, as its lists of ids take as long to load as all of the rest. */
const parseExpression: typeof Expressions.parseExpression = (text) =>
  (require('./core/spdx/expression.ts') as typeof Expressions).parseExpression(text)

let identifyLoaded: ((text: string, name?: string) => Identification) | null = null

/** Tells which licences a text holds, by the index that ships with the package; it is loaded at the first call. */
export const identify = (text: string, name?: string): Identification => {
  identifyLoaded ??= createIdentify(loadLicenseIndex(), parseExpression)
  return identifyLoaded(text, name)
}
