import type { Finding } from '../core/verdict/finding.ts'
import { plain } from './sentence.ts'
import { wordsOf } from './words/words.ts'

/** Findings without those that only repeat an earlier one: several rules may lack an answer for one cause. */
export const distinct = (findings: readonly Finding[]): readonly Finding[] => {
  const told = new Set<string>()
  return findings.filter((finding) => {
    const { outcome, driver, role, component } = finding
    const at = component?.at ?? finding.at
    const tells = JSON.stringify([outcome, driver, role, at, plain(wordsOf(finding).message)])
    const isNew = !told.has(tells)
    told.add(tells)
    return isNew
  })
}
