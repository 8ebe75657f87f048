import type { Case, Unknown } from '../case.ts'
import { firmwareNames } from '../change/firmware-names.ts'
import { mayCross } from '../change/drivers.ts'
import { type Line, readLine } from '../change/line.ts'
import type { Config } from '../config.ts'
import { parseManifest } from '../manifest/parse.ts'
import { givenHeaders } from '../policy/headers.ts'
import type { Mode } from '../policy/policy.ts'
import { RULES } from '../rules/registry.ts'
import type { Levels } from '../rules/rule.ts'
import { accept } from './accept.ts'
import { judgeComponents } from './components.ts'
import type { Finding } from './finding.ts'
import { judgeLevel, type Reading } from './judge-level.ts'
import { readLevels } from './levels.ts'
import { mergeLevels, type MergedDriver } from './merge.ts'
import { sortBy, sortFindings, sortHits } from './order.ts'
import type { DriverJudgement, Judgement, Verdict } from './verdict.ts'

/** Judges a case. Pure and total: the same case in any order gives the same verdict, and no case makes it throw. */
export const evaluate = (judged: Case, config: Config): Verdict => {
  const levels = readLevels(judged, config)
  const reading = readCase(judged, levels, config)
  const drivers = mergeLevels(levels.policies.map((policy) => judgeLevel(judged, config, policy, reading)))
  const aboutCase = Object.values(RULES).flatMap(({ rule }) =>
    rule.about === 'case' ? rule.judge(levels, judged) : [],
  )
  // Of the others something is noted, and nothing asked.
  const crossing = drivers.filter(({ driver }) => judged.change === null || mayCross(driver))
  const ofDrivers = drivers.flatMap((driver) => driver.findings)
  const findings = sortFindings([...aboutCase, ...accept(ofDrivers, judged.acceptances ?? [])])
  const judgement = judgementOf(findings)
  return {
    judgement,
    mode: modeOf(levels, aboutCase),
    crosses: crossing.length > 0,
    drivers: sortBy(crossing, ({ driver }) => [driver.name, driver.directory, driver.manifest?.file ?? '']).map(
      (driver) => judgementOfDriver(driver, judged, config),
    ),
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

const NO_CHANGE: Line = {
  hits: [],
  names: [],
  uses: [],
  unsettled: [],
  unread: [],
  textless: [],
  firmware: [],
  moves: [],
}

export const readCase = (
  { change, manifests, surroundings }: Pick<Case, 'change' | 'manifests' | 'surroundings'>,
  { policies }: Levels,
  config: Config,
): Reading => {
  const parsed = manifests.map((file) => ({ file: file.path, parsed: parseManifest(file) }))
  const given = change === null ? [] : policies.flatMap(({ line }) => givenHeaders(change, line.headers))
  const named = parsed.flatMap((manifest) => (manifest.parsed.ok ? manifest.parsed.value.uapi : []))
  const headers = new Set([...named, ...given])
  return {
    manifests: sortBy(parsed, ({ file }) => [file]),
    line: change === null ? NO_CHANGE : readLine(change, headers, config.line, surroundings),
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
    driver: driver.name,
    manifest,
    manifestFile: driver.manifest?.file ?? null,
    line: sortHits(driver.hits),
    gains: driver.gains,
    firmware:
      judged.change === null || driver.firmware.length === 0
        ? []
        : firmwareNames(judged.change, new Set(driver.firmware.map(({ file }) => file))),
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
