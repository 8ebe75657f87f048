import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Variables } from './variables.ts'

export type PrivateKeyRead =
  { readonly ok: true; readonly pem: string } | { readonly ok: false; readonly faults: readonly string[] }

/**
 * The App's private key from `PRIVATE_KEY` (PEM, PEM with `\n` written out, or base64 of PEM) or the file that
 * `PRIVATE_KEY_PATH` names, as an unencrypted RSA key in PKCS#8 PEM. A fault never quotes the key.
 */
export const readPrivateKey = (variables: Variables): PrivateKeyRead => {
  const { PRIVATE_KEY: value, PRIVATE_KEY_PATH: path } = variables
  if (value !== undefined && path !== undefined) {
    return fault('PRIVATE_KEY and PRIVATE_KEY_PATH are both set: keep one of them')
  }
  if (value !== undefined) return parse('PRIVATE_KEY', value)
  if (path === undefined)
    return fault("PRIVATE_KEY is missing: set it to the App's private key, or PRIVATE_KEY_PATH to its file")
  const text = readText(path)
  return text === null ? fault('PRIVATE_KEY_PATH names a file that cannot be read') : parse('PRIVATE_KEY_PATH', text)
}

const parse = (name: string, written: string): PrivateKeyRead => {
  const key = tryKey(unescapeNewlines(written)) ?? tryKey(unescapeNewlines(fromBase64(written)))
  if (key === null) return fault(`${name} is not a private key in PEM form, nor base64 of one`)
  if (key.asymmetricKeyType !== 'rsa') return fault(`${name} is not an RSA key, which is what GitHub gives an App`)
  // One form whatever was downloaded: not every signer takes PKCS#1.
  return { ok: true, pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

const tryKey = (pem: string): KeyObject | null => {
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}

const unescapeNewlines = (text: string): string => text.replaceAll('\\n', '\n')

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8')

const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

const fault = (text: string): PrivateKeyRead => ({ ok: false, faults: [text] })
