import type { Unknown } from '../case.ts'
import type { LicenseFile } from '../license/license-file.ts'
import { NOTHING } from './nothing.ts'
import type { ContentsRead } from './snapshot-facts.ts'

/** The licence files of a component. */
export type LicensesRead =
  | { readonly state: 'read'; readonly files: readonly LicenseFile[] }
  | { readonly state: 'unknown'; readonly why: Unknown }

export const asContents = (read: LicensesRead): ContentsRead =>
  read.state === 'unknown'
    ? read
    : { state: 'read', facts: { ...NOTHING, licenses: { files: read.files, headers: [] } } }
