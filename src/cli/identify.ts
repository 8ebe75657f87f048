import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { classifyText } from '../core/license/classify.ts'
import type { Config } from '../core/config.ts'
import { decodeText } from '../core/license/identify/decode.ts'
import { readLicenseFile } from '../core/license/read-license-file.ts'
import { unreadFile } from '../core/license/unread-file.ts'
import { identify } from '../license-index.js'
import type { IdentifiedFile } from '../report/identified/identified-file.ts'

/** What can be read of a file before it is no licence for its size alone. */
const MOST_BYTES = 64 * 1024 * 1024

export type FileRead =
  | { readonly ok: true; readonly found: IdentifiedFile }
  /** `fault`: why it can't be read, in the system's words. */
  | { readonly ok: false; readonly file: string; readonly fault: string }

/**
 * Tells what licence texts are.
 *
 * @param files paths from `directory`; `-` is standard input
 */
export const identifyFiles = async (
  directory: string,
  files: readonly string[],
  { licenses }: Pick<Config, 'licenses'>,
): Promise<readonly FileRead[]> => {
  const found: FileRead[] = []
  for (const file of files) {
    const bytes = await readBytes(file === '-' ? process.stdin : createReadStream(resolve(directory, file)))
    if (typeof bytes === 'string') found.push({ ok: false, file, fault: bytes })
    else found.push({ ok: true, found: { file, ...told(file, bytes, licenses) } })
  }
  return found
}

const told = (
  file: string,
  bytes: Uint8Array | null,
  licenses: Config['licenses'],
): Pick<IdentifiedFile, 'identification' | 'class'> => {
  const text = bytes === null ? null : decodeText(bytes)
  const read =
    text === null
      ? unreadFile(file, bytes === null ? 'too-large' : 'binary')
      : readLicenseFile({ path: file, target: null, text }, identify)
  // Firmware is the role that most classes are told apart for.
  return { identification: read.identification, class: classifyText(read, 'firmware', licenses).class }
}

/** null: past the limit. A text says why it can't be read. */
const readBytes = async (stream: AsyncIterable<Buffer>): Promise<Uint8Array | string | null> => {
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of stream) {
      size += piece.length
      if (size > MOST_BYTES) return null
      pieces.push(piece)
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return error.message
    throw error
  }
  return Buffer.concat(pieces)
}
