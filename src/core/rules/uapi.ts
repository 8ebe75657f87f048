import type { Unknown } from '../case.ts'
import type { LinkedChange } from '../evidence/linked-change.ts'
import type { Partial } from '../evidence/snapshot-facts.ts'
import type { Component } from '../manifest/manifest.ts'
import type { Evidence, Finding, Outcome } from '../verdict/finding.ts'
import { readContents } from './read-contents.ts'
import type { Reasons } from './reasons.ts'
import { usesByOwnTests } from './own-tests.ts'
import type { DriverRule, RuleContext } from './rule.ts'
import {
  isMadeThere,
  lackingOf,
  linksOf,
  unusedOf,
  usesAt,
  type Userspace,
  userspaceFinding,
  userspaceOf,
} from './userspace.ts'

/** Do the declared userspaces, taken together, use what this change adds? */
export const uapi: DriverRule = {
  about: 'driver',
  judge: (context) => {
    const userspace = userspaceOf(context)
    const isAsked = userspace.gains.length > 0 && userspace.components.length > 0
    return [...testSuiteAlone(context, userspace), ...(isAsked ? judge(context, userspace) : [])]
  },
}

/** What the kernel asks for is no test application, whatever crosses the line. */
const testSuiteAlone = (context: RuleContext, { components }: Userspace): readonly Finding[] => {
  const [only, ...others] = components
  if (only === undefined || others.length > 0) return []
  const read = readContents(context, only)
  const suite = read.state === 'read' ? read.facts.shape.testSuite : null
  return suite === null
    ? []
    : userspaceFinding(context, components, 'review', { rule: 'uapi', code: 'test-suite', suite })
}

const MOST_EVIDENCE = 6

const judge = (context: RuleContext, userspace: Userspace): Finding[] => {
  const { components, gains, uses } = userspace
  const answer = (outcome: Outcome, reason: Reasons['uapi'], evidence: readonly Evidence[] = []): Finding[] =>
    userspaceFinding(context, components, outcome, { rule: 'uapi', ...reason }, evidence.slice(0, MOST_EVIDENCE))
  const links = changesThatCount(context, components)
  const underReview = new Map(links.flatMap((link) => [...usesAt(link)]))
  const has = (name: string): boolean => uses.has(name) || underReview.has(name)
  const lacking = lackingOf(gains, has)
  if (lacking.length > 0) {
    const [first] = [...userspace.unread, ...links.flatMap(unreadOf)]
    if (first !== undefined) return answer('unknown', { code: first.state, why: first.why })
    const partial = userspace.partial ?? links.map(partialOf).find((each) => each !== null) ?? null
    if (partial !== null) return answer('review', { code: 'partly-read', names: lacking, partial })
    const { isAnyUsed } = unusedOf(gains, has)
    const own = usesByOwnTests(context.case, lacking)
    const elsewhere = [
      ...userspace.elsewhere.map(({ path, as }) => ({ path: path ?? '', as, own: false })),
      ...own.map(({ path }) => ({ path: path ?? '', as: 'test' as const, own: true })),
    ]
    return answer('unmet', { code: isAnyUsed ? 'unused' : 'nothing-used', names: lacking, elsewhere }, [
      ...userspace.elsewhere.map(plain),
      ...own,
    ])
  }
  const names = [...new Set(gains.map(({ name }) => name))].filter(has)
  const seen = names.flatMap((name) => uses.get(name) ?? underReview.get(name) ?? [])
  const { others } = unusedOf(gains, has)
  return [
    ...answer('met', { code: 'used', names, underReview: names.filter((name) => !uses.has(name)) }, seen),
    ...(others.length === 0 ? [] : answer('noted', { code: 'others-unused', names: others })),
  ]
}

/** What is not merged and was turned down is nobody's userspace. */
const changesThatCount = (context: RuleContext, components: readonly Component[]): readonly LinkedChange[] =>
  linksOf(context, components).flatMap(({ linked }) => {
    if (linked?.facts.state !== 'readable') return linked?.facts.state === 'unknown' ? [linked] : []
    const { status, repository } = linked.facts.change
    return status !== 'closed' && isMadeThere(repository, context, components) ? [linked] : []
  })

const unreadOf = ({ facts }: LinkedChange): { state: 'unknown' | 'unread'; why: Unknown }[] => {
  if (facts.state === 'unknown') return [{ state: 'unknown', why: facts.why }]
  return facts.state === 'readable' && facts.change.contents.state === 'unknown'
    ? [{ state: 'unread', why: facts.change.contents.why }]
    : []
}

const partialOf = ({ facts }: LinkedChange): Partial | null =>
  facts.state === 'readable' && facts.change.contents.state === 'read' ? facts.change.contents.facts.partial : null

const plain = ({ repository, commit, path, line, text }: Evidence): Evidence => ({
  repository,
  commit,
  path,
  line,
  text,
})
