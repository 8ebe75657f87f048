import type { Case, ReadableRepository } from '../../src/core/case.ts'
import type { Config } from '../../src/core/config.ts'
import { RULE_CODES } from '../../src/core/rules/codes.ts'
import type { RuleCode } from '../../src/core/rules/codes.ts'
import { evaluate } from '../../src/core/verdict/evaluate.ts'
import type { Finding, Outcome } from '../../src/core/verdict/finding.ts'
import { plain } from '../../src/report/sentence.ts'
import { wordsOf } from '../../src/report/words/words.ts'
import type { Snapshot } from './read.ts'
import type { Row } from './table.ts'

/** What the rules about a component's contents say of a row. */
export type Judged = {
  readonly repository: string
  readonly role: string
  /** By the reader. */
  readonly reader: Row['open']
  readonly rules: Readonly<Partial<Record<RuleCode, Outcome>>>
  /**
   * `open`: passes without a person. `human`: a maintainer must look. `refused`: unmet. `redistributable`: firmware that
   * may be passed on, and is no source. `absent`: the repository isn't there to be read.
   */
  readonly verdict: 'open' | 'redistributable' | 'human' | 'refused' | 'absent'
  readonly expression: string | null
  readonly class: string | null
  /** Of all that isn't plainly met, as `rule/reason: words`. */
  readonly reasons: readonly string[]
}

/** Rules that judge what a component's files hold. Others ask of forges, changes and names. */
const CONTENTS: ReadonlySet<string> = new Set(['license', 'source', 'firmware'])

export const judgeRow = (row: Row, snapshot: Snapshot | null, config: Config): Judged => {
  const { repository, path, role, open } = row
  const about = { repository: path === null ? repository : `${repository}#${path}`, role, reader: open }
  if (snapshot === null)
    return { ...about, rules: {}, verdict: 'absent', expression: null, class: null, reasons: ['not fetched'] }
  const verdict = evaluate(caseOf(row, snapshot), config)
  const findings = verdict.findings.filter(({ rule, component }) => component !== null && CONTENTS.has(rule))
  const component = verdict.drivers[0]?.components[0]
  return {
    ...about,
    rules: Object.fromEntries(
      RULE_CODES.filter((code) => CONTENTS.has(code)).flatMap((code) => {
        const worst = worstOf(findings.filter(({ rule }) => rule === code))
        return worst === null ? [] : [[code, worst]]
      }),
    ),
    verdict: verdictOf(findings, role, component?.licenseClass ?? null),
    expression: component?.license ?? null,
    class: component?.licenseClass ?? null,
    reasons: findings
      .filter(({ outcome }) => outcome !== 'met')
      .map(
        (finding) => `${finding.outcome} ${finding.rule}/${finding.reason.code}: ${plain(wordsOf(finding).message)}`,
      ),
  }
}

const ORDER: readonly Outcome[] = ['unmet', 'unknown', 'review', 'met']

const worstOf = (findings: readonly Finding[]): Outcome | null => {
  const outcomes = findings.map(({ outcome }) => outcome)
  return ORDER.find((each) => outcomes.includes(each)) ?? (findings.length > 0 ? 'met' : null)
}

const verdictOf = (findings: readonly Finding[], role: Row['role'], found: string | null): Judged['verdict'] => {
  const worst = worstOf(findings)
  if (worst === 'unmet') return 'refused'
  if (worst === 'review' || worst === 'unknown') return 'human'
  const isBinary = findings.some(({ rule, reason }) => rule === 'source' && reason.code === 'binaries-beside')
  return role === 'firmware' && (found !== 'open' || isBinary) ? 'redistributable' : 'open'
}

const caseOf = ({ repository, path, role }: Row, { commit, facts }: Snapshot): Case => {
  const paths = path === null ? [] : [path]
  const readable: ReadableRepository = {
    url: repository,
    archived: false,
    disabled: false,
    empty: false,
    parent: null,
    mirrorOf: null,
    defaultBranch: 'main',
    ref: { kind: 'branch', name: 'main', commit },
    missingPaths: [],
    contents: { state: 'read', facts },
    forgeLicense: null,
  }
  return {
    subject: { repository: null, base: null, head: null, public: true, contents: [] },
    change: null,
    manifests: [{ path: 'open-userspace.yml', text: manifestOf(repository, paths, role) }],
    policy: { state: 'absent', commit: null },
    floor: { state: 'absent', commit: null },
    requireFloor: false,
    components: [{ repository, ref: null, paths, facts: { state: 'readable', repository: readable } }],
    today: '2000-01-01',
  }
}

const manifestOf = (repository: string, paths: readonly string[], role: string): string =>
  JSON.stringify({
    version: 1,
    driver: 'corpus',
    [role]: [paths.length === 0 ? { repository } : { repository, path: paths }],
  })
