import { parseExpression } from '../../spdx/expression.ts'
import { isReference, isSpdxId } from '../fields/spdx-names.ts'
import type { LicenseFile } from '../license-file.ts'
import { bareName } from '../paths.ts'

/**
 * Whether a text in `LICENSES/` is another licence than its name says, or that licence changed. What is stated by that
 * name is then no licence that anyone knows.
 */
export const isMisnamed = ({ path, identification, restrictions }: LicenseFile): boolean => {
  const { tier, expression, licenses } = identification
  const name = bareName(path)
  // What a reference means is what its text says.
  if (!isSpdxId(name) || isReference(name)) return false
  if (tier === 'modified' || tier === 'none' || restrictions.length > 0) return true
  // An exception is no expression by itself.
  if (licenses.length === 1 && licenses[0]?.id === name) return false
  return expression === null || !isAbout(expression, name)
}

const isAbout = (expression: string, name: string): boolean =>
  parseExpression(expression).ok && expression.split(/[\s()]+/).some((id) => familyOf(id) === familyOf(name))

/** `GPL-2.0`, `GPL-2.0-only` and `GPL-2.0+` have one text. */
const familyOf = (id: string): string => id.toLowerCase().replace(/(?:\+|-only|-or-later)$/, '')
