import type { Case, Unknown } from '../case.ts'
import type { Config } from '../config.ts'
import type { Mode } from '../policy/policy.ts'
import { RULES } from '../rules/registry.ts'
import type { Levels } from '../rules/rule.ts'
import { accept } from './accept.ts'
import { judgeComponents } from './components.ts'
import { crossing, crossingDriver } from './crossing.ts'
import type { Finding } from './finding.ts'
import { judgeLevel } from './judge-level.ts'
import { readLevels } from './levels.ts'
import { mergeLevels, type MergedDriver } from './merge.ts'
import { inOrder, sortFindings } from './order.ts'
import { readCase } from './read-case.ts'
import type { DriverJudgement, Judgement, Verdict } from './verdict.ts'

/** Judges a case. Pure and total: the same case in any order gives the same verdict, and no case makes it throw. */
export const evaluate = (given: Case, config: Config): Verdict => {
  const judged = inOrder(given)
  const levels = readLevels(judged, config)
  const reading = readCase(judged, levels, config)
  const drivers = mergeLevels(levels.policies.map((policy) => judgeLevel(judged, config, policy, reading)))
  const aboutCase = Object.values(RULES).flatMap(({ rule }) =>
    rule.about === 'case' ? rule.judge(levels, judged) : [],
  )
  const crossed = crossing(drivers, judged, ({ driver }) => driver)
  const ofDrivers = drivers.flatMap((driver) => driver.findings)
  const findings = sortFindings([...aboutCase, ...accept(ofDrivers, judged.acceptances ?? [])])
  const judgement = judgementOf(findings)
  return {
    judgement,
    mode: modeOf(levels, aboutCase),
    crosses: crossed.length > 0,
    drivers: crossed.map((driver) => judgementOfDriver(driver, judged, config)),
    findings,
    policy: {
      sources: levels.policies.map(({ source }) => source),
      preset: (levels.policies.at(-1) ?? levels.policies[0]).preset,
      floor: levels.floor.state === 'found' ? 'found' : 'none seen',
      waivers: findings.filter(({ outcome }) => outcome === 'waived').length,
    },
    unknowns: judgement === 'unknown' ? whysOf(findings) : [],
  }
}

const judgementOf = (findings: readonly Finding[]): Judgement => {
  const outcomes = new Set(findings.map(({ outcome }) => outcome))
  if (outcomes.has('unmet')) return 'fail'
  if (outcomes.has('unknown')) return 'unknown'
  return outcomes.has('review') ? 'review' : 'pass'
}

/** A policy that could not be read may enforce. */
const modeOf = ({ policies }: Levels, aboutCase: readonly Finding[]): Mode =>
  policies.some(({ mode }) => mode === 'enforce') || judgementOf(aboutCase) !== 'pass' ? 'enforce' : 'audit'

const judgementOfDriver = ({ driver }: MergedDriver, judged: Case, config: Config): DriverJudgement => {
  const manifest = driver.manifest?.parsed.ok === true ? driver.manifest.parsed.value : null
  return {
    ...crossingDriver(driver, judged),
    manifest,
    components: manifest === null ? [] : judgeComponents(manifest, driver.gains, judged, config),
  }
}

/** One cause leaves several rules without an answer, and is told once. */
const whysOf = (findings: readonly Finding[]): Unknown[] => {
  const whys = findings.filter(({ outcome }) => outcome === 'unknown').map(whyUnknown)
  return [...new Map(whys.map((why) => [JSON.stringify(why), why])).values()]
}

const whyUnknown = ({ reason }: Finding): Unknown => {
  if ('why' in reason) return reason.why
  return reason.code === 'unread'
    ? { cause: 'too-large', detail: 'the change to some files could not be had', retryAt: null }
    : { cause: 'forbidden', detail: "no organisation's floor was seen, and one is required", retryAt: null }
}
