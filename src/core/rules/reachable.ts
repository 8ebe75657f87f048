import type { ReadableRepository, Unknown } from '../case.ts'
import { isAllowed } from '../components.ts'
import type { Component, ComponentKey } from '../manifest/manifest.ts'
import { hostOf } from '../repository-url.ts'
import type { Finding, Outcome } from '../verdict/finding.ts'
import { componentFinding } from './component-finding.ts'
import { commitEvidence } from './evidence.ts'
import { declared } from './declared.ts'
import type { Reasons } from './reasons.ts'
import type { DriverRule, RuleContext } from './rule.ts'

/** Can anyone read it without an account? */
export const reachable: DriverRule = {
  about: 'driver',
  judge: (context) => declared(context).map((component) => judgeComponent(context, component)),
}

type Answer = { readonly outcome: Outcome; readonly reason: Reasons['reachable']; readonly key?: ComponentKey }

const judgeComponent = (context: RuleContext, component: Component): Finding => {
  const facts = context.factsOf(component)
  const { outcome, reason, key = 'repository' } = answerFor(context, component)
  const evidence = facts?.state === 'readable' ? [commitEvidence(facts.repository)] : []
  return componentFinding(context, component, outcome, { rule: 'reachable', ...reason }, { key, evidence })
}

const answerFor = (context: RuleContext, component: Component): Answer => {
  if (component.repository === '.') return ofDriverRepository(context.case.subject.public)
  const host = hostOf(component.repository)
  if (!isAllowed(host, context.config))
    return {
      outcome: 'unmet',
      reason: { code: 'host-not-allowed', host, allowed: context.config.forges.map((forge) => forge.host) },
    }
  const facts = context.factsOf(component)
  if (facts === undefined) return { outcome: 'unknown', reason: { code: 'unknown', why: NOT_LOOKED_UP } }
  switch (facts.state) {
    case 'unknown':
      return { outcome: 'unknown', reason: { code: 'unknown', why: facts.why } }
    case 'unreadable':
      return UNREADABLE
    case 'readable':
      return ofContents(facts.repository, component)
  }
}

const UNREADABLE: Answer = { outcome: 'unmet', reason: { code: 'unreadable' } }

const NOT_LOOKED_UP: Unknown = { cause: 'malformed', detail: 'nobody looked it up', retryAt: null }

const ofDriverRepository = (isPublic: boolean | null): Answer => {
  if (isPublic === true) return { outcome: 'met', reason: { code: 'readable' } }
  if (isPublic === false) return UNREADABLE
  const why: Unknown = {
    cause: 'network',
    detail: 'whether anyone can read this repository is not known',
    retryAt: null,
  }
  return { outcome: 'unknown', reason: { code: 'unknown', why } }
}

const ofContents = (repository: ReadableRepository, component: Component): Answer => {
  if (repository.empty) return { outcome: 'unmet', reason: { code: 'empty' } }
  const { defaultBranch, missingPaths } = repository
  if (repository.ref === null) {
    const ref = component.ref ?? defaultBranch ?? 'HEAD'
    return { outcome: 'unmet', reason: { code: 'ref-missing', ref, defaultBranch }, key: 'ref' }
  }
  if (missingPaths.length === 0) return { outcome: 'met', reason: { code: 'readable' } }
  return component.changes.length > 0
    ? { outcome: 'review', reason: { code: 'path-awaits-change', paths: missingPaths }, key: 'path' }
    : { outcome: 'unmet', reason: { code: 'path-missing', paths: missingPaths }, key: 'path' }
}
