import { LARGEST_LICENSE_FILE_BYTES } from '../core/license/choose.ts'
import { decodeText } from '../core/license/identify/decode.ts'
import type { LicenseFile } from '../core/license/license-file.ts'
import { readLicenseFile } from '../core/license/read-license-file.ts'
import { unreadFile } from '../core/license/unread-file.ts'
import { identify } from '../license-index.js'

export type LicenseContent = {
  readonly path: string
  /** What a link points to; null for a file. */
  readonly target: string | null
  /** null where the object could not be had, or is too large. */
  readonly content: Uint8Array | null
}

/** Tells a licence file from its content. */
export const tellLicense = ({ path, target, content }: LicenseContent): LicenseFile => {
  if (target !== null) return readLicenseFile({ path, target, text: target }, identify)
  if (content === null || content.length > LARGEST_LICENSE_FILE_BYTES) return unreadFile(path, 'too-large')
  const text = decodeText(content)
  return text === null ? unreadFile(path, 'binary') : readLicenseFile({ path, target: null, text }, identify)
}
