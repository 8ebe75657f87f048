import type { Case } from '../case.ts'
import { componentsOf, lookUp } from '../components.ts'
import type { Config } from '../config.ts'
import { classify } from '../license/classify.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { ComponentJudgement } from './verdict.ts'

/** What a manifest's components were judged at, and the licence that was found there. */
export const judgeComponents = (
  manifest: Manifest,
  { components, subject }: Case,
  config: Config,
): readonly ComponentJudgement[] => {
  const factsOf = lookUp(components)
  return componentsOf(manifest).map((component) => {
    const facts = factsOf(component)
    const repository = facts?.state === 'readable' ? facts.repository : null
    const found = repository?.forgeLicense ?? null
    const classified = found === null ? null : classify(found, config.licenses)
    const isTold = classified !== null && !('invalid' in classified)
    return {
      component,
      commit: component.repository === '.' ? subject.head : (repository?.ref?.commit ?? null),
      underReview: false,
      license: isTold ? found : null,
      licenseClass: isTold ? classified.class : 'unknown',
    }
  })
}
