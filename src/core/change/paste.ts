import type { CodeLine } from './changed-code.ts'

type Macro = { readonly parameters: readonly string[]; readonly body: string; readonly isNew: boolean }

const DEFINE = /^ ?# ?define (\w+)\(([^)]*)\) ?(.*)$/
/** Halves of the names that the line is about, beside a paste. */
const SUSPECT =
  /\b(?:dma_?|dma_(?:buf|fence|resv)\w*|DMA_?|_IO[RWC]*|pcim?_p2p\w*) ?##|## ?(?:_?(?:buf|fence|resv)_\w+|_?p2p\w*|_BUF\b|_?IO[RWC]*\b)/
/** Nobody reads more of a hostile file. */
const MOST_MACROS = 500
const LONGEST_LINE = 2_000

/** What is pasted together by macros that a file shows, and macros that paste what nothing here shows. */
export type Pasted = {
  /** Lines as they read with these macros replaced. */
  readonly lines: readonly CodeLine[]
  readonly isSuspect: boolean
}

/** Replaces the macros with `##` that the lines of a file define, one level deep, as names are hidden by no more. */
export const pasted = (lines: readonly CodeLine[]): Pasted => {
  const macros = new Map<string, Macro>()
  for (const [at, line] of lines.entries()) {
    const [, name, parameters = '', first = ''] = DEFINE.exec(line.code) ?? []
    if (name === undefined || macros.size >= MOST_MACROS) continue
    let body = first
    for (let next = at; lines[next]?.text.trimEnd().endsWith('\\') === true && next - at < 100; next++)
      body += ` ${lines[next + 1]?.code ?? ''}`
    if (body.includes('##'))
      macros.set(name, { parameters: parameters.split(',').map((each) => each.trim()), body, isNew: line.isNew })
  }
  if (macros.size === 0) return { lines: [], isSuspect: false }
  const call = new RegExp(`\\b(${[...macros.keys()].join('|')}) ?\\(([^()]*)\\)`, 'g')
  const found = lines.flatMap((line): CodeLine[] => {
    if (line.code.length > LONGEST_LINE || DEFINE.test(line.code)) return []
    const texts = Array.from(line.code.matchAll(call), ([, name = '', given = '']) => expanded(macros.get(name), given))
    return texts.length === 0 ? [] : [{ ...line, code: texts.join(' ') }]
  })
  const isSuspect = [...macros.values()].some(({ body, isNew }) => isNew && SUSPECT.test(body))
  return { lines: found, isSuspect }
}

const expanded = (macro: Macro | undefined, given: string): string => {
  if (macro === undefined) return ''
  const values = new Map(macro.parameters.map((name, at) => [name, given.split(',')[at]?.trim() ?? '']))
  return macro.body.replace(/[A-Za-z_]\w*/g, (word) => values.get(word) ?? word).replace(/\s*##\s*/g, '')
}
