import type { ReadableRepository } from '../case.ts'
import type { Upstream } from '../config.ts'
import type { Component, ComponentKey } from '../manifest/manifest.ts'
import { remember } from '../remember.ts'
import { foldedUrl, parseChangeUrl, parseRepositoryUrl, type RepositoryUrl, sameRepository } from '../repository-url.ts'
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
  const { mirrors, copies, canonical } = indexOf(config.upstreams)
  const mirror = listing(mirrors, urls)
  if (mirror !== null) return { outcome: 'unmet', reason: { code: 'mirror', of: mirror.canonical } }
  const copy = listing(copies, urls)
  if (copy !== null) return { outcome: 'unmet', reason: { code: 'vendor-copy', upstream: copy.canonical } }
  return listing(canonical, urls) === null ? null : { outcome: 'met', reason: { code: 'canonical' } }
}

/** Places of upstreams in their list, by the addresses that each way of naming them has. */
type Index = ReadonlyMap<string, { readonly at: number; readonly upstream: Upstream }>

const indexOf = remember((upstreams: readonly Upstream[]) => {
  const by = (select: (upstream: Upstream) => readonly RepositoryUrl[]): Index =>
    new Map(
      upstreams
        .flatMap((upstream, at) => select(upstream).map((url) => [foldedUrl(url), { at, upstream }] as const))
        .reverse(),
    )
  return {
    mirrors: by(({ mirrors }) => mirrors),
    copies: by(({ copies }) => copies),
    canonical: by(({ canonical }) => [canonical]),
  }
})

/** The first in the list that has one of these addresses. */
const listing = (index: Index, urls: readonly RepositoryUrl[]): Upstream | null => {
  const found = urls.flatMap((url) => index.get(foldedUrl(url)) ?? [])
  return found.toSorted((a, b) => a.at - b.at)[0]?.upstream ?? null
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
