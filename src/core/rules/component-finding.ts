import type { Component, ComponentKey } from '../manifest/manifest.ts'
import type { Place } from '../place.ts'
import type { Evidence, Finding, Outcome } from '../verdict/finding.ts'
import type { Reason } from './reasons.ts'
import type { RuleContext } from './rule.ts'

/** A finding about one component, at the manifest's line that a reader would change. */
export const componentFinding = (
  { driver }: Pick<RuleContext, 'driver'>,
  component: Component,
  outcome: Outcome,
  reason: Reason,
  { key = 'repository', evidence = [] }: { key?: ComponentKey; evidence?: readonly Evidence[] } = {},
): Finding => ({
  rule: reason.rule,
  outcome,
  reason,
  driver: driver.name,
  role: component.role,
  component,
  at: placeOf(component, key),
  evidence,
  waiver: null,
})

/** Where a key's value stands; where the manifest lacks the key, where the repository stands that it would go beside. */
const placeOf = ({ at, keys }: Component, key: ComponentKey): Place => {
  const position = keys[key] ?? keys.repository
  return position === undefined ? at : { file: at.file, ...position }
}
