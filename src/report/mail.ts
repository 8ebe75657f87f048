import type { Outcome } from '../core/verdict/finding.ts'
import { headline } from './headline.ts'
import { HOME } from './links.ts'
import type { Asked } from './outline/asked.ts'
import { licenseFound } from './outline/license-found.ts'
import { type Item, outline, type OutlinedDriver, type Section } from './outline/outline.ts'
import type { StackRow } from './outline/stack.ts'
import type { Part } from './part.ts'
import { capitalised, type Sentence } from './sentence.ts'
import { visible } from './visible.ts'
import { wrap } from './wrap.ts'

/** The kernel's lists and their readers break lines here. */
const WIDTH = 72

/**
 * The verdict as the body of a reply on a mailing list, ending in a line break: plain text, no line beyond 72 columns, the
 * lines that cross the line quoted.
 */
export const mail = (part: Part): string => {
  const { why, drivers, sections, question, finePrint } = outline(part)
  const { verdict } = part
  const blocks: readonly (readonly string[])[] = [
    folded(text(headline([part], { nextTry: null, gaveUp: true }))),
    ...(verdict.mode === 'audit' ? [folded('Audit only: the policy reports and never blocks.')] : []),
    folded(text(why)),
    ...drivers.flatMap(asking),
    ...drivers.flatMap(declaring),
    ...sections.flatMap(sectionBlocks),
    ...(question === null ? [] : [folded(`${text(question.lead)} ${text(question.text)}`)]),
    [...finePrint.filter((sentence) => !isReproduction(sentence)).flatMap((sentence) => folded(text(sentence))), HOME],
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** Nobody on a list has this tree as it is here. */
const isReproduction = (sentence: Sentence): boolean => text(sentence).startsWith('Reproduce:')

/** Values stand in quotes where blanks would run them into the words around them. */
const text = (sentence: Sentence): string =>
  sentence.map(({ kind, text }) => (kind === 'code' && /\s/.test(text) ? `"${visible(text)}"` : visible(text))).join('')

/** In lines that end within the width, whatever has to be broken for that. */
const folded = (words: string, first = '', rest = first): string[] =>
  wrap(words.replaceAll('`', "'"), WIDTH, first, rest)
    .split('\n')
    .flatMap((line) => cutIntoLines(line, rest))

const cutIntoLines = (line: string, rest: string): string[] => {
  const left = columns(line)
  if (left.length <= WIDTH) return [line]
  const lines = [left.slice(0, WIDTH).join('')]
  const room = WIDTH - rest.length
  for (let at = WIDTH; at < left.length; at += room) lines.push(rest + left.slice(at, at + room).join(''))
  return lines.map((each) => each.trimEnd())
}

/** Wide characters take two columns: an empty text stands for the second. */
const columns = (line: string): string[] =>
  Array.from(line).flatMap((character) => (WIDE.test(character) ? [character, ''] : [character]))

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u

const asking = ({ name, asked }: OutlinedDriver): readonly (readonly string[])[] =>
  asked.length === 0
    ? []
    : [[...(name === null ? [] : folded(`Driver ${visible(name)}:`)), ...asked.flatMap(quotedLines)]]

const quotedLines = ({ kind, hits, more }: Asked): readonly string[] => [
  ...hits.flatMap(({ file, line, text }) => [
    ...folded(`${kind}: ${visible(file)}${line === null ? '' : `:${line}`}`),
    ...(text === '' ? [] : [cut(`> +${visible(text)}`)]),
  ]),
  ...(more === 0 ? [] : [`${kind}: ${more} more ${more === 1 ? 'line' : 'lines'}`]),
]

/** What is quoted is not broken, or it would read as two lines of the patch. */
const cut = (line: string): string => {
  const all = columns(line)
  return all.length <= WIDTH ? line : `${all.slice(0, WIDTH - 1).join('')}…`
}

const declaring = ({ name, stack }: OutlinedDriver): readonly (readonly string[])[] =>
  stack.length === 0
    ? []
    : [
        [
          ...folded(name === null ? 'The declared stack:' : `The declared stack of ${visible(name)}:`),
          ...stack.flatMap(stackLines),
        ],
      ]

const stackLines = ({ role, declared, result }: StackRow): readonly string[] => {
  const rules = result.rules.length === 0 ? '' : ` (${result.rules.join(', ')})`
  const line = (words: string): string[] => folded(`${role}: ${words}; ${SAID[result.outcome]}${rules}`, '  ', '    ')
  if (declared.kind === 'none') return line(text(declared.text))
  const { component, judged } = declared
  const paths = component.paths.length === 0 ? '' : ` : ${visible(component.paths.join(', '))}`
  const at =
    judged?.commit === null || judged === null
      ? 'not read'
      : `${judged.commit.slice(0, 12)}, licence ${text(licenseFound(judged))}`
  const repository = component.repository === '.' ? 'this repository' : visible(component.repository)
  return line(`${repository}${paths}, ${at}`)
}

const SAID: Readonly<Record<Outcome, string>> = {
  met: 'met',
  noted: 'met',
  waived: 'waived',
  accepted: 'accepted',
  review: 'to be decided',
  unknown: 'not known yet',
  unmet: 'unmet',
}

const sectionBlocks = ({ title, items, advice }: Section): readonly (readonly string[])[] => [
  folded(`${text(title)}:`),
  ...items.map(itemLines),
  ...(advice === null ? [] : [folded(text(advice))]),
]

const itemLines = ({ finding, driver, message, mend, seen, decision }: Item): readonly string[] => {
  const { rule, role, at } = finding
  const about = [
    driver === null || driver === '' ? null : visible(driver),
    role,
    at === null ? null : `${visible(at.file)}:${at.line}`,
  ].filter((each) => each !== null)
  return [
    ...folded(`* ${rule}${about.length === 0 ? '' : ` (${about.join(', ')})`}`, '', '  '),
    ...folded(text(message), '  '),
    ...seen.flatMap(({ path, line, text }) => {
      const where = `${visible(path ?? '')}${line === null ? '' : `:${line}`}`
      return folded(`Seen: ${where} ${visible(text)}`.trimEnd(), '  ', '    ')
    }),
    ...(mend === null ? [] : folded(`To mend: ${text(capitalised(mend))}`, '  ', '    ')),
    ...(decision === null ? [] : folded(text(decision), '  ')),
  ]
}
