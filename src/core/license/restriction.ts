import type { LicenseClass } from './class.ts'

/** What a phrase takes away, and the class that it leaves. */
export const RESTRICTION_CLASSES = {
  'non-commercial': 'source-available',
  'field-of-use': 'source-available',
  military: 'source-available',
  'competing-service': 'source-available',
  'user-cap': 'source-available',
  'acceptable-use': 'source-available',
  'commons-clause': 'source-available',
  ethical: 'source-available',
  research: 'source-available',
  'personal-use': 'source-available',
  'evaluation-only': 'source-available',
  'no-modification': 'source-available',
  confidential: 'proprietary',
  'binary-only': 'proprietary',
  'no-reverse-engineering': 'proprietary',
  'hardware-tied': 'proprietary',
  'no-redistribution': 'proprietary',
  'single-copy': 'proprietary',
  /**
   * An agreement to be bound by, a licence that can't be passed on: the manner of an EULA, which open licences have at
   * times too. Those of EULAs say more.
   */
  'restricted-grant': 'unknown',
  /** What only disclaims implied licences in one place is all that there is in another. */
  'no-grant': 'unknown',
} as const satisfies Readonly<Record<string, LicenseClass>>

export type RestrictionCode = keyof typeof RESTRICTION_CLASSES

/** The class that restrictions leave, whatever licence they stand beside; null where there are none. */
export const restrictedClass = (codes: readonly RestrictionCode[]): LicenseClass | null => {
  if (codes.length === 0) return null
  const classes = codes.map((code) => RESTRICTION_CLASSES[code])
  if (classes.includes('proprietary')) return 'proprietary'
  return classes.includes('source-available') ? 'source-available' : 'unknown'
}
