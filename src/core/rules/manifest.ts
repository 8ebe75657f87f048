import type { Subject } from '../case.ts'
import type { QuotedLine } from '../change/change.ts'
import { driverDirectory } from '../change/directory.ts'
import { BEGUN, manifestIn } from '../change/drivers.ts'
import { changedComponents } from '../manifest/changed-components.ts'
import { type Manifest, type Role, ROLES, type RoleDeclaration } from '../manifest/manifest.ts'
import type { Place } from '../place.ts'
import type { Evidence, Finding, Outcome } from '../verdict/finding.ts'
import { isInQuestion } from './in-question.ts'
import type { Reasons } from './reasons.ts'
import type { DriverRule, DriverScope, RuleContext } from './rule.ts'

/** Is there a valid manifest for this driver, complete for the roles that policy asks for? */
export const manifest: DriverRule = {
  about: 'driver',
  judge: (context) => [
    ...judgeReading(context.driver),
    ...noteLosses(context.driver),
    ...(isInQuestion(context) ? [...judgeManifest(context), ...noteSmell(context.driver), ...noteStack(context)] : []),
  ],
}

const judgeReading = (driver: DriverScope): Finding[] => [
  ...(driver.awaits === null ? [] : [found(driver, 'unknown', { code: 'surroundings-unknown', why: driver.awaits })]),
  ...(driver.unread.length === 0 ? [] : [found(driver, 'unknown', { code: 'unread', files: sorted(driver.unread) })]),
  // To ask again would give the same: a person must look at what git takes for binary.
  ...(driver.textless.length === 0
    ? []
    : [found(driver, 'review', { code: 'unread', files: sorted(driver.textless) })]),
]

/** No addition, so the line is not crossed by it. */
const noteLosses = (driver: DriverScope): Finding[] =>
  (['removed', 'changed'] as const).flatMap((how) => {
    const lost = driver.losses.filter((loss) => loss.how === how)
    const [first] = lost
    if (first === undefined) return []
    const at = first.line === null ? null : { file: first.file, line: first.line, column: 1 }
    return [found(driver, 'noted', { code: `uapi-${how}`, names: lost.map(({ name }) => name).sort() }, { at })]
  })

const noteSmell = (driver: DriverScope): Finding[] => {
  const kinds = [...new Set(driver.hits.map(({ kind }) => kind))].filter((kind) => BEGUN.has(kind)).sort()
  const isBeside = driver.directory.startsWith('drivers/misc/') && driver.gains.some(({ kind }) => kind === 'ioctl')
  return isBeside && kinds.length > 0 ? [found(driver, 'noted', { code: 'beside-subsystem', kinds })] : []
}

/** An opened stack must not be closed unseen. */
const noteStack = ({ driver, case: { change, manifests } }: RuleContext): Finding[] => {
  if (driver.manifest?.parsed.ok !== true) return []
  const { file, parsed } = driver.manifest
  const changed = change?.files.find(({ path }) => path === file)
  const text = manifests.find(({ path }) => path === file)?.text
  if (changed === undefined || text === undefined) return []
  const components = changedComponents(changed, text, parsed.value)
  return components === null
    ? []
    : [found(driver, 'noted', { code: 'components-changed', ...components }, { at: parsed.value.at })]
}

const judgeManifest = (context: RuleContext): Finding[] => {
  const { driver } = context
  if (driver.manifest === null) return judgeMissing(driver)
  const { file, parsed } = driver.manifest
  if (!parsed.ok)
    return parsed.faults.map((fault) =>
      found(driver, 'unmet', { code: 'invalid', fault }, { at: { file, ...fault.at } }),
    )
  const { value } = parsed
  const roles = ROLES.flatMap((role) => judgeRole(context, value, role))
  const complete = roles.every(({ outcome }) => outcome === 'noted')
  return [...roles, ...(complete ? [found(driver, 'met', { code: 'valid' }, { at: value.at })] : [])]
}

const judgeMissing = (driver: DriverScope): Finding[] => {
  const deleted = driver.hits.find(({ kind }) => kind === 'manifest')
  if (deleted !== undefined) return [found(driver, 'unmet', { code: 'deleted', file: deleted.file })]
  const expected = manifestIn(driver.directory)
  if (driverDirectory(expected) === null)
    return [...Map.groupBy(driver.hits, ({ file }) => file)].map(([header, [first]]) =>
      found(driver, 'unmet', { code: 'header-unlisted', header }, { at: firstPlace(first) }),
    )
  return [found(driver, 'unmet', { code: 'missing', expected }, { at: firstPlace(driver.hits[0]) })]
}

/** A hit on a file as a whole is shown at its first line. */
const firstPlace = (hit: QuotedLine | undefined): Place | null =>
  hit === undefined ? null : { file: hit.file, line: hit.line ?? 1, column: 1 }

const judgeRole = ({ case: { subject }, driver, policy }: RuleContext, value: Manifest, role: Role): Finding[] => {
  const declaration = value.roles[role]
  const { required } = policy.roles[role]
  const demanded = required === 'always' || (required === 'asked' && driver.firmware.length > 0)
  const evidence = required === 'asked' ? driver.firmware.map((line) => asEvidence(line, subject)) : []
  const answer = judgeDeclaration(declaration, role, demanded)
  if (answer === null) return []
  const at = declaration.kind === 'undeclared' ? value.at : declaration.at
  return [found(driver, answer.outcome, answer.reason, { role, at, evidence })]
}

const judgeDeclaration = (
  declaration: RoleDeclaration,
  role: Role,
  demanded: boolean,
): { outcome: Outcome; reason: Reasons['manifest'] } | null => {
  switch (declaration.kind) {
    case 'components':
      return null
    case 'undeclared':
      return demanded ? { outcome: 'unmet', reason: { code: 'role-missing', role } } : null
    case 'none': {
      const { reason } = declaration
      if (!demanded) return { outcome: 'noted', reason: { code: 'role-none', role, reason } }
      // A driver that nothing in the open drives is what the line was drawn against.
      if (role === 'userspace') return { outcome: 'unmet', reason: { code: 'userspace-none', reason } }
      return { outcome: 'review', reason: { code: 'role-none', role, reason } }
    }
  }
}

const found = (
  driver: DriverScope,
  outcome: Outcome,
  reason: Reasons['manifest'],
  place: { role?: Role; at?: Place | null; evidence?: readonly Evidence[] } = {},
): Finding => ({
  rule: 'manifest',
  outcome,
  reason: { rule: 'manifest', ...reason },
  driver: driver.name,
  role: place.role ?? null,
  component: null,
  at: place.at ?? null,
  evidence: place.evidence ?? [],
  waiver: null,
})

const asEvidence = ({ file, line, text }: QuotedLine, { repository, head }: Subject): Evidence => ({
  repository,
  commit: head,
  path: file,
  line,
  text,
})

const sorted = (files: readonly string[]): string[] => [...files].sort()
