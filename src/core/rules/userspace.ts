import type { UapiGain } from '../change/change.ts'
import { userspaceChanges } from '../change/trailers.ts'
import type { Unknown } from '../case.ts'
import type { LinkedChange } from '../evidence/linked-change.ts'
import type { NameUse } from '../evidence/names.ts'
import type { Partial } from '../evidence/snapshot-facts.ts'
import type { Component } from '../manifest/manifest.ts'
import { type RepositoryUrl, sameRepository } from '../repository-url.ts'
import type { Evidence, Finding, Outcome } from '../verdict/finding.ts'
import { componentFinding } from './component-finding.ts'
import { declared } from './declared.ts'
import { readContents } from './read-contents.ts'
import type { Reason } from './reasons.ts'
import type { RuleContext } from './rule.ts'

/** What the declared userspaces of a driver, taken together, do with what a change adds to its uAPI. */
export type Userspace = {
  readonly components: readonly Component[]
  /** Names that a userspace could use: members that only fill space are none. */
  readonly gains: readonly UapiGain[]
  /** First uses at the declared refs, by name. */
  readonly uses: ReadonlyMap<string, Evidence>
  /** What was found in place of uses. */
  readonly elsewhere: readonly (Evidence & { readonly as: NameUse['elsewhere'][number]['as'] })[]
  /** Components whose files could not be had now. */
  readonly unread: readonly {
    readonly component: Component
    readonly state: 'unknown' | 'unread'
    readonly why: Unknown
  }[]
  readonly partial: Partial | null
}

export const userspaceOf = (context: RuleContext): Userspace => {
  const components = declared(context).filter(({ role }) => role === 'userspace')
  const gains = context.driver.gains.filter((gain) => !isFiller(gain))
  const read = components.map((component) => ({ component, contents: readContents(context, component) }))
  const uses = new Map<string, Evidence>()
  const elsewhere: (Evidence & { as: NameUse['elsewhere'][number]['as'] })[] = []
  const unread: { component: Component; state: 'unknown' | 'unread'; why: Unknown }[] = []
  let partial: Partial | null = null
  for (const { component, contents } of read) {
    if (contents.state === 'nothing') continue
    if (contents.state !== 'read') {
      unread.push({ component, state: contents.state, why: contents.why })
      continue
    }
    const { repository, commit } = contents.at
    partial ??= contents.facts.partial
    const asked = new Map(contents.facts.names.map((name) => [name.name, name]))
    // Nobody looked: a name that was not asked for can't be told to be unused.
    if (gains.some(({ name }) => !asked.has(name))) unread.push({ component, state: 'unread', why: NOT_ASKED })
    for (const { name } of gains) {
      const found = asked.get(name)
      if (found?.use) {
        if (!uses.has(name)) uses.set(name, { ...found.use, repository, commit })
      } else for (const each of found?.elsewhere ?? []) elsewhere.push({ ...each, repository, commit })
    }
  }
  return { components, gains, uses, elsewhere, unread, partial }
}

const NOT_ASKED: Unknown = { cause: 'malformed', detail: 'nobody looked for what the change adds', retryAt: null }

const isFiller = ({ kind, name }: UapiGain): boolean =>
  kind === 'member' && /^_*(?:pad(?:ding)?|reserved|rsvd|resv|mbz|unused)[0-9_]*$/i.test(name)

/**
 * The names without a use. An ioctl is used too where the number is that it is made of, as libdrm's helpers take that.
 *
 * @param has whether a name is used
 */
export const unusedOf = (
  gains: readonly UapiGain[],
  has: (name: string) => boolean,
): { readonly ioctls: readonly string[]; readonly others: readonly string[]; readonly isAnyUsed: boolean } => {
  const ioctls = new Set(gains.filter(({ kind }) => kind === 'ioctl').map(({ name }) => name))
  const parts = Map.groupBy(
    gains.filter(({ of }) => of !== null && ioctls.has(of)),
    ({ of }) => of,
  )
  const isUsed = ({ name }: UapiGain): boolean => has(name) || (parts.get(name) ?? []).some((part) => has(part.name))
  const isPart = ({ of }: UapiGain): boolean => of !== null && ioctls.has(of)
  return {
    ioctls: namesOf(gains.filter((gain) => gain.kind === 'ioctl' && !isUsed(gain))),
    others: namesOf(
      gains.filter((gain) => gain.kind !== 'ioctl' && gain.kind !== 'member' && !isPart(gain) && !has(gain.name)),
    ),
    isAnyUsed: gains.some(isUsed),
  }
}

const namesOf = (gains: readonly UapiGain[]): readonly string[] => [...new Set(gains.map(({ name }) => name))]

/** The names that still must be used: every added ioctl, and where nothing of what was added is used, all of it. */
export const lackingOf = (gains: readonly UapiGain[], has: (name: string) => boolean): readonly string[] => {
  const { ioctls, isAnyUsed } = unusedOf(gains, has)
  return isAnyUsed ? ioctls : namesOf(gains)
}

/** The linked changes of a driver: those that its manifest names under `userspace`, and those of the commits' trailers. */
export const linksOf = (
  context: RuleContext,
  components: readonly Component[],
): readonly { readonly url: string; readonly component: Component | null; readonly linked: LinkedChange | null }[] => {
  const { changes, messages } = context.case
  const found = new Map<string, Component | null>()
  for (const component of components) for (const url of component.changes) found.set(url, component)
  for (const url of userspaceChanges(messages)) if (!found.has(url)) found.set(url, null)
  return Array.from(found, ([url, component]) => ({
    url,
    component,
    linked: changes.find((each) => each.url === url) ?? null,
  }))
}

/** First uses at the head of a linked change, by name; none where its files were not read. */
export const usesAt = ({ facts }: LinkedChange): ReadonlyMap<string, Evidence> => {
  if (facts.state !== 'readable' || facts.change.contents.state !== 'read') return new Map()
  const { repository, head, contents } = facts.change
  return new Map(
    contents.facts.names.flatMap(({ name, use }): [string, Evidence][] =>
      use === null ? [] : [[name, { ...use, repository, commit: head }]],
    ),
  )
}

/** Whether a linked change is made where a declared userspace is kept, by its address, where it moved, or its upstream. */
export const isMadeThere = (
  repository: RepositoryUrl,
  context: RuleContext,
  components: readonly Component[],
): boolean =>
  components
    .flatMap((component) => addressesOf(context, component))
    .some((address) => sameRepository(address, repository))

const addressesOf = (context: RuleContext, component: Component): readonly RepositoryUrl[] => {
  const declared = component.repository === '.' ? context.case.subject.repository : component.repository
  const facts = context.factsOf(component)
  const now = facts?.state === 'readable' ? facts.repository.url : null
  const known = [declared, now].filter((url) => url !== null)
  const canonical = context.config.upstreams
    .filter((one) => [...one.mirrors, ...one.copies].some((copy) => known.some((url) => sameRepository(url, copy))))
    .map((one) => one.canonical)
  return [...known, ...canonical]
}

/** A finding about all declared userspaces together: of the only one, or of the first's place. */
export const userspaceFinding = (
  context: RuleContext,
  [first, ...others]: readonly Component[],
  outcome: Outcome,
  reason: Reason & { readonly rule: 'uapi' | 'change' },
  evidence: readonly Evidence[] = [],
): Finding[] => {
  if (first === undefined) return []
  const found = componentFinding(context, first, outcome, reason, { key: 'change', evidence })
  return [others.length === 0 ? found : { ...found, component: null }]
}
