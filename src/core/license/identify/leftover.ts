import type { LicenseIndex } from './license-index.ts'
import { restricts } from './lexicon.ts'
import { endOfNotices, type Lexicon } from './party.ts'
import { endOfLicenseAddress, endOfProductHeading, endOfScope } from './scope.ts'
import { endOfTitle } from './titles.ts'
import type { Words } from './words.ts'

/** Words `[from, to)` that no licence accounts for. */
export type Leftover = { readonly from: number; readonly to: number; readonly restricts: boolean }

/** What is left of a part of the text, past copyright notices, headings and SPDX tags. */
export const leftoverIn = (
  index: LicenseIndex,
  words: Words,
  lexicon: Lexicon,
  part: { readonly from: number; readonly to: number },
  ids: ReadonlySet<string>,
  tagged: (at: number) => number,
): readonly Leftover[] => {
  const left: Leftover[] = []
  let from = -1
  const close = (to: number) => {
    if (from < 0) return
    const text = ` ${words.folded.slice(from, to).join(' ')} `
    left.push({ from, to, restricts: restricts(text) })
    from = -1
  }
  for (let at = part.from; at < part.to;) {
    const end = from >= 0 && !opensLine(words, at) ? at : harmlessEnd(at)
    if (end > at) {
      close(at)
      at = Math.min(end, part.to)
    } else {
      if (from < 0) from = at
      at += 1
    }
  }
  close(part.to)
  return left

  function harmlessEnd(at: number): number {
    const tag = tagged(at)
    if (tag > at) return tag
    const notice = endOfNotices(words, at, part.to, lexicon)
    if (notice > at) return notice
    const heading = endOfHeading(words, at, part.to)
    if (heading > at) return heading
    const accept = (named: readonly string[]) => named.some((id) => ids.has(id))
    if (opensLine(words, at)) {
      const product = endOfProductHeading(index, words, at, part.to, lexicon)
      if (product > at) return product
    }
    const scope = endOfScope(index, words, at, part.to, lexicon, accept)
    if (scope > at) return scope
    const address = endOfLicenseAddress(words, at, part.to, ids)
    return address > at ? address : endOfTitle(index, words, at, part.to, accept)
  }
}

const opensLine = (words: Words, at: number): boolean => at === 0 || words.line[at] !== words.line[at - 1]

/** Lines that announce a licence without saying which, and the subject of the notices that begin with a verb. */
const HEADINGS = new Set([
  'license',
  'licenses',
  'licensing',
  'copyright',
  'copying',
  'license and copyright',
  'copyright and license',
  'license text',
  'copyright text',
  'begin copyright notice',
  'end copyright notice',
  'the',
  'this program',
  'this package',
  'this library',
  'this software',
  'this file',
])
const MAX_HEADING = 4

const endOfHeading = (words: Words, at: number, to: number): number => {
  if (!opensLine(words, at)) return at
  let end = at
  while (end < to && words.line[end] === words.line[at] && end - at <= MAX_HEADING) end += 1
  return HEADINGS.has(words.folded.slice(at, end).join(' ')) ? end : at
}
