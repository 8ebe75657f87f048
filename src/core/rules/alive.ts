import type { ReadableRepository } from '../case.ts'
import type { Component } from '../manifest/manifest.ts'
import { sameRepository } from '../repository-url.ts'
import type { Evidence, Finding, Outcome } from '../verdict/finding.ts'
import { componentFinding } from './component-finding.ts'
import { declared } from './declared.ts'
import { commitEvidence, lineEvidence } from './evidence.ts'
import { readContents } from './read-contents.ts'
import type { Reasons } from './reasons.ts'
import type { DriverRule, RuleContext } from './rule.ts'

/** Is it kept? */
export const alive: DriverRule = {
  about: 'driver',
  judge: (context) => declared(context).flatMap((component) => judgeComponent(context, component)),
}

type Answer = { readonly outcome: Outcome; readonly reason: Reasons['alive']; readonly evidence?: Evidence }

const judgeComponent = (context: RuleContext, component: Component): Finding[] => {
  const facts = context.factsOf(component)
  const looked = facts?.state === 'readable' ? [commitEvidence(facts.repository)] : []
  const answers: readonly Answer[] =
    component.repository === '.'
      ? [KEPT]
      : facts?.state === 'unknown'
        ? [{ outcome: 'unknown', reason: { code: 'unknown', why: facts.why } }]
        : facts?.state === 'readable'
          ? orKept([
              ...byItsReadme(context, component),
              ...judgeRepository(context, facts.repository, component.repository),
            ])
          : []
  return answers.map(({ outcome, reason, evidence }) =>
    componentFinding(
      context,
      component,
      outcome,
      { rule: 'alive', ...reason },
      { evidence: evidence === undefined ? looked : [evidence] },
    ),
  )
}

/** Where a project is kept by its own word, as its forge can't tell. */
const LISTED: Answer = { outcome: 'met', reason: { code: 'listed' } }
const KEPT: Answer = { outcome: 'met', reason: { code: 'kept' } }

const orKept = (answers: readonly Answer[]): readonly Answer[] => (answers.length === 0 ? [KEPT] : answers)

const judgeRepository = (
  { config: { upstreams } }: RuleContext,
  { archived, url }: ReadableRepository,
  declaredUrl: ReadableRepository['url'],
): readonly Answer[] => {
  const answers: Answer[] = []
  if (archived === true) answers.push({ outcome: 'review', reason: { code: 'archived' } })
  if (archived === 'not-tellable') {
    const isListed = upstreams.some(({ canonical }) => sameRepository(canonical, url))
    answers.push(isListed ? LISTED : { outcome: 'noted', reason: { code: 'not-tellable' } })
  }
  if (!sameRepository(url, declaredUrl)) answers.push({ outcome: 'review', reason: { code: 'moved', to: url } })
  return answers
}

/** A README tells what no forge knows: that work goes on elsewhere. */
const byItsReadme = (context: RuleContext, component: Component): readonly Answer[] => {
  const read = readContents(context, component)
  if (read.state !== 'read') return []
  const line = read.facts.shape.says.find(({ what }) => what === 'moved' || what === 'mirror')
  if (line === undefined) return []
  return [
    {
      outcome: 'review',
      reason: { code: 'says', what: line.what === 'moved' ? 'moved' : 'mirror', line },
      evidence: lineEvidence(line, read.at),
    },
  ]
}
