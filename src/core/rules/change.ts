import type { Unknown } from '../case.ts'
import type { LinkedChange, ReadableChange } from '../evidence/linked-change.ts'
import type { Component } from '../manifest/manifest.ts'
import type { Evidence, Finding, Outcome } from '../verdict/finding.ts'
import { componentFinding } from './component-finding.ts'
import type { Reasons } from './reasons.ts'
import type { DriverRule, RuleContext } from './rule.ts'
import { isMadeThere, lackingOf, linksOf, usesAt, type Userspace, userspaceFinding, userspaceOf } from './userspace.ts'

/**
 * Is the userspace side of an addition reviewed and ready? Asked only for names that the declared refs lack.
 *
 * Source: Documentation/gpu/drm-uapi.rst, Open-Source Userspace Requirements
 */
export const change: DriverRule = {
  about: 'driver',
  judge: (context) => {
    const userspace = userspaceOf(context)
    // What nobody could read can't be told to lack anything, and uapi says that.
    if (userspace.components.length === 0 || userspace.unread.length > 0) return []
    const lacking = lackingOf(userspace.gains, (name) => userspace.uses.has(name))
    return lacking.length === 0 ? [] : judge(context, userspace, lacking)
  },
}

type Code = Reasons['change']
/** `fault`: it can't serve; `serves`: what it adds counts, for a person to look at or not. */
type Answer = {
  readonly link: Link
  readonly is: 'fault' | 'unknown' | 'serves'
  readonly outcome: Outcome
  readonly reason: Code
  readonly adds: readonly string[]
  readonly notes: readonly Code[]
}
type Link = ReturnType<typeof linksOf>[number]

const judge = (context: RuleContext, userspace: Userspace, lacking: readonly string[]): Finding[] => {
  const { components } = userspace
  const links = linksOf(context, components)
  const missing = (names: readonly string[]): Finding[] =>
    userspaceFinding(context, components, 'unmet', { rule: 'change', code: 'missing', names })
  // What could not be read may hold them, as uapi says.
  if (links.length === 0) return userspace.partial === null ? missing(lacking) : []
  const answers = links.map((link) => judgeLink(context, userspace, link, lacking))
  const added = new Set(answers.filter(({ is }) => is === 'serves').flatMap(({ adds }) => adds))
  const left = lacking.filter((name) => !added.has(name))
  const about = ({ component }: Link): readonly Component[] => (component === null ? components : [component])
  const said = answers.flatMap(({ link, is, outcome, reason, notes }) => {
    // Beside others that hold all of it, one that can't serve does no harm.
    const settled = is === 'fault' && left.length === 0 ? 'noted' : outcome
    return [
      { outcome: settled, reason },
      ...notes.map((note) => ({ outcome: 'noted' as const, reason: note })),
    ].flatMap((each) => linkFinding(context, about(link), link, each.outcome, each.reason))
  })
  return left.length > 0 && answers.every(({ is }) => is === 'serves') ? [...said, ...missing(left)] : said
}

const linkFinding = (
  context: RuleContext,
  [first, ...others]: readonly Component[],
  { linked }: Link,
  outcome: Outcome,
  reason: Code,
): Finding[] => {
  if (first === undefined) return []
  const found = componentFinding(
    context,
    first,
    outcome,
    { rule: 'change', ...reason },
    { key: 'change', evidence: evidenceOf(linked) },
  )
  return [others.length === 0 ? found : { ...found, component: null }]
}

const evidenceOf = (linked: LinkedChange | null): readonly Evidence[] => {
  if (linked?.facts.state !== 'readable') return []
  const { repository, head } = linked.facts.change
  return [{ repository, commit: head, path: null, line: null, text: linked.url }]
}

const judgeLink = (context: RuleContext, userspace: Userspace, link: Link, lacking: readonly string[]): Answer => {
  const { url, linked } = link
  const answer = (is: Answer['is'], outcome: Outcome, reason: Code, more: Partial<Answer> = {}): Answer => ({
    link,
    is,
    outcome,
    reason,
    adds: [],
    notes: [],
    ...more,
  })
  const unknown = (why: Unknown): Answer => answer('unknown', 'unknown', { code: 'unknown', url, why })
  if (linked === null) return unknown(NOT_LOOKED_UP)
  const { facts } = linked
  if (facts.state === 'unknown') return unknown(facts.why)
  if (facts.state === 'unreadable') return answer('fault', 'unmet', { code: 'unreadable', url })
  const { change } = facts
  if (!isMadeThere(change.repository, context, userspace.components))
    return answer('fault', 'unmet', { code: 'elsewhere', url, repository: change.repository })
  if (change.status === 'closed') return answer('fault', 'unmet', { code: 'closed', url })
  if (change.contents.state === 'unknown') return unknown(change.contents.why)
  const uses = usesAt(linked)
  const still = lackingOf(userspace.gains, (name) => userspace.uses.has(name) || uses.has(name))
  const adds = lacking.filter((name) => !still.includes(name))
  if (adds.length === 0) {
    const { partial } = change.contents.facts
    return partial === null
      ? answer('fault', 'unmet', { code: 'adds-none', url, names: lacking })
      : answer('serves', 'review', { code: 'partly-read', url, partial }, { adds: lacking })
  }
  return judgeReview(
    change,
    url,
    (outcome, reason, notes = []) => answer('serves', outcome, reason, { adds, notes }),
    () => answer('fault', 'unmet', { code: 'draft', url }),
  )
}

const judgeReview = (
  { status, isDraft, approvedBy, trailers, checks }: ReadableChange,
  url: string,
  serves: (outcome: Outcome, reason: Code, notes?: readonly Code[]) => Answer,
  draft: () => Answer,
): Answer => {
  // The kernel side should land first; it happens otherwise in accepted series.
  if (status === 'merged') return serves('met', { code: 'merged', url }, [{ code: 'merged-first', url }])
  if (isDraft) return draft()
  if (approvedBy.length === 0) return serves('review', { code: 'not-approved', url, trailers })
  if (checks === 'failing') return serves('review', { code: 'checks-failing', url })
  const notes: readonly Code[] = checks === 'not-tellable' ? [{ code: 'checks-not-tellable', url }] : []
  return serves('met', { code: 'ready', url, approvedBy }, notes)
}

const NOT_LOOKED_UP: Unknown = { cause: 'malformed', detail: 'nobody looked it up', retryAt: null }
