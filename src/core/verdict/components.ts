import type { Case } from '../case.ts'
import { componentsOf, lookUp } from '../components.ts'
import type { Config } from '../config.ts'
import { type Contents, contentsOf } from '../contents.ts'
import { governing } from '../license/governing.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { usesAt } from '../rules/userspace.ts'
import { userspaceChanges } from '../change/trailers.ts'
import type { UapiGain } from '../change/change.ts'
import type { ReadableChange } from '../evidence/linked-change.ts'
import type { Component } from '../manifest/manifest.ts'
import { sameRepository } from '../repository-url.ts'
import type { ComponentJudgement } from './verdict.ts'

/** What a manifest's components were judged at, and the licence that was found there. */
export const judgeComponents = (
  manifest: Manifest,
  gains: readonly UapiGain[],
  { components, subject, changes, messages }: Case,
  config: Config,
): readonly ComponentJudgement[] => {
  const factsOf = lookUp(components)
  return componentsOf(manifest).map((component) => {
    const facts = factsOf(component)
    const contents = contentsOf(component, subject, facts)
    const { paths, role } = component
    const review = role === 'userspace' ? underReview(component, contents, gains, { changes, messages, subject }) : null
    const found =
      contents?.read.state === 'read' ? governing(contents.read.facts.licenses, { paths, role }, config.licenses) : null
    return {
      component,
      ref: facts?.state === 'readable' ? (facts.repository.ref?.name ?? null) : null,
      commit: review?.head ?? contents?.commit ?? null,
      underReview: review?.number ?? null,
      license: found?.expression ?? null,
      licenseClass: found?.certain === true ? found.class : 'unknown',
      forgeLicense: contents?.forgeLicense ?? null,
    }
  })
}

/** The linked change at whose head a component was read, as it brings names that `ref` lacks; null for none. */
const underReview = (
  component: Component,
  contents: Contents | null,
  gains: readonly UapiGain[],
  { changes, messages, subject }: Pick<Case, 'changes' | 'messages' | 'subject'>,
): ReadableChange | null => {
  const known = [contents?.repository, component.repository === '.' ? subject.repository : component.repository]
  const urls = new Set([...component.changes, ...userspaceChanges(messages)])
  const uses = contents?.read.state === 'read' ? contents.read.facts.names : []
  const lacking = gains.filter(({ name }) => !uses.some((each) => each.name === name && each.use !== null))
  for (const linked of changes) {
    if (!urls.has(linked.url) || linked.facts.state !== 'readable') continue
    const { change } = linked.facts
    const isHere = known.some((url) => url !== null && url !== undefined && sameRepository(url, change.repository))
    if (!isHere || change.status !== 'open') continue
    const brought = usesAt(linked)
    if (lacking.some(({ name }) => brought.has(name))) return change
  }
  return null
}
