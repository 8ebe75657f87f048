import type { ReadableRepository } from '../case.ts'
import type { Upstream } from '../config.ts'
import type { Component, ComponentKey } from '../manifest/manifest.ts'
import { parseChangeUrl, parseRepositoryUrl, type RepositoryUrl, sameRepository } from '../repository-url.ts'
import type { Finding, Outcome } from '../verdict/finding.ts'
import { componentFinding } from './component-finding.ts'
import { commitEvidence } from './evidence.ts'
import { declared } from './declared.ts'
import type { Reasons } from './reasons.ts'
import type { DriverRule, RuleContext } from './rule.ts'

/** Is it the canonical upstream? */
export const upstream: DriverRule = {
  about: 'driver',
  judge: (context) => declared(context).flatMap((component) => judgeComponent(context, component)),
}

type Answer = { readonly outcome: Outcome; readonly reason: Reasons['upstream']; readonly key?: ComponentKey }

const judgeComponent = (context: RuleContext, component: Component): Finding[] => {
  const facts = context.factsOf(component)
  const repository = facts?.state === 'readable' ? facts.repository : null
  const answers: Answer[] = []
  const listed = listedAs(context, component, repository)
  if (listed !== null) answers.push(listed)
  else if (component.repository === '.') answers.push({ outcome: 'met', reason: { code: 'own-upstream' } })
  else if (facts?.state === 'unknown') answers.push({ outcome: 'unknown', reason: { code: 'unknown', why: facts.why } })
  else if (repository !== null) answers.push(byLineage(repository, component) ?? byForge(repository))
  const ref = repository === null ? null : judgeRef(repository, component)
  if (ref !== null) answers.push(ref)
  const evidence = repository === null ? [] : [commitEvidence(repository)]
  return answers.map(({ outcome, reason, key = 'repository' }) =>
    componentFinding(context, component, outcome, { rule: 'upstream', ...reason }, { key, evidence }),
  )
}

/** What `config/upstreams.yml` knows of the declared address, or of the one that it has moved to. */
const listedAs = (
  { case: { subject }, config }: RuleContext,
  component: Component,
  now: ReadableRepository | null,
): Answer | null => {
  const declaredUrl = component.repository === '.' ? subject.repository : component.repository
  const urls = [declaredUrl, now?.url ?? null].filter((url) => url !== null)
  const lists = (select: (upstream: Upstream) => readonly RepositoryUrl[]): Upstream | undefined =>
    config.upstreams.find((upstream) =>
      select(upstream).some((known) => urls.some((url) => sameRepository(known, url))),
    )
  const mirror = lists(({ mirrors }) => mirrors)
  if (mirror !== undefined) return { outcome: 'unmet', reason: { code: 'mirror', of: mirror.canonical } }
  const copy = lists(({ copies }) => copies)
  if (copy !== undefined) return { outcome: 'unmet', reason: { code: 'vendor-copy', upstream: copy.canonical } }
  return lists(({ canonical }) => [canonical]) === undefined ? null : { outcome: 'met', reason: { code: 'canonical' } }
}

/** What its commits tell, where that is more than its forge knows. */
const byLineage = ({ lineage, mirrorOf, parent, url }: ReadableRepository, { changes }: Component): Answer | null => {
  const isTold = [mirrorOf, parent].some((told) => told !== null && told !== 'not-tellable')
  switch (lineage?.state) {
    case 'copy':
      return {
        // Code of its own may be on its way there.
        outcome: changes.some((change) => isChangeTo(change, url)) ? 'review' : 'unmet',
        reason: { code: 'same-commit', upstream: lineage.upstream },
      }
    case 'fork':
      return isTold ? null : forkOf(lineage.upstream, lineage.hasPaths)
    case 'unknown':
      return isTold ? null : { outcome: 'unknown', reason: { code: 'unknown', why: lineage.why } }
    case 'own':
    case undefined:
      return null
  }
}

const isChangeTo = (change: string, url: RepositoryUrl): boolean => {
  const parsed = parseChangeUrl(change)
  return parsed.ok && sameRepository(parsed.change.repository, url)
}

const forkOf = (parent: RepositoryUrl, hasPaths: boolean): Answer =>
  hasPaths
    ? { outcome: 'review', reason: { code: 'fork', parent } }
    : { outcome: 'met', reason: { code: 'own-code', parent } }

const byForge = ({ mirrorOf, parent }: ReadableRepository): Answer => {
  if (mirrorOf !== null && mirrorOf !== 'not-tellable')
    return { outcome: 'unmet', reason: { code: 'mirror', of: toDeclare(mirrorOf) } }
  if (parent !== null && parent !== 'not-tellable') return forkOf(parent.url, parent.hasPaths)
  if (mirrorOf === 'not-tellable' || parent === 'not-tellable')
    return { outcome: 'noted', reason: { code: 'not-tellable' } }
  return { outcome: 'met', reason: { code: 'own-upstream' } }
}

/** What a forge says of it is anybody's text: an address that no manifest may name is none to send a reader to. */
const toDeclare = (mirrorOf: string): RepositoryUrl | null => {
  const parsed = parseRepositoryUrl(mirrorOf)
  return parsed.ok ? parsed.url : null
}

/** A branch beside the default one may never be merged; a linked change says that it is to be. */
const judgeRef = ({ ref, defaultBranch }: ReadableRepository, { changes }: Component): Answer | null =>
  ref?.kind === 'branch' && ref.name !== defaultBranch && changes.length === 0
    ? { outcome: 'review', reason: { code: 'unusual-ref', ref: ref.name, defaultBranch }, key: 'ref' }
    : null
