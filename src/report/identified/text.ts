import { styleText } from 'node:util'
import type { Identification, IdentificationReason, TextLine, Tier } from '../../core/license/identification.ts'
import { visible } from '../visible.ts'
import type { IdentifiedFile } from './identified-file.ts'

/** Of one file; the whole difference is in the JSON. */
const MOST_LINES = 60

/**
 * For a terminal, ending in a line break: a headline for each file, its licences by line, and the difference as in a
 * unified diff, `-` for words of a licence that are missing and `+` for words that are none of its.
 */
export const textIdentified = (files: readonly IdentifiedFile[], { color }: { readonly color: boolean }): string => {
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    color ? styleText(format, text, { validateStream: false }) : text
  const blocks = files.map((file) => [
    paint(COLOURS[file.identification.tier], headline(file)),
    ...file.identification.licenses.map(({ id, from, to }) => `  ${visible(id)} ${range(from, to)}`),
    ...difference(file).map((line) => {
      if (/^(?:---|\+\+\+) /.test(line)) return paint('bold', line)
      if (line.startsWith('+')) return paint('green', line)
      return line.startsWith('-') ? paint('red', line) : line
    }),
  ])
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

const COLOURS: Readonly<Record<Tier, 'green' | 'yellow' | 'red'>> = {
  clean: 'green',
  extra: 'yellow',
  modified: 'red',
  none: 'red',
}

const headline = ({ file, identification, class: found }: IdentifiedFile): string => {
  const { tier, expression, reason } = identification
  const parts = [tier, expression ?? 'no expression', found === 'unknown' ? 'class unknown' : found, REASONS[reason]]
  return `${visible(file)}: ${visible(parts.join(', '))}`
}

const REASONS: Readonly<Record<IdentificationReason, string>> = {
  whole: 'nothing else in it',
  'extra-text': 'with text that is no part of it',
  'inserted-words': 'words were put in',
  'deleted-words': 'words are missing',
  'changed-words': 'words were changed',
  truncated: 'an end is missing',
  'no-license': 'no known licence in it',
  empty: 'empty',
  binary: 'not a text',
  pointer: 'it says where the licence is',
  'lfs-pointer': 'a pointer to large file storage',
  'too-large': 'too large to be read',
}

const range = (from: number, to: number): string => (from === to ? `line ${from}` : `lines ${from} to ${to}`)

type Edit = TextLine & { readonly sign: '-' | '+' }

const difference = ({ file, identification }: IdentifiedFile): readonly string[] => {
  const edits = editsOf(identification)
  if (edits.length === 0) return []
  const shown = edits.slice(0, MOST_LINES)
  const hunks = shown.flatMap(({ sign, line, text }, at) => {
    const before = shown[at - 1]
    const begins = before === undefined || line - before.line > 1
    return [...(begins ? [`@@ line ${line} @@`] : []), `${sign}${visible(text)}`]
  })
  const left = edits.length - shown.length
  const whole = [...new Set(identification.licenses.map(({ id }) => id))].join(', ')
  return [
    `--- ${whole === '' ? 'any licence' : visible(whole)}`,
    `+++ ${visible(file)}`,
    ...hunks,
    ...(left === 0 ? [] : [`… ${left} more ${left === 1 ? 'line' : 'lines'}`]),
  ]
}

/** By line, and what is missing before what stands in its place. */
const editsOf = ({ inserted, deleted }: Identification): readonly Edit[] =>
  [
    ...deleted.map((each): Edit => ({ ...each, sign: '-' })),
    ...inserted.map((each): Edit => ({ ...each, sign: '+' })),
  ].toSorted((a, b) => a.line - b.line)
