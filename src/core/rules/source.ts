import type { Need } from '../evidence/links.ts'
import type { SeenLine, SnapshotFacts } from '../evidence/snapshot-facts.ts'
import type { Component } from '../manifest/manifest.ts'
import type { Finding, Outcome } from '../verdict/finding.ts'
import { componentFinding } from './component-finding.ts'
import { declared } from './declared.ts'
import { lineEvidence } from './evidence.ts'
import { readContents } from './read-contents.ts'
import type { Reasons } from './reasons.ts'
import type { DriverRule, RuleContext } from './rule.ts'
import { judgeFetched, judgeNeeds } from './source/needs.ts'
import { judgeShape } from './source/shape.ts'
import { judgeSubmodules } from './source/submodules.ts'
import { isShell, judgeTree } from './source/tree.ts'

/** Is it source, and all of it? */
export const source: DriverRule = {
  about: 'driver',
  judge: (context) => declared(context).flatMap((component) => judgeComponent(context, component)),
}

/** One thing that was found, and the lines and files that show it. */
export type Answer = {
  readonly outcome: Outcome
  readonly reason: Reasons['source']
  readonly seen: readonly Seen[]
}

/** `line` is null for a file as a whole. */
export type Seen = Omit<SeenLine, 'line'> & { readonly line: number | null }

/** What may be looked at to judge one component. */
export type Judged = {
  readonly context: RuleContext
  readonly component: Component
  readonly facts: SnapshotFacts
}

const judgeComponent = (context: RuleContext, component: Component): Finding[] => {
  const read = readContents(context, component)
  if (read.state === 'nothing') return []
  if (read.state !== 'read') return [unanswered(context, component, { code: read.state, why: read.why })]
  return judge({ context, component, facts: read.facts }).map(({ outcome, reason, seen }) =>
    componentFinding(
      context,
      component,
      outcome,
      { rule: 'source', ...reason },
      { evidence: seen.slice(0, MOST_EVIDENCE).map((each) => lineEvidence(each, read.at)) },
    ),
  )
}

/** The rest is where the first of it is. */
const MOST_EVIDENCE = 6

const unanswered = (
  context: RuleContext,
  component: Component,
  reason: Extract<Reasons['source'], { code: 'unknown' | 'unread' }>,
): Finding => componentFinding(context, component, 'unknown', { rule: 'source', ...reason })

/** What is unmet stands alone, as whatever else there is would not mend it. */
const judge = (judged: Judged): readonly Answer[] => {
  const { component, facts } = judged
  // Firmware may be binary: whether it may be passed on is asked by other rules.
  const answers =
    component.role === 'firmware'
      ? [...judgeFetched(judged), ...judgeSubmodules(judged), ...unseen(facts), ...firmware(judged)]
      : [
          ...judgeTree(judged),
          ...judgeNeeds(judged),
          ...judgeSubmodules(judged),
          ...judgeShape(judged),
          ...unseen(facts),
        ]
  const unmet = answers.filter(({ outcome }) => outcome === 'unmet')
  if (unmet.length > 0) return unmet
  return answers.some(({ outcome }) => outcome === 'review') ? answers : [there(judged), ...answers]
}

const there = ({ facts: { source } }: Judged): Answer => {
  const languages = source.languages.slice(0, 3).map(({ language }) => language)
  const files = source.languages.reduce((sum, each) => sum + each.files, 0)
  return { outcome: 'met', reason: { code: 'there', languages, files }, seen: [] }
}

/** What was not seen may be anything. */
const unseen = ({ partial, withheld }: SnapshotFacts): readonly Answer[] => {
  const files = withheld.files.filter(({ kind }) => kind !== 'other')
  return [
    ...(partial === null ? [] : [review({ code: 'partial', partial })]),
    ...(files.length === 0
      ? []
      : [
          review(
            { code: 'withheld', withheld: { ...withheld, files } },
            files.map(({ path }) => ({ path, line: null, text: '' })),
          ),
        ]),
  ]
}

/** An image without the source that it was made from is worth knowing, whatever its licence. */
const firmware = ({ facts }: Judged): readonly Answer[] => {
  const images = facts.source.binaries.found.filter(({ kind, whose }) => kind !== 'array' && whose !== 'test')
  const [first] = images
  if (first === undefined)
    return isShell(facts) && !isByList(facts) ? [{ outcome: 'review', reason: { code: 'nothing' }, seen: [] }] : []
  return [
    {
      outcome: 'noted',
      reason: { code: 'binaries-beside', count: facts.source.binaries.files, first },
      seen: [{ path: first.path, line: null, text: first.form }],
    },
  ]
}

/** A list that says of each file what it is and whether it may be passed on, instead of which nothing else was read. */
const isByList = ({ licenses }: SnapshotFacts): boolean => licenses.files.some(({ path }) => path === 'WHENCE')

const review = (reason: Reasons['source'], seen: readonly Seen[] = []): Answer => ({ outcome: 'review', reason, seen })

export const seenNeed = ({ path, line, text }: Need): Seen => ({ path, line, text })
