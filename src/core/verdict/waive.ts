import type { Case } from '../case.ts'
import { manifestIn } from '../change/drivers.ts'
import { manifestDirectory } from '../manifest/manifest.ts'
import type { Waiver } from '../policy/policy.ts'
import { sameRepository } from '../repository-url.ts'
import { policyFinding } from '../rules/policy.ts'
import type { DriverScope } from '../rules/rule.ts'
import type { Finding } from './finding.ts'
import { isUnread } from './severity.ts'

/**
 * Applies a level's waivers to its findings about a driver, and notes those that have ended, that end soon, and that fit
 * nothing any more.
 */
export const waive = (
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  driver: Pick<DriverScope, 'name' | 'directory' | 'manifest'>,
  { subject, today }: Pick<Case, 'subject' | 'today'>,
): readonly Finding[] => {
  const place = driver.manifest?.file ?? manifestIn(driver.directory)
  const ofDriver = waivers.filter((waiver) => waiver.driver === driver.name && standsAt(place, waiver))
  const repositoryOf = ({ component }: Finding) =>
    component === null ? null : component.repository === '.' ? subject.repository : component.repository
  const fits = (waiver: Waiver, finding: Finding): boolean => {
    if (waiver.rule !== finding.rule) return false
    if (waiver.component === null) return finding.component === null
    const repository = repositoryOf(finding)
    return repository !== null && sameRepository(waiver.component, repository)
  }
  const ended = new Set<Waiver>()
  const used = new Set<Waiver>()
  const judged = findings.map((finding): Finding => {
    if (!isWaivable(finding)) return finding
    const fitting = ofDriver.filter((waiver) => fits(waiver, finding))
    const holding = fitting.find(({ until }) => until >= today)
    if (holding !== undefined) {
      used.add(holding)
      return { ...finding, outcome: 'waived', waiver: holding }
    }
    for (const waiver of fitting) ended.add(waiver)
    return finding
  })
  const idle = ofDriver.filter((waiver) => !findings.some((finding) => fits(waiver, finding) && mayNeed(finding)))
  return [
    ...judged,
    ...Array.from(ended, noteEnded),
    ...Array.from(used).flatMap((waiver) => noteEnding(waiver, today)),
    ...idle.map(noteIdle),
  ]
}

/** What is not known yet may turn out to need its waiver. */
const mayNeed = (finding: Finding): boolean => finding.outcome === 'unknown' || isWaivable(finding)

/** Anyone can write a driver's name into a manifest, and not so easily move it to that driver's place. */
const standsAt = (place: string, { manifest, driver }: Waiver): boolean => {
  if (manifest !== null) return manifest === place
  const directory = manifestDirectory(place)
  return directory === '' || directory === driver || directory.endsWith(`/${driver}`)
}

/** What nobody could look at can't be waived, as nobody can know what that would let through. */
const isWaivable = (finding: Finding): boolean =>
  (finding.outcome === 'unmet' || finding.outcome === 'review') && !isUnread(finding)

const noteEnded = (waiver: Waiver): Finding =>
  policyFinding('noted', { code: 'waiver-ended', until: waiver.until }, [waiverEvidence(waiver)], waiver.driver)

/** Long enough to have the waiver approved anew, or its cause mended. */
const SOON_DAYS = 14
const DAY_MS = 24 * 60 * 60 * 1000

const noteEnding = (waiver: Waiver, today: string): Finding[] => {
  const days = Math.round((Date.parse(waiver.until) - Date.parse(today)) / DAY_MS)
  if (days > SOON_DAYS) return []
  const reason = { code: 'waiver-ending', waives: waiver.rule, until: waiver.until, days } as const
  return [policyFinding('noted', reason, [waiverEvidence(waiver)], waiver.driver)]
}

const noteIdle = (waiver: Waiver): Finding =>
  policyFinding('noted', { code: 'waiver-idle', waives: waiver.rule }, [waiverEvidence(waiver)], waiver.driver)

export const waiverEvidence = ({ at, reason }: Waiver): Finding['evidence'][number] => ({
  repository: null,
  commit: null,
  path: at.file,
  line: at.line,
  text: reason,
})
