import { remember } from '../core/remember.ts'
import type { Reason } from '../core/rules/reasons.ts'
import type { Finding } from '../core/verdict/finding.ts'
import { plain } from './sentence.ts'
import { wordsOf } from './words/words.ts'

/**
 * Findings without those that only repeat another one: several rules may lack an answer for one cause, or ask for one
 * and the same thing.
 */
export const distinct = remember((findings: readonly Finding[]): readonly Finding[] => {
  const told = new Set<string>()
  return findings.filter((finding) => {
    const tells = JSON.stringify([...aboutOf(finding), plain(wordsOf(finding).message)])
    const isNew = !told.has(tells) && !findings.some((other) => follows(finding, other))
    told.add(tells)
    return isNew
  })
})

const aboutOf = ({ outcome, driver, role, component, at }: Finding): readonly unknown[] => [
  outcome,
  driver,
  role,
  component?.at ?? at,
]

/** Whether a finding asks for nothing that another of the same stack doesn't ask for with more words. */
const follows = (finding: Finding, other: Finding): boolean =>
  isFollowedBy(other.reason, finding.reason) && JSON.stringify(stackOf(finding)) === JSON.stringify(stackOf(other))

const stackOf = ({ outcome, driver, role, component }: Finding): readonly unknown[] => [
  outcome,
  driver,
  role,
  component?.at,
]

const isFollowedBy = (first: Reason, then: Reason): boolean => {
  // Where nothing uses a name, no linked change does, and both are mended by one that does.
  if (then.rule === 'change' && then.code === 'missing')
    return (
      first.rule === 'uapi' &&
      (first.code === 'unused' || first.code === 'nothing-used') &&
      then.names.every((name) => first.names.includes(name))
    )
  // Whoever reads the licence knows what it says of the files.
  return then.rule === 'firmware' && then.code === 'to-read' && first.rule === 'license' && first.code === 'to-read'
}
