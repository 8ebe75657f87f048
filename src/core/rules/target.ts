import type { Upstream } from '../config.ts'
import type { TargetUse } from '../evidence/targets.ts'
import { targetsOf } from '../evidence/targets-of.ts'
import type { Component } from '../manifest/manifest.ts'
import { sameRepository } from '../repository-url.ts'
import type { Evidence, Finding, Outcome } from '../verdict/finding.ts'
import { componentFinding } from './component-finding.ts'
import { declared } from './declared.ts'
import { type ReadContents, readContents } from './read-contents.ts'
import type { Reasons } from './reasons.ts'
import type { DriverRule, RuleContext } from './rule.ts'

/** Is this compiler for this device? */
export const target: DriverRule = {
  about: 'driver',
  judge: (context) =>
    declared(context)
      .filter(({ role }) => role === 'compiler')
      .flatMap((component) => judgeComponent(context, component)),
}

const judgeComponent = (context: RuleContext, component: Component): Finding[] => {
  const project = generalProject(component, context.config.upstreams)
  if (project !== null && component.paths.length === 0)
    return [finding(context, component, 'unmet', { code: 'general', project })]
  const read = readContents(context, component)
  if (read.state === 'nothing') return []
  if (read.state !== 'read') return [finding(context, component, 'unknown', { code: read.state, why: read.why })]
  return [judgeUses(context, component, read)]
}

const generalProject = ({ repository }: Component, upstreams: readonly Upstream[]): string | null =>
  upstreams.find(
    ({ isGeneral, canonical, mirrors, copies }) =>
      isGeneral &&
      repository !== '.' &&
      [canonical, ...mirrors, ...copies].some((url) => sameRepository(url, repository)),
  )?.project ?? null

const judgeUses = (
  context: RuleContext,
  component: Component,
  { facts, at }: ReadContents & { state: 'read' },
): Finding => {
  const { manifest } = context.driver
  const targets = manifest?.parsed.ok === true ? targetsOf(manifest.parsed.value) : []
  const uses = facts.targets.filter(({ target }) => targets.includes(target))
  const most = uses.reduce<TargetUse | null>((best, use) => (use.files > (best?.files ?? 0) ? use : best), null)
  if (most !== null) {
    const evidence = uses.flatMap(({ first }): Evidence[] =>
      first === null
        ? []
        : [{ ...first, repository: at.repository, commit: at.commit, line: first.line === 0 ? null : first.line }],
    )
    return finding(context, component, 'met', { code: 'named', target: most.target, files: most.files }, evidence)
  }
  // Nobody looked: a name that was not asked for can't be told to be missing.
  if (uses.length < targets.length) return finding(context, component, 'unknown', { code: 'unread', why: NOT_ASKED })
  if (facts.partial !== null)
    return finding(context, component, 'review', { code: 'partly-read', partial: facts.partial })
  return finding(context, component, 'unmet', { code: 'not-named', targets })
}

const NOT_ASKED = { cause: 'malformed', detail: 'nobody looked for the device in it', retryAt: null } as const

const finding = (
  context: RuleContext,
  component: Component,
  outcome: Outcome,
  reason: Reasons['target'],
  evidence: readonly Evidence[] = [],
): Finding => componentFinding(context, component, outcome, { rule: 'target', ...reason }, { key: 'path', evidence })
