import type { Outcome } from '../core/verdict/finding.ts'
import type { Judgement, Verdict } from '../core/verdict/verdict.ts'
import { distinct } from './distinct.ts'
import type { Part } from './part.ts'
import { capitalised, code, count, list, plain, say, words, type Sentence } from './sentence.ts'
import { minute } from './time.ts'
import { byWeight, type Parts, type CheckRunOptions } from './weight.ts'
import { wordsOf } from './words/words.ts'

/** What follows, in one line: "Fails: the compiler can't be read without an account". */
export const headline = (parts: Parts, options: CheckRunOptions): Sentence => {
  const [worst, ...others] = byWeight(parts, options)
  const whole = (part: Part): Sentence => say`${lead(part.verdict, options)}: ${clause(part.verdict, options)}`
  const differing = others.filter((part) => plain(whole(part)) !== plain(whole(worst)))
  if (differing.length === 0) return capitalised(whole(worst))
  const named = (part: Part): Sentence => say`${lead(part.verdict, options)} for ${nameOf(part)}`
  return capitalised(say`${named(worst)}: ${clause(worst.verdict, options)}; ${list(differing.map(named))}`)
}

/** `#12`, as GitHub writes it in a title, where nothing is linked. */
export const nameOf = ({ pullRequest }: Part): Sentence =>
  pullRequest === null ? say`the merge group` : say`#${pullRequest.number}`

const lead = ({ judgement, mode }: Verdict, { gaveUp }: CheckRunOptions): Sentence => {
  if (mode === 'audit') return AUDIT_LEADS[judgement]
  return judgement === 'unknown' && gaveUp ? say`could not be judged` : LEADS[judgement]
}

const LEADS: Readonly<Record<Judgement, Sentence>> = {
  pass: say`passes`,
  review: say`needs a maintainer's decision`,
  unknown: say`not judged yet`,
  fail: say`fails`,
}

const AUDIT_LEADS: Readonly<Record<Judgement, Sentence>> = {
  pass: say`would pass (audit only)`,
  review: say`would need a maintainer's decision (audit only)`,
  unknown: say`could not be judged (audit only)`,
  fail: say`would fail (audit only)`,
}

const clause = (verdict: Verdict, options: CheckRunOptions): Sentence => {
  if (!verdict.crosses && verdict.judgement === 'pass') return say`nothing in this change crosses the line`
  switch (verdict.judgement) {
    case 'pass':
      return passing(verdict)
    case 'review':
      return leading(verdict, 'review')
    case 'fail':
      return leading(verdict, 'unmet')
    case 'unknown':
      return options.nextTry === null || options.gaveUp
        ? leading(verdict, 'unknown')
        : say`${leading(verdict, 'unknown')}; next try at ${words(minute(options.nextTry))}`
  }
}

/** The first finding that makes the verdict what it is, and how many more there are like it. */
const leading = (verdict: Verdict, outcome: Outcome): Sentence => {
  const [first, ...more] = distinct(verdict.findings).filter((finding) => finding.outcome === outcome)
  if (first === undefined) return say`something could not be found out`
  const { title } = wordsOf(first)
  const several = verdict.drivers.length > 1 && first.role !== null
  const about = several ? say`${title} (driver ${code(first.driver)})` : title
  return more.length === 0 ? about : say`${about}, and ${more.length} more`
}

/** People's decisions are counted in titles, as what rests on them was not found by a machine. */
const passing = (verdict: Verdict): Sentence => {
  const { findings } = verdict
  const having = (outcome: Outcome): number => findings.filter((finding) => finding.outcome === outcome).length
  const settled = [
    { number: having('accepted'), noun: 'accepted finding' },
    { number: having('waived'), noun: 'waived finding' },
  ].filter(({ number }) => number > 0)
  return settled.length === 0
    ? say`all of the declared stack ${list(holds(verdict))}`
    : say`all is met but for ${list(settled.map(({ number, noun }) => count(number, noun)))}`
}

const holds = ({ drivers, findings }: Verdict): readonly Sentence[] => {
  const isOpen = drivers.every(({ components }) => components.every(({ licenseClass }) => licenseClass === 'open'))
  const isUsed = findings.some(({ reason }) => reason.rule === 'uapi' && reason.code === 'used')
  return [
    say`can be read`,
    isOpen ? say`is openly licensed` : say`is licensed as its roles need`,
    ...(isUsed ? [say`uses this uAPI`] : []),
  ]
}
