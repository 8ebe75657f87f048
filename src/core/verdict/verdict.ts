import type { LineHit, UapiGain } from '../change/change.ts'
import type { FirmwareAsk } from '../change/firmware-names.ts'
import type { Unknown } from '../case.ts'
import type { LicenseClass } from '../license/class.ts'
import type { Component, Manifest } from '../manifest/manifest.ts'
import type { Mode, PolicySource } from '../policy/policy.ts'
import type { Finding } from './finding.ts'

export const JUDGEMENTS = ['pass', 'review', 'unknown', 'fail'] as const
/** Best first. What the findings come to, whatever the mode. */
export type Judgement = (typeof JUDGEMENTS)[number]

export type Verdict = {
  readonly judgement: Judgement
  readonly mode: Mode
  /** Whether anything in this change crosses the line, or may; true where there is no change to look at. */
  readonly crosses: boolean
  readonly drivers: readonly DriverJudgement[]
  /** Those of all drivers, and those about the policy itself; worst first. */
  readonly findings: readonly Finding[]
  readonly policy: {
    readonly sources: readonly PolicySource[]
    readonly preset: string
    readonly floor: 'found' | 'none seen'
    /** How many findings are waived. */
    readonly waivers: number
  }
  /** Why the judgement is `unknown`, and when to ask again; empty otherwise. */
  readonly unknowns: readonly Unknown[]
}

/** The part of a verdict that is about one driver which crosses the line. */
export type DriverJudgement = {
  readonly driver: string
  /** null where no valid manifest rules it. */
  readonly manifest: Manifest | null
  readonly manifestFile: string | null
  readonly line: readonly LineHit[]
  /** What its uAPI gains, and the firmware files that it asks for. */
  readonly gains: readonly UapiGain[]
  readonly firmware: readonly FirmwareAsk[]
  readonly components: readonly ComponentJudgement[]
}

export type ComponentJudgement = {
  readonly component: Component
  /** The branch or tag that it was judged at; null where that could not be read. */
  readonly ref: string | null
  /** 40 hex that it was judged at; null where it could not be read. */
  readonly commit: string | null
  /** The number of the linked change at whose head it was read, and whose commit `commit` then is; null for none. */
  readonly underReview: number | null
  /** SPDX expression of what governs it, told from texts and headers; null where none says it. */
  readonly license: string | null
  /** `unknown` where a person must look first, whatever the expression. */
  readonly licenseClass: LicenseClass
  /** The forge's own field, which decides nothing; null where it has none. */
  readonly forgeLicense: string | null
}
