import type { NameUse } from '../core/evidence/names.ts'
import type { SeenLine } from '../core/evidence/snapshot-facts.ts'
import { isWithin } from '../core/license/paths.ts'
import { codeLines, isCode, isToy } from './code-file.ts'
import { definitionsIn } from './definitions.ts'
import { type Inspector, LARGEST_CONTENT_BYTES } from './inspector.ts'

const MOST_ELSEWHERE = 2
const LONGEST_QUOTE = 200

/**
 * Where names that a change adds to the uAPI are used in code.
 *
 * @param paths declared paths; none or '' for the whole repository
 */
export const inspectNames = (names: readonly string[], paths: readonly string[]): Inspector<readonly NameUse[]> => {
  const within = paths.length === 0 ? [''] : paths
  const wanted = new Map(names.map((name) => [name, newSearch()]))
  let left = [...wanted.keys()]
  let pattern = anyOf(left)
  return {
    wants: ({ path, kind }) =>
      pattern !== null && kind === 'file' && isCode(path) && within.some((each) => isWithin(each, path))
        ? LARGEST_CONTENT_BYTES
        : 0,
    see: ({ path }, content) => {
      if (pattern === null || content === null || content.bytes.length === 0) return
      if (!isCode(path) || !within.some((each) => isWithin(each, path))) return
      if (!pattern.test(content.latin1())) return
      const text = content.text()
      if (text === null) return
      look(path, text, isToy(path, within), pattern, wanted)
      // One use is enough, so a name that has it is looked for no more.
      const still = left.filter((name) => wanted.get(name)?.use === null)
      if (still.length < left.length) pattern = anyOf(still)
      left = still
    },
    facts: () => names.map((name) => ({ name, ...(wanted.get(name) ?? newSearch()) })),
  }
}

type Elsewhere = NameUse['elsewhere'][number]
type Search = { use: SeenLine | null; elsewhere: Elsewhere[] }

const newSearch = (): Search => ({ use: null, elsewhere: [] })

/** Without the flag `g`, so that it keeps no place between calls. */
const anyOf = (names: readonly string[]): RegExp | null =>
  names.length === 0 ? null : new RegExp(`(?<!\\w)(?:${names.map(escape).join('|')})(?!\\w)`)

const escape = (name: string): string => name.replaceAll(/[^\w]/g, '\\$&')

const look = (
  path: string,
  text: string,
  isTest: boolean,
  pattern: RegExp,
  wanted: ReadonlyMap<string, Search>,
): void => {
  const lines = text.split('\n')
  const code = bareCode(path, lines)
  const defined = definitionsIn(code)
  const all = new RegExp(pattern, 'g')
  for (const [at, line] of lines.entries()) {
    if (!pattern.test(line)) continue
    const seen: SeenLine = { path, line: at + 1, text: line.trim().slice(0, LONGEST_QUOTE) }
    const inCode = new Set((code[at] ?? '').match(all))
    for (const name of new Set(line.match(all))) {
      const search = wanted.get(name)
      if (search?.use !== null) continue
      const as = defined.has(name) ? 'definition' : !inCode.has(name) ? 'comment' : isTest ? 'test' : null
      if (as === null) {
        if (!isMention(code[at] ?? '', name)) search.use = seen
      } else if (isNews(search.elsewhere, path, as)) search.elsewhere.push({ ...seen, as })
    }
  }
}

/** A few of each sort are enough for a reader, each from another file. */
const isNews = (known: Search['elsewhere'], path: string, as: Elsewhere['as']): boolean => {
  const alike = known.filter((each) => each.as === as)
  return alike.length < MOST_ELSEWHERE && alike.every((each) => each.path !== path)
}

/** Lines without comments and without what stands between quotes. */
const bareCode = (path: string, lines: readonly string[]): readonly string[] =>
  codeLines(path, lines).map((line) =>
    line.length > LONGEST_LINE ? line : line.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.){2,}'/g, '""'),
  )

/** Lines of a length that only tools write are code as they stand, as looking for quotes in them could take long. */
const LONGEST_LINE = 10_000

/** Lines that name something without using it. */
const isMention = (code: string, name: string): boolean =>
  new RegExp(
    `^\\s*(?:(?:struct|union|enum|class)\\s+${name}\\s*;|#\\s*(?:if|ifdef|ifndef|elif|undef|error|warning|pragma)\\b.*)$`,
  ).test(code)
