// JavaScript for the reason that compile-cache.js gives: a program may begin here.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { URL } from 'node:url'
import './compile-cache.js'

/** @import { Identification } from './core/license/identification.ts' */
/** @import { LicenseIndex } from './core/license/identify/license-index.ts' */
/** @import * as Expressions from './core/spdx/expression.ts' */

// Imported once the cache is on, which a static import would come before.
const { createIdentify } = await import('./core/license/identify/identify.ts')
const { decodeIndex } = await import('./core/license/identify/index-file.ts')

export const LICENSE_INDEX_FILE = new URL('license-index.bin', import.meta.url)

/** @type {LicenseIndex | null} */
let loaded = null

/**
 * The index of licence texts, read from its file once. `npm run licenses` makes the file.
 *
 * @returns {LicenseIndex}
 */
export const loadLicenseIndex = () => {
  if (loaded !== null) return loaded
  const { buffer, byteOffset, byteLength } = readFileSync(LICENSE_INDEX_FILE)
  // A small file may lie in a pool that others share, at any offset.
  const file = buffer instanceof ArrayBuffer && byteOffset === 0 && buffer.byteLength === byteLength ? buffer : null
  loaded = decodeIndex(file ?? new Uint8Array(buffer, byteOffset, byteLength).slice().buffer)
  return loaded
}

/** @type {(file: string) => typeof Expressions} */
const load = createRequire(import.meta.url)

/**
 * Loaded at the first SPDX tag, as its lists of ids take as long to load as all of the rest.
 *
 * @type {typeof Expressions.parseExpression}
 */
const parseExpression = (text) => load('./core/spdx/expression.ts').parseExpression(text)

/** @type {((text: string, name?: string) => Identification) | null} */
let identifyLoaded = null

/**
 * Tells which licences a text holds, by the index that ships with the package; it is loaded at the first call.
 *
 * @param {string} text
 * @param {string} [name]
 * @returns {Identification}
 */
export const identify = (text, name) => {
  identifyLoaded ??= createIdentify(loadLicenseIndex(), parseExpression)
  return identifyLoaded(text, name)
}
