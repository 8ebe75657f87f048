import type { Unknown } from '../case.ts'
import { type Contents, contentsOf } from '../contents.ts'
import type { SnapshotFacts } from '../evidence/snapshot-facts.ts'
import type { Component } from '../manifest/manifest.ts'
import type { RuleContext } from './rule.ts'

/** What was read of a component's files, or why nothing was. */
export type ReadContents =
  | { readonly state: 'read'; readonly facts: SnapshotFacts; readonly at: Contents }
  /** `unknown`: nobody could look the repository up; `unread`: it was looked up, and its files could not be had. */
  | { readonly state: 'unknown' | 'unread'; readonly why: Unknown }
  /** There is no commit to read, as another rule says. */
  | { readonly state: 'nothing' }

export const readContents = (context: RuleContext, component: Component): ReadContents => {
  const facts = context.factsOf(component)
  if (facts?.state === 'unknown') return { state: 'unknown', why: facts.why }
  const at = contentsOf(component, context.case.subject, facts)
  if (at === null || (at.commit === null && component.repository !== '.')) return { state: 'nothing' }
  if (at.read.state === 'unknown') return { state: 'unread', why: at.read.why }
  return { state: 'read', facts: at.read.facts, at }
}
