import type { Subject } from '../../core/case.ts'
import type { Acceptance } from '../../core/verdict/accept.ts'
import type { Finding } from '../../core/verdict/finding.ts'

const HALF_A_YEAR_MS = 182 * 24 * 60 * 60 * 1000

/** One line of YAML that waives what was accepted, but for the reason, which only a person can write. */
export const lastingWaiver = (
  { driver, rule, component }: Pick<Finding, 'driver' | 'rule' | 'component'>,
  { by, at }: Acceptance,
  manifest: string | null,
  { repository }: Pick<Subject, 'repository'>,
): string => {
  const about = component?.repository === '.' ? repository : component?.repository
  const until = new Date(Date.parse(at) + HALF_A_YEAR_MS).toISOString().slice(0, 10)
  const pairs = [
    ['driver', quoted(driver)],
    ...(manifest === null ? [] : [['manifest', quoted(manifest)]]),
    ['rule', rule],
    ...(about === null || about === undefined ? [] : [['component', quoted(about)]]),
    ['reason', '""'],
    ['approved-by', quoted(by)],
    ['until', until],
  ]
  return `- { ${pairs.map((pair) => pair.join(': ')).join(', ')} }`
}

/** JSON's strings are YAML's. */
const quoted = (text: string): string => JSON.stringify(text)
