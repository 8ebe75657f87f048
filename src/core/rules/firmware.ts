import { type FirmwareAsk, firmwareNames } from '../change/firmware-names.ts'
import type { Contents } from '../contents.ts'
import type { Partial, SnapshotFacts } from '../evidence/snapshot-facts.ts'
import { globMatcher } from '../glob.ts'
import { meets } from '../license/classify.ts'
import { type GoverningReason, GOVERNING_REASONS } from '../license/combine/reason.ts'
import { type Governing, governing } from '../license/governing.ts'
import { directoryOf } from '../license/paths.ts'
import type { Component } from '../manifest/manifest.ts'
import type { Evidence, Finding, Outcome } from '../verdict/finding.ts'
import { componentFinding } from './component-finding.ts'
import { declared } from './declared.ts'
import { isInQuestion } from './in-question.ts'
import { readContents } from './read-contents.ts'
import type { Reasons } from './reasons.ts'
import type { DriverRule, RuleContext } from './rule.ts'

/**
 * May every firmware file that the driver asks for be redistributed?
 *
 * Source: https://gitlab.com/kernel-firmware/linux-firmware, whose WHENCE says so of each file
 */
export const firmware: DriverRule = {
  about: 'driver',
  judge: (context) => {
    if (!isInQuestion(context)) return []
    const components = declared(context).filter(({ role }) => role === 'firmware')
    const asks = asksOf(context)
    if (components.length > 0) return judge(context, components, asks)
    return asks.length === 0 ? [] : noneDeclared(context, asks)
  },
}

const asksOf = ({ case: { change }, driver }: RuleContext): readonly FirmwareAsk[] =>
  change === null || driver.firmware.length === 0
    ? []
    : firmwareNames(change, new Set(driver.firmware.map(({ file }) => file)))

/** Where the policy asks for none, or the manifest says that there is none, another rule has said what there is to say. */
const noneDeclared = ({ driver, policy, case: { subject } }: RuleContext, asks: readonly FirmwareAsk[]): Finding[] => {
  const { manifest } = driver
  if (manifest?.parsed.ok !== true || policy.roles.firmware.required === 'never') return []
  if (manifest.parsed.value.roles.firmware.kind !== 'undeclared') return []
  return [
    {
      rule: 'firmware',
      outcome: 'unmet',
      reason: { rule: 'firmware', code: 'none-declared', names: namesOf(asks) },
      driver: driver.name,
      role: 'firmware',
      component: null,
      at: manifest.parsed.value.at,
      evidence: asks.slice(0, MOST_EVIDENCE).map(({ file, line, text }) => ({
        repository: subject.repository,
        commit: subject.head,
        path: file,
        line,
        text,
      })),
      waiver: null,
    },
  ]
}

const MOST_EVIDENCE = 6

type Read = { readonly component: Component; readonly facts: SnapshotFacts; readonly at: Contents }

/** What a component's own files say of one firmware file. */
type Told = { readonly read: Read; readonly governing: Governing }

const judge = (
  context: RuleContext,
  components: readonly Component[],
  asks: readonly FirmwareAsk[],
): readonly Finding[] => {
  const [first] = components
  if (first === undefined) return []
  const reads: Read[] = []
  const unread: Finding[] = []
  for (const component of components) {
    const read = readContents(context, component)
    if (read.state === 'read') reads.push({ component, facts: read.facts, at: read.at })
    else if (read.state !== 'nothing')
      unread.push(found(context, component, 'unknown', { code: read.state, why: read.why }))
  }
  const answers = wantedOf(components, asks).map((want) => answer(context, want, reads))
  const partial = reads.map(({ facts }) => facts.partial).find((each) => each !== null) ?? null
  const judged = [...Map.groupBy(answers, ({ kind }) => kind)].flatMap(([kind, same]) => {
    // What one component lacks may stand in the one that nobody could read.
    if (kind === 'not-listed' && unread.length > 0) return []
    return conclude(context, first, kind, same, partial)
  })
  return [...unread, ...judged]
}

/** `isGlob`: of the manifest's `files`, which may stand for any number of names. */
type Want = {
  readonly name: string
  readonly isGlob: boolean
  readonly by: FirmwareAsk['by'] | 'manifest'
  readonly text: string
  readonly isUnresolved: boolean
}

const wantedOf = (components: readonly Component[], asks: readonly FirmwareAsk[]): readonly Want[] => {
  const globs = [...new Set(components.flatMap(({ files }) => files))]
  const covers = globs.map(globMatcher)
  const declared = globs.map((name): Want => ({ name, isGlob: true, by: 'manifest', text: name, isUnresolved: false }))
  const named = asks.map(({ name, by, text }): Want => ({
    name: name ?? text,
    isGlob: false,
    // What the manifest lists is told to everyone, whatever the code says.
    by: name !== null && covers.some((matches) => matches(name)) ? 'manifest' : by,
    text,
    isUnresolved: name === null,
  }))
  // A name that can't be told is among those that the manifest lists, where that lists any.
  return [...declared, ...named.filter(({ isUnresolved }) => !isUnresolved || globs.length === 0)]
}

type Kind = 'redistributable' | 'not-redistributable' | 'to-read' | 'not-listed' | 'only-requested' | 'unresolved'
type Answer = { readonly kind: Kind; readonly want: Want; readonly told: Told | null }

const answer = (context: RuleContext, want: Want, reads: readonly Read[]): Answer => {
  if (want.isUnresolved) return { kind: 'unresolved', want, told: null }
  const [told] = reads.flatMap((read) => tell(context, want, read))
  if (told === undefined) return { kind: want.by === 'request' ? 'only-requested' : 'not-listed', want, told: null }
  const { governing } = told
  const needed = context.policy.roles.firmware.class
  if (!governing.certain || governing.class === 'unknown') return { kind: 'to-read', want, told }
  if (!meets(governing.class, needed))
    return { kind: want.by === 'request' ? 'only-requested' : 'not-redistributable', want, told }
  return { kind: want.by === 'request' ? 'only-requested' : 'redistributable', want, told }
}

/** At most one: what governs the file here, where a WHENCE lists it or it stands below the declared paths. */
const tell = ({ config }: RuleContext, want: Want, read: Read): readonly Told[] => {
  const { licenses, firmware } = read.facts
  const listed = pathsListed(want, read)
  const standing = firmware.find(({ name }) => name === want.name)?.path ?? null
  const paths = listed.length > 0 ? listed : standing === null ? [] : [standing]
  return paths.length === 0
    ? []
    : [{ read, governing: governing(licenses, { paths, role: 'firmware' }, config.licenses) }]
}

/** The paths by which WHENCE files list what is wanted: a name itself, or the names that a glob takes in. */
const pathsListed = (want: Want, { facts }: Read): readonly string[] => {
  const matches = want.isGlob ? globMatcher(want.name) : (name: string) => name === want.name
  return facts.licenses.files.flatMap(({ path, fields }) => {
    if (fields?.format !== 'whence') return []
    const directory = directoryOf(path)
    const names = fields.statements.flatMap(({ files }) =>
      files.flatMap((each) => {
        if (matches(each)) return [each]
        // A whole directory that is listed holds what is asked for in it.
        return !want.isGlob && /[*?]/.test(each) && globMatcher(each)(want.name) ? [want.name] : []
      }),
    )
    return [...new Set(names)].map((name) => (directory === '' ? name : `${directory}/${name}`))
  })
}

const conclude = (
  context: RuleContext,
  first: Component,
  kind: Kind,
  answers: readonly Answer[],
  partial: Partial | null,
): readonly Finding[] => {
  const names = [...new Set(answers.map(({ want }) => want.name))]
  const component = answers.find(({ told }) => told !== null)?.told?.read.component ?? first
  const reasons = answers.flatMap(({ told }) =>
    told === null ? [] : told.governing.reasons.map((reason) => ({ reason, told })),
  )
  const evidence = distinctEvidence(reasons.map(({ reason, told }) => asEvidence(reason, told.read)))
  const say = (outcome: Outcome, reason: Reasons['firmware']): readonly Finding[] => [
    found(context, component, outcome, reason, evidence),
  ]
  switch (kind) {
    case 'redistributable':
      return say('met', { code: kind, names })
    case 'not-redistributable': {
      const [worst] = answers.flatMap(({ told }) => told ?? [])
      return say('unmet', { code: kind, names, class: worst?.governing.class ?? 'unknown' })
    }
    case 'to-read': {
      const because = reasons.map(({ reason }) => reason).filter(({ code }) => GOVERNING_REASONS[code] === 'asks')
      return say('review', { code: kind, names, because })
    }
    case 'not-listed':
      return say('review', partial === null ? { code: kind, names } : { code: 'partly-read', names, partial })
    case 'only-requested':
      return say('review', { code: kind, names })
    case 'unresolved':
      return say('review', { code: kind, lines: [...new Set(answers.map(({ want }) => want.text))] })
  }
}

const asEvidence = ({ path, line, text }: GoverningReason, { at: { repository, commit } }: Read): Evidence => ({
  repository,
  commit,
  path: path === '' ? null : path,
  line,
  text,
})

const distinctEvidence = (all: readonly Evidence[]): readonly Evidence[] =>
  [...new Map(all.map((each) => [JSON.stringify(each), each])).values()].slice(0, MOST_EVIDENCE)

const namesOf = (asks: readonly FirmwareAsk[]): readonly string[] => [
  ...new Set(asks.map(({ name, text }) => name ?? text)),
]

const found = (
  context: RuleContext,
  component: Component,
  outcome: Outcome,
  reason: Reasons['firmware'],
  evidence: readonly Evidence[] = [],
): Finding => componentFinding(context, component, outcome, { rule: 'firmware', ...reason }, { key: 'files', evidence })
