import type { IdentificationReason } from './identification.ts'
import type { LicenseFile } from './license-file.ts'

/** A licence file whose text was not read, so that nothing is told of it and a person must look. */
export const unreadFile = (
  path: string,
  reason: Extract<IdentificationReason, 'binary' | 'too-large'>,
): LicenseFile => ({
  path,
  target: null,
  identification: {
    tier: 'none',
    expression: null,
    licenses: [],
    inserted: [],
    deleted: [],
    by: 'nothing',
    reason,
    pointsTo: [],
  },
  fields: null,
  restrictions: [],
  redistributable: false,
  quoted: [],
})
