import type { Unknown } from '../../core/case.ts'
import type { SeenLine } from '../../core/evidence/snapshot-facts.ts'
import type { Role } from '../../core/manifest/manifest.ts'
import type { Finding } from '../../core/verdict/finding.ts'
import { code, prose, say, words, type Sentence } from '../sentence.ts'
import type { Words } from './table.ts'

/** `the compiler`. */
export const theRole = (finding: Finding): Sentence =>
  finding.role === null ? say`the stack` : say`the ${words(finding.role)}`

/** The driver by its name; findings about the policy are about none. */
export const theDriver = ({ driver }: Finding): Sentence => (driver === '' ? say`the driver` : code(driver))

/** The component's address, as declared. */
export const theRepository = (finding: Finding): Sentence => {
  if (finding.component === null) return theRole(finding)
  return finding.component.repository === '.' ? say`this repository` : code(finding.component.repository)
}

export const aLine = ({ path, line }: SeenLine): Sentence => code(`${path}:${line}`)

/** The line that declares one component in a role, to be filled in. */
export const declaration = (role: Role): Sentence =>
  code(`${role}: [{ repository: https://github.com/<owner>/<${role}> }]`)

/** A clause from elsewhere, without the full stop that ours brings. */
export const clause = (text: string): Sentence => prose(text.replace(/[\s.]+$/u, ''))

export const theDefaultBranch = (name: string | null): Sentence =>
  name === null ? say`the default branch` : say`the default branch, ${code(name)},`

/** A component about which nothing could be found out now, whichever rule asked. */
export const notLookedUp = ({ why }: { readonly why: Unknown }, finding: Finding): Words => ({
  title: say`${theRole(finding)} could not be looked up now`,
  message: say`${theRepository(finding)} could not be looked up now: ${clause(why.detail)}.`,
  mend: null,
})

/** A component that was looked up, and whose files could not be read now, whichever rule asked. */
export const notRead = ({ why }: { readonly why: Unknown }, finding: Finding): Words => ({
  title: say`${theRole(finding)}'s files could not be read now`,
  message: say`the files of ${theRepository(finding)} could not be read now: ${clause(why.detail)}.`,
  mend: null,
})
