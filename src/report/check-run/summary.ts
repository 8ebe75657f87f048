import type { Finding } from '../../core/verdict/finding.ts'
import { WAIVERS_PAGE } from '../links.ts'
import { codeSpan, inline, link, table } from '../markdown.ts'
import { code, say, type Sentence } from '../sentence.ts'
import type { Asked } from '../outline/asked.ts'
import { licenseFound } from '../outline/license-found.ts'
import { outline, type Item, type OutlinedDriver, type Section } from '../outline/outline.ts'
import type { Shown } from '../outline/shown.ts'
import type { StackRow } from '../outline/stack.ts'
import type { Part } from '../part.ts'
import { minute } from '../time.ts'
import { weightOf, type CheckRunOptions, type Refusal } from '../weight.ts'
import { MARKS } from './marks.ts'
import { references, type References } from './references.ts'

/**
 * The check run's summary in Markdown: each part in the order that its readers want.
 *
 * @param isOffered whether it has the button that accepts
 */
export const summary = (parts: readonly Part[], options: CheckRunOptions, isOffered: boolean): string =>
  [
    ...refused(options.accepting?.refusal ?? null),
    ...(isOffered ? [ACCEPTING] : []),
    ...parts.flatMap((part) => [...heading(part, parts.length), ...body(part, options)]),
  ].join('\n\n')

const ACCEPTING = `**To accept what is for a maintainer to decide,** press *Accept* above. It takes the maintain or admin role in this repository or a name in its policy, and someone else than who opened the pull request. It holds on later commits and in the merge queue, until what was found changes.`

const refused = (refusal: Refusal | null): readonly string[] =>
  refusal === null ? [] : [`**Not accepted:** ${inline(REFUSALS[refusal.why](code(refusal.by)))}`]

const REFUSALS: Readonly<Record<Refusal['why'], (by: Sentence) => Sentence>> = {
  author: (by) => say`${by} opened the pull request, and nobody accepts what is found in their own.`,
  role: (by) =>
    say`${by} has neither the maintain nor the admin role in this repository, and its policy does not name them.`,
  'authors-unknown': (by) => say`whether ${by} opened one of the pull requests in this merge group could not be told.`,
  changed: (by) => say`what ${by} wanted to accept is not what is found now. Look at it again below.`,
}

const heading = ({ pullRequest }: Part, parts: number): readonly string[] => {
  if (parts === 1) return []
  if (pullRequest === null) return ['## Merge group']
  const { number, url, base } = pullRequest
  return [`## Pull request ${link(`#${number}`, url)} into ${codeSpan(base)}`]
}

const body = (part: Part, options: CheckRunOptions): readonly string[] => {
  const { why, drivers, sections, question, finePrint } = outline(part)
  const refer = references(part.subject)
  const marked = { ...refer, editors: part.editors }
  return [
    ...audit(part),
    ...waiting(part, options),
    `${part.verdict.crosses ? '**Why it is asked:** ' : ''}${inline(why)}`,
    ...drivers.flatMap((driver) => asking(driver, refer)),
    ...drivers.flatMap((driver) => declaring(driver, refer)),
    ...sections.flatMap((section) => sectionBlocks(section, marked)),
    ...(question === null ? [] : [`**${inline(question.lead)}** *${inline(question.text)}*`]),
    finePrint.map(inline).join('\\\n'),
  ]
}

const audit = ({ verdict }: Part): readonly string[] =>
  verdict.mode === 'audit' ? ['**Audit only:** the policy reports and never blocks. Enforced, it would say this:'] : []

const waiting = (part: Part, options: CheckRunOptions): readonly string[] => {
  if (part.verdict.judgement !== 'unknown') return []
  if (options.gaveUp) return ['**Not tried again by itself.** Re-run this check once what is named below is mended.']
  const when = options.nextTry === null ? 'soon' : `at ${minute(options.nextTry)}`
  return [weightOf(part, options) === 'neutral' ? `**Tried again** ${when}.` : `**Waiting:** tried again ${when}.`]
}

const asking = ({ name, asked }: OutlinedDriver, refer: References): readonly string[] => {
  if (asked.length === 0) return []
  const lines = asked.map((each) => askedLines(each, refer)).join('\n')
  return name === null ? [lines] : [`Driver ${codeSpan(name)}:`, lines]
}

const askedLines = ({ kind, hits, more }: Asked, refer: References): string =>
  hits
    .map((hit, index) => {
      const rest = more > 0 && index === hits.length - 1 ? ` (${more} more ${more === 1 ? 'line' : 'lines'})` : ''
      const quoted = hit.text === '' ? '' : ` ${codeSpan(hit.text.trim())}`
      return `- ${codeSpan(kind)} ${refer.place(hit)}${quoted}${rest}`
    })
    .join('\n')

const declaring = ({ name, stack }: OutlinedDriver, refer: References): readonly string[] => {
  if (stack.length === 0) return []
  const rows = table(
    ['role', 'repository', 'judged at', 'licence, from its texts', 'result'],
    stack.map((row) => stackCells(row, refer)),
  )
  return name === null ? [rows] : [`The declared stack of ${codeSpan(name)}:`, rows]
}

const stackCells = ({ role, declared, result }: StackRow, refer: References): readonly string[] => {
  const marks = [
    MARKS[result.outcome],
    ...result.rules.map((rule) => codeSpan(rule)),
    result.shown.map((each) => shownCell(each, refer)).join('; '),
  ]
    .filter((each) => each !== '')
    .join(' ')
  if (declared.kind === 'none') return [role, inline(declared.text), '', '', marks]
  const { component, judged } = declared
  const paths = component.paths.length === 0 ? '' : ` : ${codeSpan(component.paths.join(', '))}`
  const commit = judged?.commit ?? null
  const number = judged?.underReview ?? null
  const ref = number === null ? component.ref : `#${number}`
  const at = [
    ref === null ? null : codeSpan(ref),
    commit === null ? 'not read' : refer.commit(component.repository, commit),
    number === null ? null : '*under review*',
  ]
  return [
    role,
    `${component.repository === '.' ? 'this repository' : codeSpan(refer.name(component.repository))}${paths}`,
    at.filter((each) => each !== null).join(', '),
    inline(licenseFound(judged)),
    marks,
  ]
}

const shownCell = ({ said, seen }: Shown, refer: References): string =>
  [inline(said), ...(seen === null ? [] : [evidenceOf(seen, refer)])].filter((each) => each !== '').join(' ')

type Marked = References & Pick<Part, 'editors'>

const sectionBlocks = ({ title, items, advice }: Section, refer: Marked): readonly string[] => [
  `### ${inline(title)}`,
  ...items.map((each) => itemBlock(each, refer)),
  ...(advice === null ? [] : [`${inline(advice)} (${link('how', WAIVERS_PAGE)})`]),
]

const itemBlock = ({ finding, driver, message, mend, seen, decision }: Item, refer: Marked): string => {
  const about = [
    driver === null || driver === '' ? null : codeSpan(driver),
    finding.role,
    finding.at === null ? null : refer.place(finding.at),
  ].filter((each) => each !== null)
  const { reason } = finding
  const editor =
    reason.rule === 'manifest' && reason.code === 'missing' ? refer.editors.get(reason.expected) : undefined
  return [
    `${MARKS[finding.outcome]} **${refer.rule(finding.rule)}**${about.length === 0 ? '' : ` (${about.join(', ')})`}: ${inline(message)}`,
    ...seen.map((evidence) => `Seen: ${evidenceOf(evidence, refer)}`),
    ...(mend === null ? [] : [`**To mend:** ${inline(mend)}`]),
    ...(editor === undefined ? [] : [link('Open the editor with a manifest to fill in', editor)]),
    ...(decision === null ? [] : [inline(decision)]),
  ].join('\\\n')
}

/** A thing that was seen: where, linked if it can be, and its words. */
const evidenceOf = (evidence: Finding['evidence'][number], refer: References): string =>
  [refer.file(evidence), ...(evidence.text === '' ? [] : [codeSpan(evidence.text)])].join(' ')
