import { policyFinding } from '../rules/policy.ts'
import type { DriverScope } from '../rules/rule.ts'
import { type Finding, OUTCOMES } from './finding.ts'
import type { JudgedDriver } from './judge-level.ts'
import { waiverEvidence } from './waive.ts'

/** A driver in question at one level of policy or more, with what all of them come to. */
export type MergedDriver = { readonly driver: DriverScope; readonly findings: readonly Finding[] }

/** Lays the levels' judgements over each other: the worst outcome of each finding counts. */
export const mergeLevels = (levels: readonly (readonly JudgedDriver[])[]): readonly MergedDriver[] => {
  const byDriver = Map.groupBy(levels.flat(), ({ driver }) => sameDriver(driver))
  return [...byDriver.values()].flatMap((judged) => {
    const [first] = judged
    if (first === undefined) return []
    const scopes = judged.map(({ driver }) => driver)
    return [{ driver: mergeScopes(first.driver, scopes), findings: mergeFindings(judged) }]
  })
}

/** Equal for one driver at all levels. */
export const sameDriver = ({ manifest, directory, name }: DriverScope): string =>
  JSON.stringify([manifest?.file, directory, name])

/** Levels differ in the paths that they look at. */
export const mergeScopes = (driver: DriverScope, scopes: readonly DriverScope[]): DriverScope => {
  const all = <T>(select: (driver: DriverScope) => readonly T[]): T[] => [
    ...new Map(scopes.flatMap(select).map((item) => [JSON.stringify(item), item])).values(),
  ]
  return {
    ...driver,
    hits: all(({ hits }) => hits),
    gains: all(({ gains }) => gains),
    losses: all(({ losses }) => losses),
    unread: all(({ unread }) => unread),
    textless: all(({ textless }) => textless),
    firmware: all(({ firmware }) => firmware),
  }
}

const mergeFindings = (judged: readonly JudgedDriver[]): Finding[] => {
  const byKey = new Map<string, Finding[]>()
  for (const { findings } of judged)
    for (const [key, finding] of keyed(findings, judged.length === 1))
      byKey.set(key, [...(byKey.get(key) ?? []), finding])
  return [...byKey.values()].flatMap((same) => {
    if (same.some((finding) => isOverruled(finding, judged))) return []
    const [worst] = [...same].sort((a, b) => OUTCOMES.indexOf(b.outcome) - OUTCOMES.indexOf(a.outcome))
    // What only some levels find met is said otherwise by the others: they have a finding of their own for it.
    if (worst === undefined || (worst.outcome === 'met' && same.length < judged.length)) return []
    return [worst, ...same.flatMap((finding) => noteOverruled(finding, worst))]
  })
}

/** A rule counts for less only where no level demands that it holds. */
const isOverruled = ({ reason }: Finding, judged: readonly JudgedDriver[]): boolean =>
  reason.rule === 'policy' &&
  reason.code === 'lighter' &&
  judged.some(({ policy }) => policy.rules[reason.rated].severity === 'require')

/** Findings by what they are about; the levels may answer the same with another outcome. */
const keyed = (findings: readonly Finding[], isOnlyLevel: boolean): [string, Finding][] => {
  const seen = new Map<string, number>()
  return findings.map((finding, index) => {
    const { rule, driver, role, component, reason, at } = finding
    // What is said of a level's own waivers and rules is about that level.
    if (rule === 'policy') return [JSON.stringify(finding), finding]
    // With no other level to answer the same, each stands for itself.
    if (isOnlyLevel) return [String(index), finding]
    const about = component === null ? null : [component.repository, component.ref, component.paths]
    const key = JSON.stringify([rule, driver, role, about, reason.code, at])
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    return [`${key}#${count}`, finding]
  })
}

/** A level's waiver helps before that level alone, so a repository can't waive what its organisation's floor demands. */
const noteOverruled = ({ waiver, driver }: Finding, worst: Finding): Finding[] =>
  waiver === null || worst.outcome === 'waived'
    ? []
    : [
        policyFinding(
          'noted',
          { code: 'waiver-overruled', waives: waiver.rule, until: waiver.until },
          [waiverEvidence(waiver)],
          driver,
        ),
      ]
