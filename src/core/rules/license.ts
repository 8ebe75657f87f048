import type { LicenseConfig } from '../config.ts'
import type { Contents } from '../contents.ts'
import type { LicenseClass } from '../license/class.ts'
import { classify, meets } from '../license/classify.ts'
import type { Partial } from '../evidence/snapshot-facts.ts'
import { type GoverningReason, GOVERNING_REASONS } from '../license/combine/reason.ts'
import { type Governing, governing } from '../license/governing.ts'
import type { LicenseFile } from '../license/license-file.ts'
import { directoryOf } from '../license/paths.ts'
import type { Component } from '../manifest/manifest.ts'
import type { RoleDemand } from '../policy/policy.ts'
import { isSameLicense } from '../spdx/same-license.ts'
import type { Evidence, Finding, Outcome } from '../verdict/finding.ts'
import { componentFinding } from './component-finding.ts'
import { declared } from './declared.ts'
import { readContents } from './read-contents.ts'
import type { Reasons } from './reasons.ts'
import type { DriverRule, RuleContext } from './rule.ts'

/** Do the licences that govern this path, by their own texts, belong to the class the role needs? */
export const license: DriverRule = {
  about: 'driver',
  judge: (context) => declared(context).flatMap((component) => judgeComponent(context, component)),
}

type Answer = {
  readonly outcome: Outcome
  readonly reason: Reasons['license']
  /** What it is seen by, in the licence files. */
  readonly seen: readonly GoverningReason[]
}

const judgeComponent = (context: RuleContext, component: Component): Finding[] => {
  const read = readContents(context, component)
  if (read.state === 'nothing') return []
  if (read.state !== 'read') return [unanswered(context, component, { code: read.state, why: read.why })]
  const { licenses, partial } = read.facts
  const { files, headers } = licenses
  const at = { paths: pathsOf(component, files), role: component.role }
  const found = governing({ files, headers }, at, context.config.licenses)
  return judge(context, component, found, partial).map(({ outcome, reason, seen }) =>
    componentFinding(
      context,
      component,
      outcome,
      { rule: 'license', ...reason },
      { key: 'license', evidence: seen.slice(0, MOST_EVIDENCE).map((each) => asEvidence(each, read.at)) },
    ),
  )
}

/**
 * What of a repository is in question. Where a list at the root (WHENCE) tells of each firmware file, the files that the
 * manifest names are, without a path: by their names, or by the directories that their globs begin with.
 */
const pathsOf = ({ paths, files }: Component, found: readonly LicenseFile[]): readonly string[] => {
  const isListed = found.some(({ path, fields }) => fields?.format === 'whence' && directoryOf(path) === '')
  if (paths.length > 0 || !isListed) return paths
  return [...new Set(files.map((glob) => (/[*?]/.test(glob) ? directoryOf(glob.replace(/[*?].*/s, '')) : glob)))]
}

/** The rest is where the first of it is. */
const MOST_EVIDENCE = 6

const asEvidence = ({ path, line, text }: GoverningReason, { repository, commit }: Contents): Evidence => ({
  repository,
  commit,
  path: path === '' ? null : path,
  line,
  text,
})

const unanswered = (
  context: RuleContext,
  component: Component,
  reason: Extract<Reasons['license'], { code: 'unknown' | 'unread' }>,
): Finding => componentFinding(context, component, 'unknown', { rule: 'license', ...reason }, { key: 'license' })

const judge = (
  { config, policy }: RuleContext,
  component: Component,
  found: Governing,
  partial: Partial | null,
): Answer[] => {
  const needed = policy.roles[component.role].class
  const written = told(component.license, config.licenses)
  if (!found.certain || found.class === 'unknown') return [judgeDoubtful(component, written, found, needed)]
  const tells = found.reasons.filter((reason) => doing(reason) === 'tells')
  if (!meets(found.class, needed)) return [judgeTooLow(written, found, needed, tells)]
  if (partial !== null) {
    const unread: GoverningReason = { code: 'partly-read', path: '', line: null, text: partial.detail }
    return [judgeDoubtful(component, written, { ...found, reasons: [unread, ...found.reasons] }, needed)]
  }
  const fit: Answer = {
    outcome: 'met',
    reason: { code: 'fits', expression: found.expression, class: found.class },
    seen: tells,
  }
  const stray = found.reasons.filter(({ code }) => code === 'header-stray')
  const notes: Answer[] =
    stray.length === 0 ? [] : [{ outcome: 'noted', reason: { code: 'stray-headers', because: stray }, seen: stray }]
  const compared = written === null ? null : compare(written, found)
  if (compared === null) return [fit, ...notes]
  const answer: Answer = { ...compared, seen: tells }
  return answer.outcome === 'noted' ? [fit, answer, ...notes] : [answer, ...notes]
}

const doing = ({ code }: GoverningReason): (typeof GOVERNING_REASONS)[GoverningReason['code']] =>
  GOVERNING_REASONS[code]

const judgeDoubtful = (
  { license: declared }: Component,
  written: Told | null,
  { expression, reasons }: Governing,
  needed: RoleDemand['class'],
): Answer => {
  // Nothing that may be found could better what the manifest itself declares.
  if (written !== null && written.class !== 'unknown' && !meets(written.class, needed)) {
    const { expression: declared, class: declaredClass, leaf } = written
    return { outcome: 'unmet', reason: { code: 'declared-too-low', declared, declaredClass, needed, leaf }, seen: [] }
  }
  const because = reasons.filter((reason) => doing(reason) === 'asks' || doing(reason) === 'restricts')
  return { outcome: 'review', reason: { code: 'to-read', expression, declared, because }, seen: because }
}

const judgeTooLow = (
  written: Told | null,
  { expression, class: found, reasons }: Governing,
  needed: RoleDemand['class'],
  tells: readonly GoverningReason[],
): Answer => {
  const because = reasons.filter((reason) => doing(reason) === 'restricts')
  const leaf = because.find(({ code }) => code === 'not-open')?.text ?? null
  const declared = written === null || written.class === found ? null : written.expression
  return {
    outcome: 'unmet',
    reason: { code: 'class-too-low', expression, class: found, needed, leaf, declared, because },
    seen: because.length > 0 ? because : tells,
  }
}

type Told = { readonly expression: string; readonly class: LicenseClass; readonly leaf: string }

const told = (expression: string | null, licenses: LicenseConfig): Told | null => {
  const classified = expression === null ? null : classify(expression, licenses)
  return expression === null || classified === null || 'invalid' in classified ? null : { expression, ...classified }
}

/** null: the manifest declares what is there, or what is there has no expression to compare with. */
const compare = (declared: Told, { expression, class: foundClass }: Governing): Omit<Answer, 'seen'> | null => {
  if (expression !== null && isSameLicense(declared.expression, expression)) return null
  const both = { declared: declared.expression, found: expression }
  if (declared.class !== 'unknown' && declared.class !== foundClass)
    return {
      outcome: 'unmet',
      reason: { code: 'declared-otherwise', ...both, declaredClass: declared.class, foundClass },
    }
  // A LicenseRef is the only name that a text without an SPDX id can have.
  if (expression === null) return null
  return declared.class === 'unknown'
    ? {
        outcome: 'review',
        reason: { code: 'declared-unknown', declared: declared.expression, found: expression, leaf: declared.leaf },
      }
    : { outcome: 'noted', reason: { code: 'same-class', declared: declared.expression, found: expression } }
}
