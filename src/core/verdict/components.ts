import type { Case } from '../case.ts'
import { componentsOf, lookUp } from '../components.ts'
import type { Config } from '../config.ts'
import { contentsOf } from '../contents.ts'
import { governing } from '../license/governing.ts'
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
    const contents = contentsOf(component, subject, facts)
    const { paths, role } = component
    const found =
      contents?.read.state === 'read' ? governing(contents.read.facts.licenses, { paths, role }, config.licenses) : null
    return {
      component,
      ref: facts?.state === 'readable' ? (facts.repository.ref?.name ?? null) : null,
      commit: contents?.commit ?? null,
      underReview: false,
      license: found?.expression ?? null,
      licenseClass: found?.certain === true ? found.class : 'unknown',
      forgeLicense: contents?.forgeLicense ?? null,
    }
  })
}
