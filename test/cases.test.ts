import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../src/config.ts'
import { RULE_CODES, type RuleCode } from '../src/core/rules/codes.ts'
import { RULES } from '../src/core/rules/registry.ts'
import { evaluate } from '../src/core/verdict/evaluate.ts'
import type { Finding, Outcome } from '../src/core/verdict/finding.ts'
import { type Expected, recordedCases } from './cases/load.ts'

const config = loadConfig()
const cases = recordedCases()

describe.each(cases)('$name: $about', ({ case: judged, expect: expected }) => {
  const verdict = evaluate(judged, config)

  it('gives the recorded verdict', () => {
    const { judgement, mode, crosses, unknowns, line } = expected
    expect(verdict.judgement).toBe(judgement)
    if (mode !== undefined) expect(verdict.mode).toBe(mode)
    if (crosses !== undefined) expect(verdict.crosses).toBe(crosses)
    if (unknowns !== undefined) expect(verdict.unknowns).toHaveLength(unknowns)
    if (line !== undefined) expect(verdict.drivers.flatMap((driver) => driver.line.map(quoted))).toEqual(line)
  })

  it('has the recorded findings, and none beside them that is not met', () => {
    const found = verdict.findings.map(described)
    expect(expected.findings.filter((wanted) => !found.some((finding) => fits(finding, wanted)))).toEqual([])
    expect(found.filter(({ rule, reason }) => expected.without.includes(`${rule}/${reason}`))).toEqual([])
    expect(
      found.filter(
        (finding) => finding.outcome !== 'met' && !expected.findings.some((wanted) => fits(finding, wanted)),
      ),
    ).toEqual([])
  })
})

type Described = Required<{ [K in keyof Expected['findings'][number]]: Expected['findings'][number][K] | null }>

const fits = (finding: Described, wanted: Expected['findings'][number]): boolean =>
  Object.entries(wanted).every(([key, value]) => finding[key as keyof Described] === value)

const described = ({ rule, reason, outcome, driver, role, component, at }: Finding): Described => ({
  rule,
  reason: reason.code,
  outcome,
  driver,
  role,
  repository: component?.repository ?? null,
  at: at === null ? null : `${at.file}:${at.line}`,
})

const quoted = ({ kind, file, line }: { kind: string; file: string; line: number | null }): string =>
  `${kind} ${file}${line === null ? '' : `:${line}`}`

describe.each(RULE_CODES)('the rule %s', (code) => {
  it('has its page', () => {
    expect(existsSync(new URL(`../${RULES[code].page}`, import.meta.url))).toBe(true)
  })

  it('has recorded cases of each outcome that it can have', () => {
    const recorded = new Set(
      cases.flatMap(({ expect: { findings } }) =>
        findings.filter(({ rule }) => rule === code).map(({ outcome }) => outcome),
      ),
    )
    const wanted = DECISIVE.filter((outcome) => !NEVER[code].includes(outcome))
    expect(wanted.filter((outcome) => !recorded.has(outcome))).toEqual([])
  })

  it('never has an outcome that it is said never to have', () => {
    const seen = cases.flatMap(({ case: judged }) => evaluate(judged, config).findings)
    expect(seen.filter(({ rule, outcome }) => rule === code && NEVER[code].includes(outcome))).toEqual([])
  })
})

const DECISIVE: readonly Outcome[] = ['met', 'unmet', 'unknown', 'review']

/** Outcomes that a rule doesn't know, each for a reason of its design. */
const NEVER: Readonly<Record<RuleCode, readonly Outcome[]>> = {
  // What judges a change is known or not, and valid or not: nothing in it is left to a person.
  policy: ['review'],
  manifest: [],
  reachable: [],
  upstream: [],
  // A project that is no longer kept can still be read and used, so a maintainer decides.
  alive: ['unmet'],
  license: [],
  source: [],
}
