import type { SeenLine } from '../core/evidence/snapshot-facts.ts'
import type { TargetUse } from '../core/evidence/targets.ts'
import { isWithin } from '../core/license/paths.ts'
import { codeLines, isCode } from './code-file.ts'
import { type Inspector, LARGEST_CONTENT_BYTES } from './inspector.ts'

const LONGEST_QUOTE = 200

/**
 * What below a compiler's paths names the device, in the names of files and directories or in code. Names are told as
 * words: `tpc` stands in `TPCInstrInfo.td` and `lower_to_tpc`, and `npu` not in `input`.
 *
 * @param paths declared paths; none or '' for the whole repository
 */
export const inspectTargets = (
  targets: readonly string[],
  paths: readonly string[],
): Inspector<readonly TargetUse[]> => {
  const within = paths.length === 0 ? [''] : paths
  const anywhere = new RegExp(targets.flatMap(spellings).join('|'))
  const searches = targets.map((target) => ({ target, pattern: wordPattern(target), files: 0, first: first() }))
  const isAsked = (path: string): boolean => searches.length > 0 && within.some((each) => isWithin(each, path))
  return {
    wants: ({ path, kind }) => (kind === 'file' && isCode(path) && isAsked(path) ? LARGEST_CONTENT_BYTES : 0),
    see: ({ path, kind }, content) => {
      if (kind !== 'file' || !isAsked(path)) return
      const text = content === null || !isCode(path) ? '' : content.latin1()
      const isNamed = anywhere.test(text)
      if (!isNamed && !anywhere.test(path)) return
      let code: readonly string[] | null = null
      for (const search of searches) {
        if (search.pattern.test(path)) {
          search.files += 1
          search.first.byPath ??= { path, line: 0, text: path.slice(0, LONGEST_QUOTE) }
        } else if (isNamed && search.pattern.test(text)) {
          code ??= codeLines(path, (content?.text() ?? '').split('\n'))
          const at = code.findIndex((line) => search.pattern.test(line))
          if (at === -1) continue
          search.files += 1
          search.first.inCode ??= { path, line: at + 1, text: (code[at] ?? '').trim().slice(0, LONGEST_QUOTE) }
        }
      }
    },
    facts: () =>
      searches.map(({ target, files, first }) => ({ target, files, first: first.inCode ?? first.byPath ?? null })),
  }
}

type First = { inCode: SeenLine | null; byPath: SeenLine | null }

const first = (): First => ({ inCode: null, byPath: null })

/** A word of `lower_case`, `UPPER_CASE`, `camelCase` or `CamelCase`, which digits may follow. */
const wordPattern = (target: string): RegExp => {
  const [lower, upper, capital] = spellings(target)
  return new RegExp(
    [
      `(?<![A-Za-z])${lower}(?![a-z])`,
      `(?<![A-Z])${upper}(?![a-z]|[A-Z](?![a-z]))`,
      `(?<![A-Z])${capital}(?![a-z])`,
    ].join('|'),
  )
}

const spellings = (target: string): readonly [string, string, string] => {
  const lower = escape(target.toLowerCase())
  const upper = escape(target.toUpperCase())
  return [lower, upper, upper.slice(0, lengthOfFirst(upper)) + lower.slice(lengthOfFirst(lower))]
}

const escape = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '\\$&')

const lengthOfFirst = (escaped: string): number => (escaped.startsWith('\\') ? 2 : 1)
