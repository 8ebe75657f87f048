import type { LicenseClass } from '../../core/license/class.ts'
import type { Identification } from '../../core/license/identification.ts'

export type IdentifiedFile = {
  /** As it was named; `-` is standard input. */
  readonly file: string
  readonly identification: Identification
  readonly class: LicenseClass
}
