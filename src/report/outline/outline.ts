import type { Subject } from '../../core/case.ts'
import { POLICY_FILE } from '../../core/policy/policy.ts'
import type { Finding, Outcome } from '../../core/verdict/finding.ts'
import type { DriverJudgement, Verdict } from '../../core/verdict/verdict.ts'
import { distinct } from '../distinct.ts'
import type { Part } from '../part.ts'
import { code, prose, say, type Sentence, words } from '../sentence.ts'
import { minute } from '../time.ts'
import { wordsOf } from '../words/words.ts'
import { asked, type Asked } from './asked.ts'
import { finePrint } from './fine-print.ts'
import { lastingWaiver } from './lasting-waiver.ts'
import { stack, type StackRow } from './stack.ts'

/** One part of a report as its readers want it, in reading order: what the renderers only give a form. */
export type Outline = {
  readonly why: Sentence
  readonly drivers: readonly OutlinedDriver[]
  readonly sections: readonly Section[]
  readonly question: { readonly lead: Sentence; readonly text: Sentence } | null
  readonly finePrint: readonly Sentence[]
}

export type OutlinedDriver = {
  /** null where there is only one, which then needs no name. */
  readonly name: string | null
  readonly asked: readonly Asked[]
  readonly stack: readonly StackRow[]
}

export type Section = {
  readonly title: Sentence
  readonly items: readonly Item[]
  /** What the reader can do about all of them; null where each says it itself. */
  readonly advice: Sentence | null
}

export type Item = {
  readonly finding: Finding
  /** Set where the report is about several drivers. */
  readonly driver: string | null
  readonly message: Sentence
  readonly mend: Sentence | null
  /** What was seen in a file. The commits that were looked at stand in the table of the stack. */
  readonly seen: Finding['evidence']
  /** What a person decided about it; null where nobody did. */
  readonly decision: Sentence | null
}

export const outline = ({ verdict, subject }: Part): Outline => ({
  why: why(verdict, subject),
  drivers: verdict.drivers.map((driver) => ({
    name: verdict.drivers.length > 1 ? driver.driver : null,
    asked: asked(driver.line),
    stack: stack(driver, findingsOf(verdict, driver)),
  })),
  sections: SECTIONS.map(({ title, outcomes }) => ({
    title,
    items: distinct(verdict.findings)
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map((finding) => item(verdict, finding, subject)),
    advice: outcomes.includes('review') && verdict.findings.some(isWaivableReview) ? WAIVING : null,
  })).filter(({ items }) => items.length > 0),
  question: verdict.crosses && verdict.judgement === 'pass' ? QUESTION : null,
  finePrint: finePrint(verdict, subject),
})

const why = ({ crosses, drivers, judgement }: Verdict, { base }: Subject): Sentence => {
  if (!crosses && judgement === 'pass') return say`Nothing in this change crosses the line, so no stack is asked for.`
  if (!crosses) return say`Nothing in this change is known to cross the line.`
  if (drivers.some(({ line }) => line.length > 0)) return say`This change crosses the line.`
  return base === null
    ? say`There is no change to look at, so all that the policy asks for must hold.`
    : say`Whether this change crosses the line could not be read from it.`
}

const SECTIONS: readonly { readonly title: Sentence; readonly outcomes: readonly Outcome[] }[] = [
  { title: say`To mend`, outcomes: ['unmet'] },
  { title: say`Not known yet`, outcomes: ['unknown'] },
  { title: say`For a maintainer to decide`, outcomes: ['review'] },
  { title: say`Decided by people`, outcomes: ['accepted', 'waived'] },
  { title: say`Noted, not blocking`, outcomes: ['noted'] },
]

const QUESTION = {
  lead: say`Not judged by a machine: whether this is the real thing.`,
  text: say`Can the hardware be used as it is intended to be used with only these? That stays with the reviewer.`,
}

/** What nobody could read can't be waived. */
const isWaivableReview = ({ outcome, reason }: Finding): boolean =>
  outcome === 'review' && !(reason.rule === 'manifest' && reason.code === 'unread')

const WAIVING = say`To accept one of these, write a waiver for it into ${code(POLICY_FILE)} on the base branch.`

const findingsOf = ({ findings }: Verdict, { driver }: DriverJudgement): readonly Finding[] =>
  findings.filter((finding) => finding.driver === driver)

const item = ({ drivers }: Verdict, finding: Finding, subject: Subject): Item => {
  const { message, mend } = wordsOf(finding)
  return {
    finding,
    driver: drivers.length > 1 ? finding.driver : null,
    message,
    mend,
    seen: finding.evidence.filter(({ path }) => path !== null),
    decision: decision(finding, drivers, subject),
  }
}

const decision = (finding: Finding, drivers: Verdict['drivers'], subject: Subject): Sentence | null => {
  const { outcome, waiver, acceptance } = finding
  if (outcome === 'accepted' && acceptance !== undefined) {
    const manifest = drivers.find(({ driver }) => driver === finding.driver)?.manifestFile ?? null
    const { by, at } = acceptance
    return say`Accepted by ${code(by)} at ${words(minute(at))}; that falls when what was found changes. To make it lasting, put this waiver with its reason under ${code('waivers:')} in ${code(POLICY_FILE)} on the base branch: ${code(lastingWaiver(finding, acceptance, manifest, subject))}`
  }
  if (outcome !== 'waived' || waiver === null) return null
  return say`Waived until ${code(waiver.until)}, approved by ${code(waiver.approvedBy)}: “${prose(waiver.reason)}”`
}
