import type { Case, ComponentFacts, Unknown } from '../case.ts'
import type { LineHit, QuotedLine, UapiGain, UapiLoss } from '../change/change.ts'
import type { Config } from '../config.ts'
import type { Component, Manifest } from '../manifest/manifest.ts'
import type { Policy, PolicySource } from '../policy/policy.ts'
import type { Finding } from '../verdict/finding.ts'
import type { Parsed } from '../yaml/fault.ts'

/** One question about the stack. A rule is pure: the same context gives the same findings. */
export type Rule = CaseRule | DriverRule

/** Asked once a case, about what judges it. */
export type CaseRule = {
  readonly about: 'case'
  readonly judge: (levels: Levels, judged: Case) => readonly Finding[]
}

/** Asked for each driver in question, once for each level of policy. */
export type DriverRule = {
  readonly about: 'driver'
  readonly judge: (context: RuleContext) => readonly Finding[]
}

/** The levels of policy that a case is judged by: it must hold before each of them. */
export type Levels = {
  readonly floor: LevelRead
  readonly repository: LevelRead
  /** The valid ones of both, floor first; the shipped default where there are none. */
  readonly policies: readonly [Policy, ...Policy[]]
}

export type LevelRead =
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly why: Unknown }
  | { readonly state: 'found'; readonly source: PolicySource; readonly parsed: Parsed<Policy> }

/** What a rule may look at: one driver that crosses the line, under one level of policy. */
export type RuleContext = {
  readonly case: Case
  readonly config: Config
  readonly policy: Policy
  readonly driver: DriverScope
  /** What was found out about a component; undefined where nobody asked. */
  readonly factsOf: (component: Component) => ComponentFacts['facts'] | undefined
}

/** A driver in question, with the manifest that rules it. */
export type DriverScope = {
  /** As its manifest names it, else after its directory. */
  readonly name: string
  /** '' for the root. */
  readonly directory: string
  readonly hits: readonly LineHit[]
  /** Why it can't be told whether it crosses, where that hangs on what it used before; null where it doesn't. */
  readonly awaits: Unknown | null
  /** Names that its uAPI did not have before, each once. */
  readonly gains: readonly UapiGain[]
  /** Names that its uAPI has no longer, or with another value or type: no addition, and pointed out. */
  readonly losses: readonly UapiLoss[]
  /** Files that may cross the line, and whose change could not be had. */
  readonly unread: readonly string[]
  /** Files that may cross the line, and are no text though their names say so. */
  readonly textless: readonly string[]
  /** Lines of the change that ask for firmware files. */
  readonly firmware: readonly QuotedLine[]
  readonly manifest: { readonly file: string; readonly parsed: Parsed<Manifest> } | null
}
