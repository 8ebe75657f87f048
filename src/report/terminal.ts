import { styleText } from 'node:util'
import type { Outcome } from '../core/verdict/finding.ts'
import { headline, nameOf } from './headline.ts'
import { rulePage } from './links.ts'
import type { Asked } from './outline/asked.ts'
import { licenseFound } from './outline/license-found.ts'
import { outline, type Item, type OutlinedDriver } from './outline/outline.ts'
import type { StackRow } from './outline/stack.ts'
import type { Part } from './part.ts'
import { capitalised, plain } from './sentence.ts'
import { visible } from './visible.ts'
import { byWeight, type CheckRunOptions } from './weight.ts'
import { wrap } from './wrap.ts'

export type TerminalOptions = {
  readonly color: boolean
  /** In characters; lines are broken there where their words allow. */
  readonly width: number
}

/** The report for a terminal, ending in a line break. Nothing in it but our own colours can move the cursor. */
export const terminal = (parts: readonly Part[], { color, width }: TerminalOptions): string => {
  const [first, ...rest] = parts
  if (first === undefined) throw new RangeError('a report needs a part')
  const sorted = byWeight([first, ...rest], NO_NEXT_TRY)
  const page = pageOf(color, width)
  const blocks = sorted.flatMap((part) => [
    [page.strong(page.colour(COLOURS[part.verdict.judgement], plain(headline([part], NO_NEXT_TRY))))],
    ...(parts.length === 1 ? [] : [[page.line(plain(capitalised(nameOf(part))))]]),
    ...partBlocks(part, page),
  ])
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** Here nothing is tried again by itself. */
const NO_NEXT_TRY: CheckRunOptions = { nextTry: null, gaveUp: true }

type Colour = 'green' | 'yellow' | 'red' | 'gray'
const COLOURS = { pass: 'green', review: 'yellow', unknown: 'yellow', fail: 'red' } as const

const MARKS: Readonly<Record<Outcome, readonly [mark: string, colour: Colour]>> = {
  met: ['✓', 'green'],
  noted: ['i', 'gray'],
  waived: ['~', 'gray'],
  accepted: ['~', 'gray'],
  review: ['!', 'yellow'],
  unknown: ['?', 'yellow'],
  unmet: ['✗', 'red'],
}

type Page = {
  readonly strong: (text: string) => string
  readonly colour: (colour: Colour, text: string) => string
  /** Wrapped, with further lines indented a step deeper. */
  readonly line: (text: string, indent?: number) => string
  /** The same, indented and behind a mark. */
  readonly marked: (outcome: Outcome, text: string) => string
}

const pageOf = (color: boolean, width: number): Page => {
  const style = (format: Colour | 'bold', text: string): string =>
    color ? styleText(format, text, { validateStream: false }) : text
  return {
    strong: (text) => style('bold', text),
    colour: style,
    line: (text, indent = 0) => wrap(text, width, ' '.repeat(indent), ' '.repeat(indent + 2)),
    // Wrapped behind the indent and the mark, which is coloured only then, as colours would count as characters.
    marked: (outcome, text) => {
      const [mark, colour] = MARKS[outcome]
      return `  ${style(colour, mark)} ${wrap(text, width, ' '.repeat(4)).slice(4)}`
    },
  }
}

const partBlocks = (part: Part, page: Page): readonly (readonly string[])[] => {
  const { why, drivers, sections, question, finePrint } = outline(part)
  return [
    ...(part.verdict.mode === 'audit' ? [[page.line('Audit only: the policy reports and never blocks.')]] : []),
    [
      page.line(`${part.verdict.crosses ? 'Why it is asked: ' : ''}${plain(why)}`),
      ...drivers.flatMap((driver) => asking(driver, page)),
    ],
    ...drivers.flatMap((driver) => declaring(driver, page)),
    ...sections.map(({ title, items, advice }) => [
      page.strong(plain(title)),
      ...items.flatMap((each) => itemLines(each, page)),
      ...(advice === null ? [] : [page.line(plain(advice), 2)]),
    ]),
    ...(question === null ? [] : [[page.line(`${plain(question.lead)} ${plain(question.text)}`)]]),
    finePrint.map((sentence) => page.line(plain(sentence))),
  ]
}

const asking = ({ name, asked }: OutlinedDriver, page: Page): readonly string[] => [
  ...(name === null ? [] : [page.line(`Driver ${visible(name)}`, 2)]),
  ...asked.flatMap((each) => askedLines(each, page)),
]

const askedLines = ({ kind, hits, more }: Asked, page: Page): readonly string[] => [
  ...hits.map(({ file, line, text }) =>
    page.line(`${kind} ${visible(file)}${line === null ? '' : `:${line}`} ${visible(text.trim())}`, 2),
  ),
  ...(more === 0 ? [] : [page.line(`${kind} ${more} more ${more === 1 ? 'line' : 'lines'}`, 2)]),
]

const declaring = ({ name, stack }: OutlinedDriver, page: Page): readonly (readonly string[])[] => {
  if (stack.length === 0) return []
  const title = name === null ? 'The declared stack' : `The declared stack of ${visible(name)}`
  return [[page.strong(title), ...stack.map((row) => stackLine(row, page))]]
}

const stackLine = ({ role, declared, result }: StackRow, page: Page): string => {
  const rules = result.rules.length === 0 ? '' : `; ${result.rules.join(', ')}`
  const line = (text: string): string => page.marked(result.outcome, `${role}: ${text}${rules}`)
  if (declared.kind === 'none') return line(plain(declared.text))
  const { component, judged } = declared
  const repository = component.repository === '.' ? 'this repository' : visible(component.repository)
  const paths = component.paths.length === 0 ? '' : ` : ${visible(component.paths.join(', '))}`
  const commit = judged?.commit ?? null
  const number = judged?.underReview ?? null
  const ref = number === null ? component.ref : `#${number}`
  const at = [
    ref === null ? null : visible(ref),
    commit === null ? null : commit.slice(0, 8),
    number === null ? null : 'under review',
  ].filter((each) => each !== null)
  const found = commit === null ? 'not read' : `licence ${plain(licenseFound(judged))}`
  return line(`${repository}${paths}${at.length === 0 ? '' : ` at ${at.join(', ')}`}; ${found}`)
}

const itemLines = ({ finding, driver, message, mend, seen, decision }: Item, page: Page): readonly string[] => {
  const { rule, role, at, outcome } = finding
  const about = [
    driver === null || driver === '' ? null : visible(driver),
    role,
    at === null ? null : `${visible(at.file)}:${at.line}:${at.column}`,
  ].filter((each) => each !== null)
  return [
    page.marked(outcome, `${rule}${about.length === 0 ? '' : ` (${about.join(', ')})`}`),
    page.line(plain(message), 4),
    ...seen.map(({ path, line, text }) => {
      const where = `${visible(path ?? '')}${line === null ? '' : `:${line}`}`
      return page.line(`Seen: ${where} ${visible(text)}`, 4)
    }),
    ...(mend === null ? [] : [page.line(`To mend: ${plain(mend)}`, 4)]),
    ...(decision === null ? [] : [page.line(plain(decision), 4)]),
    page.colour('gray', `    ${rulePage(rule)}`),
  ]
}
