import { OTHER_TEXT } from './other-text.ts'
import type { CorpusRow } from './texts.ts'
import type { Identify } from './trials.ts'

export type CorpusResult = {
  readonly open: number
  readonly right: number
  readonly clean: number
  /** Open texts that hold nothing else, and how many of them are clean with the right expression. */
  readonly bare: number
  readonly bareClean: number
  readonly missed: readonly string[]
  readonly dirty: readonly string[]
  /** Texts that aren't open and came out clean under the name of an open licence. */
  readonly falseClean: readonly string[]
}

/** Holds the answers against those that careful readers wrote down. */
export const runCorpus = (
  identify: Identify,
  rows: readonly CorpusRow[],
  isOpen: (expression: string) => boolean,
): CorpusResult => {
  const missed: string[] = []
  const dirty: string[] = []
  const falseClean: string[] = []
  let open = 0
  let bare = 0
  let bareClean = 0
  for (const { file, expected, group, text } of rows) {
    const result = identify(text, /LICENSES_(.+)\.txt$/.exec(file)?.[1])
    const got = `${file}: ${expected}, got ${result.expression ?? 'null'} (${result.tier}, ${result.reason})`
    if (group.startsWith('open')) {
      open += 1
      const isRight = sameExpression(result.expression, expected)
      if (!Object.hasOwn(OTHER_TEXT, file)) {
        bare += 1
        if (isRight && result.tier === 'clean') bareClean += 1
      }
      if (!isRight) missed.push(got)
      else if (result.tier !== 'clean') dirty.push(got)
    } else if (result.tier === 'clean' && isOpen(result.expression ?? '')) {
      if (group !== 'content') falseClean.push(got)
    }
  }
  const right = open - missed.length
  return { open, right, clean: right - dirty.length, bare, bareClean, missed, dirty, falseClean }
}

const sameExpression = (found: string | null, expected: string): boolean =>
  found !== null && parts(found) === parts(expected)

/** AND and OR hold in any order; these expressions use one of them at a time. */
const parts = (expression: string): string => {
  const join = expression.includes(' OR ') ? ' OR ' : ' AND '
  return expression.replaceAll(/[()]/g, '').split(join).sort().join(join)
}
