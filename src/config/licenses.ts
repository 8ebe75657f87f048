import spdxExceptions from 'spdx-exceptions/index.json' with { type: 'json' }
import spdxIds from 'spdx-license-ids/index.json' with { type: 'json' }
import spdxDeprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' }
import spdxLicenses from 'spdx-license-list/spdx.json' with { type: 'json' }
import { z } from 'zod'
import type { LicenseConfig } from '../core/config.ts'
import { LICENSE_CLASSES, type LicenseClass } from '../core/license/class.ts'
import { nearest } from '../core/yaml/nearest.ts'
import { checked } from '../core/yaml/checked.ts'

const IDS: readonly string[] = [...new Set([...spdxIds, ...spdxDeprecatedIds, ...Object.keys(spdxLicenses)])]

/** The ids that an entry stands for: itself, or with `*` at its end all that begin so. */
const expand = (id: string, known: readonly string[]): readonly string[] =>
  id.endsWith('*') ? known.filter((candidate) => candidate.startsWith(id.slice(0, -1))) : known.includes(id) ? [id] : []

const entries = (known: readonly string[]) => {
  const id = checked((text) => {
    if (expand(text, known).length > 0) return null
    const meant = nearest(text, known)
    return { message: 'is not in the SPDX list', mend: meant === null ? null : `Write ${meant}.` }
  })
  return z.array(z.strictObject({ id, reason: z.string().min(1) }))
}

export const licensesSchema = z.strictObject({
  open: entries(IDS),
  redistributable: entries(IDS),
  'source-available': entries(IDS),
  proprietary: entries(IDS),
  permissions: entries(spdxExceptions),
})

export const toLicenses = (written: z.output<typeof licensesSchema>): LicenseConfig => {
  const classes: Record<string, LicenseClass> = {}
  for (const licenseClass of LICENSE_CLASSES) {
    if (licenseClass === 'unknown') continue
    for (const { id } of written[licenseClass]) {
      for (const each of expand(id, IDS)) {
        if (classes[each] !== undefined) throw new Error(`licenses.yml: ${each} is listed twice`)
        classes[each] = licenseClass
      }
    }
  }
  const osi = Object.entries(spdxLicenses).filter(([, license]) => license.osiApproved)
  return {
    osi: new Set(osi.map(([id]) => id)),
    classes,
    permissions: new Set(written.permissions.flatMap(({ id }) => expand(id, spdxExceptions))),
  }
}
