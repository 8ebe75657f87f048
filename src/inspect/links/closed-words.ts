import type { ClosedWord } from '../../core/evidence/links.ts'
import { plainName } from '../../core/libraries.ts'
import { quoted } from './asked.ts'

const MOST_WORDS = 40
const MOST_NAMES = 200

/**
 * Lines of SCR.txt, NOTICE and README that call something proprietary or binary-only, with the words of their paragraph
 * that may name it. Two or three words that follow on each other name one thing as well: `Neutron Driver Library` is what
 * the build calls `NeutronDriver`.
 */
export const closedWordsIn = (path: string, text: string): readonly ClosedWord[] => {
  const found: ClosedWord[] = []
  let paragraph: { readonly line: number; readonly text: string }[] = []
  const end = (): void => {
    const closed = paragraph.find((each) => CLOSED.test(each.text) && !DENIED.test(each.text))
    if (closed !== undefined && found.length < MOST_WORDS)
      found.push({
        path,
        line: closed.line,
        text: quoted(closed.text),
        names: namesIn(paragraph.map((each) => each.text)),
      })
    paragraph = []
  }
  for (const [at, line] of text.split('\n').entries()) {
    if (/^[\s*#>-]{0,20}$|^\s*[-=*_]{3}/.test(line.slice(0, 200))) end()
    else if (paragraph.length < 40) paragraph.push({ line: at + 1, text: line.slice(0, 1000) })
  }
  end()
  return found
}

const CLOSED =
  /\bproprietary\b|\bbinary[- ]only\b|\bclosed[- ]?sourced?\b|\bpre-?built (?:binar|librar)|\btype of content:\s{0,30}binary\b|\bonly (?:\w+ ){0,2}(?:in|as) binar(?:y|ies)\b|\bnot (?:yet )?(?:be )?open[- ]?sourced?\b|\bsource (?:code )?(?:is )?not (?:available|provided|included|public)\b/i

/** Words of licences: what they say of derived works is about nobody's library. */
const DENIED =
  /\bproprietary (?:rights|programs?|notices?|legends?)\b|\bnot proprietary\b|\bnon-proprietary\b|\bwithout (?:any )?proprietary\b|\bno proprietary\b|\bor (?:your own )?proprietary (?:software|work|code)\b/i

const namesIn = (lines: readonly string[]): readonly string[] => {
  const names = new Set<string>()
  for (const line of lines) {
    const words = line.match(/[A-Za-z][A-Za-z0-9_+-]{0,60}/g)?.slice(0, 120) ?? []
    for (const [at, word] of words.entries()) {
      for (const length of [1, 2, 3]) {
        if (names.size >= MOST_NAMES) return [...names]
        const joined = words.slice(at, at + length)
        const name = plainName(joined.join(''))
        // One short word alone names nothing.
        if (joined.length === length && name.length >= 4 && (length > 1 || word.length >= 5)) names.add(name)
      }
    }
  }
  return [...names]
}
