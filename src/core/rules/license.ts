import type { LicenseConfig } from '../config.ts'
import type { LicenseClass } from '../license/class.ts'
import { classify, meets } from '../license/classify.ts'
import type { Component } from '../manifest/manifest.ts'
import type { RoleDemand } from '../policy/policy.ts'
import type { Finding, Outcome } from '../verdict/finding.ts'
import { componentFinding } from './component-finding.ts'
import { declared } from './declared.ts'
import { commitEvidence } from './evidence.ts'
import type { Reasons } from './reasons.ts'
import type { DriverRule, RuleContext } from './rule.ts'

/** Does the licence belong to the class that the role needs? */
export const license: DriverRule = {
  about: 'driver',
  judge: (context) => declared(context).flatMap((component) => judgeComponent(context, component)),
}

type Answer = { readonly outcome: Outcome; readonly reason: Reasons['license'] }

const judgeComponent = (context: RuleContext, component: Component): Finding[] => {
  const facts = context.factsOf(component)
  const evidence =
    facts?.state === 'readable' ? [commitEvidence(facts.repository, facts.repository.forgeLicense ?? '')] : []
  return answersFor(context, component).map(({ outcome, reason }) =>
    componentFinding(context, component, outcome, { rule: 'license', ...reason }, { key: 'license', evidence }),
  )
}

const answersFor = (context: RuleContext, component: Component): readonly Answer[] => {
  const facts = context.factsOf(component)
  // The forge's field is about what is published, and says nothing of the contents at the head.
  if (component.repository === '.') return judgeFound(context, component, null)
  if (facts?.state === 'unknown') return [{ outcome: 'unknown', reason: { code: 'unknown', why: facts.why } }]
  return facts?.state === 'readable' ? judgeFound(context, component, facts.repository.forgeLicense) : []
}

const judgeFound = ({ config, policy }: RuleContext, component: Component, forge: string | null): Answer[] => {
  const needed = policy.roles[component.role].class
  const written = told(component.license, config.licenses)
  const found = told(forge, config.licenses)
  // NOASSERTION, NONE and OTHER are no expressions, so they come out as not told too.
  if (found === null) {
    // Nothing that may be found could better what the manifest itself declares.
    const own = written === null ? null : judgeClass(written, needed)
    if (own?.outcome === 'unmet') return [own]
    return [{ outcome: 'review', reason: { code: 'not-told', forge, declared: component.license } }]
  }
  const fit = judgeClass(found, needed)
  const compared = written === null ? null : compare(written, found)
  if (compared === null) return [fit]
  return compared.outcome === 'noted' || fit.outcome !== 'met' ? [fit, compared] : [compared]
}

type Told = { readonly expression: string; readonly class: LicenseClass; readonly leaf: string }

const told = (expression: string | null, licenses: LicenseConfig): Told | null => {
  const classified = expression === null ? null : classify(expression, licenses)
  return expression === null || classified === null || 'invalid' in classified ? null : { expression, ...classified }
}

const judgeClass = ({ expression, class: found, leaf }: Told, needed: RoleDemand['class']): Answer => {
  if (meets(found, needed)) return { outcome: 'met', reason: { code: 'fits', expression, class: found } }
  return found === 'unknown'
    ? { outcome: 'review', reason: { code: 'class-unknown', expression, leaf } }
    : { outcome: 'unmet', reason: { code: 'class-too-low', expression, class: found, needed, leaf } }
}

/** null: the manifest declares what is there, or what is there can't be compared. */
const compare = (declared: Told, found: Told): Answer | null => {
  // The forge's field has no word for exceptions.
  const base = declared.expression.replaceAll(/ WITH [\w.-]+/g, '')
  if (base === found.expression || declared.expression === found.expression || found.class === 'unknown') return null
  const both = { declared: declared.expression, found: found.expression }
  if (declared.class === found.class) return { outcome: 'noted', reason: { code: 'same-class', ...both } }
  return declared.class === 'unknown'
    ? { outcome: 'review', reason: { code: 'class-unknown', expression: declared.expression, leaf: declared.leaf } }
    : {
        outcome: 'unmet',
        reason: { code: 'declared-otherwise', ...both, declaredClass: declared.class, foundClass: found.class },
      }
}
