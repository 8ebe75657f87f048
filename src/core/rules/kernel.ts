import type { ChangedFile } from '../change/change.ts'
import { driverDirectory, holds } from '../change/directory.ts'
import { bearsOnTheLine, fileKind, isCopy, isHeader, isInUapiDirectory } from '../change/kind.ts'
import { type ModuleLicense, moduleLicenses, type NewFile, newFile } from '../change/new-files.ts'
import { scopeOf } from '../change/scope.ts'
import type { KernelConfig } from '../config.ts'
import { standingOf, withSyscallNote } from '../kernel/allowed.ts'
import { commentStyle, findTag, firstPossibleLine, type Tag, tagLine } from '../kernel/tag.ts'
import { manifestDirectory } from '../manifest/manifest.ts'
import { parseExpression } from '../spdx/expression.ts'
import type { Evidence, Finding, Outcome } from '../verdict/finding.ts'
import { nearest } from '../yaml/nearest.ts'
import { isInQuestion } from './in-question.ts'
import type { Reasons } from './reasons.ts'
import type { DriverRule, DriverScope, RuleContext } from './rule.ts'

/**
 * Do the kernel's licensing rules hold for what this change adds? They bind a kernel tree; elsewhere they are noted.
 * https://docs.kernel.org/process/license-rules.html
 */
export const kernel: DriverRule = {
  about: 'driver',
  judge: (context) => (isInQuestion(context) ? judgeFiles(context) : []),
}

const judgeFiles = (context: RuleContext): Finding[] => {
  const files = filesOf(context)
  const added = files.flatMap((file) => {
    const style = commentStyle(file.path)
    const read = style === null || fileKind(file.path) === 'manifest' ? null : newFile(file)
    return read === null || style === null ? [] : [{ file, style, read }]
  })
  // Nobody fetches those that can't cross the line, so to ask again would give the same.
  const unread = added.flatMap(({ file, read }) => (read === 'unread' && bearsOnTheLine(file.path) ? [file.path] : []))
  const tagged = added.flatMap(({ read, style }) =>
    read === 'unread' ? [] : judgeTag(read, { style, ...context, isUapi: isUapiHeader(context, read.path) }),
  )
  const licensed = files.flatMap(moduleLicenses)
  const seen = [...tagged, ...licensed.flatMap((each) => judgeModule(each, context.config.kernel))]
  const count = added.length - unread.length
  const isClean = unread.length === 0 && seen.every(({ outcome }) => outcome === 'noted')
  return [
    ...gather(context, seen),
    ...(unread.length === 0 ? [] : [unreadFinding(context, unread)]),
    ...(lacksAck(context) ? [found(context, 'noted', { code: 'no-ack' }, [])] : []),
    ...(isClean && count + licensed.length > 0 ? [found(context, 'met', { code: 'tagged', files: count }, [])] : []),
  ]
}

const ACK = /^Acked-by:[ \t]*\S/im

/**
 * Documentation/gpu/drm-uapi.rst asks those who reviewed the userspace for one. Whose it is can't be told, and it may still
 * come when the commit is taken.
 */
const lacksAck = ({ case: { subject, messages }, driver }: RuleContext): boolean =>
  subject.kernelTree && driver.gains.length > 0 && messages.length > 0 && !messages.some((message) => ACK.test(message))

/** The changed files of one driver, within what the policy looks at. */
const filesOf = ({ case: { change, manifests, subject }, driver, policy }: RuleContext): readonly ChangedFile[] => {
  const looked = scopeOf(policy.line)
  const places = manifests.map(({ path }) => path).toSorted((a, b) => b.length - a.length)
  const crossing = new Set(driver.hits.map(({ file }) => file))
  const isOwn = (path: string): boolean => {
    if (crossing.has(path)) return true
    const nearestManifest = places.find((place) => holds(manifestDirectory(place), path)) ?? null
    if (nearestManifest !== (driver.manifest?.file ?? null)) return false
    if (driver.manifest !== null) return true
    return driver.directory === '' ? driverDirectory(path, subject.kernelTree) === '' : holds(driver.directory, path)
  }
  return (change?.files ?? []).filter(({ path }) => looked(path) && isOwn(path))
}

const isUapiHeader = ({ driver }: { readonly driver: DriverScope }, path: string): boolean => {
  const named = driver.manifest?.parsed.ok === true ? driver.manifest.parsed.value.uapi : []
  return isHeader(path) && ((isInUapiDirectory(path) && !isCopy(path)) || named.includes(path))
}

/** What is wrong at one place. */
type Fault = {
  readonly outcome: 'unmet' | 'noted'
  readonly reason: Extract<Reasons['kernel'], { readonly files: readonly string[] }>
  readonly path: string
  readonly line: number
  readonly text: string
}

type Judging = {
  readonly style: NonNullable<ReturnType<typeof commentStyle>>
  readonly isUapi: boolean
  readonly config: { readonly kernel: KernelConfig }
}

const judgeTag = ({ path, top }: NewFile, judging: Judging): Fault[] => {
  const { style, isUapi } = judging
  const first = firstPossibleLine(top)
  const write = tagLine(style, isUapi ? 'GPL-2.0-only WITH Linux-syscall-note' : 'GPL-2.0-only')
  const tag = findTag(top, style)
  if (tag === null) {
    const text = top[first - 1]?.trim() ?? ''
    return [{ outcome: 'unmet', reason: { code: 'untagged', write, files: [path] }, path, line: first, text }]
  }
  const place = { path, line: tag.line, text: tag.text }
  const faults: Fault[] = []
  if (tag.line !== first)
    faults.push({ outcome: 'unmet', reason: { code: 'misplaced', first, files: [path] }, ...place })
  else if (!tag.styled)
    faults.push({
      outcome: 'noted',
      reason: { code: 'comment-style', write: tagLine(style, tag.expression), files: [path] },
      ...place,
    })
  return [...faults, ...judgeExpression(tag, judging).map((each): Fault => ({ ...each, ...place }))]
}

const judgeExpression = (
  { expression: text }: Tag,
  { isUapi, style, config }: Judging,
): Pick<Fault, 'outcome' | 'reason'>[] => {
  const parsed = parseExpression(text)
  if (!parsed.ok) return [{ outcome: 'unmet', reason: { code: 'invalid-tag', expression: text, files: [] } }]
  const { standing, leaf } = standingOf(parsed.expression, config.kernel)
  const noted = isUapi ? withSyscallNote(parsed.expression) : null
  return [
    ...(standing === 'foreign' || standing === 'dual'
      ? [
          {
            outcome: 'unmet' as const,
            reason: { code: 'not-allowed' as const, expression: text, leaf, standing, files: [] },
          },
        ]
      : []),
    ...(standing === 'deprecated'
      ? [{ outcome: 'noted' as const, reason: { code: 'old-license' as const, expression: text, leaf, files: [] } }]
      : []),
    ...(noted === null
      ? []
      : [
          {
            outcome: 'unmet' as const,
            reason: { code: 'no-syscall-note' as const, write: tagLine(style, noted), files: [] },
          },
        ]),
  ]
}

const judgeModule = ({ path, line, license, text }: ModuleLicense, { moduleLicenses }: KernelConfig): Fault[] => {
  const place = { path, line, text }
  if (license === null)
    return [{ outcome: 'noted', reason: { code: 'module-license-unread', files: [path] }, ...place }]
  if (moduleLicenses.includes(license)) return []
  if (license === 'Proprietary')
    return [{ outcome: 'unmet', reason: { code: 'proprietary-module', files: [path] }, ...place }]
  const meant = nearest(license, moduleLicenses)
  return [{ outcome: 'unmet', reason: { code: 'module-license', license, meant, files: [path] }, ...place }]
}

/** So many places are worth a finding each; more of one kind are told at once. */
const MOST_PLACES = 20
const MOST_EVIDENCE = 6

/**
 * A finding for each place in a kernel tree. Outside one nothing binds, so all of a kind are one note.
 */
const gather = (context: RuleContext, faults: readonly Fault[]): Finding[] => {
  const { kernelTree } = context.case.subject
  return [...Map.groupBy(faults, ({ reason }) => reason.code).values()].flatMap((same) =>
    kernelTree && same.length <= MOST_PLACES
      ? same.map((fault) => gathered(context, [fault]))
      : [gathered(context, same)],
  )
}

const gathered = (context: RuleContext, faults: readonly Fault[]): Finding => {
  const [first] = faults
  if (first === undefined) throw new Error('A group has at least one fault')
  const { subject } = context.case
  const files = [...new Set(faults.map(({ path }) => path))]
  const evidence = faults.slice(0, MOST_EVIDENCE).map(({ path, line, text }): Evidence => ({
    repository: subject.repository,
    commit: subject.head,
    path,
    line,
    text,
  }))
  const reason = { ...first.reason, files } as Reasons['kernel']
  const outcome = subject.kernelTree ? first.outcome : 'noted'
  return { ...found(context, outcome, reason, evidence), at: { file: first.path, line: first.line, column: 1 } }
}

const unreadFinding = (context: RuleContext, files: readonly string[]): Finding =>
  found(context, context.case.subject.kernelTree ? 'unknown' : 'noted', { code: 'unread', files }, [])

const found = (
  { driver }: Pick<RuleContext, 'driver'>,
  outcome: Outcome,
  reason: Reasons['kernel'],
  evidence: readonly Evidence[],
): Finding => ({
  rule: 'kernel',
  outcome,
  reason: { rule: 'kernel', ...reason },
  driver: driver.name,
  role: null,
  component: null,
  at: null,
  evidence,
  waiver: null,
})
