import type { Case } from '../case.ts'
import type { Change, LineHit } from '../change/change.ts'
import { LINE_KINDS } from '../change/change.ts'
import { ROLES } from '../manifest/manifest.ts'
import { remember } from '../remember.ts'
import { RULE_CODES } from '../rules/codes.ts'
import { type Finding, OUTCOMES } from './finding.ts'

/** The case with its changed files by path: rules quote what they see first, and a forge lists files as it likes. */
export const inOrder = (judged: Case): Case =>
  judged.change === null ? judged : { ...judged, change: sortChange(judged.change) }

const sortChange = remember((change: Change): Change => ({
  ...change,
  files: sortBy(change.files, ({ path }) => [path]),
}))

/** Worst first, and total: the same findings in any order come out the same. */
export const sortFindings = (findings: readonly Finding[]): Finding[] =>
  findings
    .map((item) => ({ item, by: findingRank(item) }))
    .sort((a, b) => compare(a.by, b.by) || compare([JSON.stringify(a.item)], [JSON.stringify(b.item)]))
    .map(({ item }) => item)

/** By file and line. */
export const sortHits = (hits: readonly LineHit[]): LineHit[] =>
  sortBy(hits, ({ file, line, kind }) => [file, line ?? 0, LINE_KINDS.indexOf(kind)])

/** Sorts by tuples, compared item by item. Strings are compared by code unit, so that no locale changes the order. */
export const sortBy = <T>(items: readonly T[], rank: (item: T) => readonly (string | number)[]): T[] =>
  items
    .map((item) => ({ item, by: rank(item) }))
    .sort((a, b) => compare(a.by, b.by))
    .map(({ item }) => item)

const compare = (a: readonly (string | number)[], b: readonly (string | number)[]): number => {
  for (const [index, left] of a.entries()) {
    const right = b[index]
    if (right === undefined || left === right) continue
    return left < right ? -1 : 1
  }
  return 0
}

const findingRank = (finding: Finding): (string | number)[] => [
  -OUTCOMES.indexOf(finding.outcome),
  RULE_CODES.indexOf(finding.rule),
  finding.driver,
  finding.role === null ? -1 : ROLES.indexOf(finding.role),
  finding.component?.repository ?? '',
  finding.at?.file ?? '',
  finding.at?.line ?? 0,
  finding.at?.column ?? 0,
  finding.reason.code,
]
