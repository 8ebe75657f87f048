import { type Acceptable, acceptableOf } from '../../core/verdict/accept.ts'
import { cutMarkdown, cutText } from '../cut.ts'
import { headline } from '../headline.ts'
import type { Part } from '../part.ts'
import { plain } from '../sentence.ts'
export type { CheckRunOptions } from '../weight.ts'
import { byWeight, weightOf, type Parts, type CheckRunOptions, type Weight } from '../weight.ts'
import { decodeRecord, encodeRecord } from './acceptance-record.ts'
import { annotate, type Annotation } from './annotations.ts'
import { summary } from './summary.ts'
import { text } from './text.ts'

/** What the Checks API takes for one check run: its state, and its `output`. */
export type CheckRunOutput = {
  /** At most 255 bytes of plain text. */
  readonly title: string
  /** Markdown of at most 65,535 bytes, and so is `text`. */
  readonly summary: string
  readonly text: string
  /** At most 50, worst first. */
  readonly annotations: readonly Annotation[]
  /** How many more there were; `text` lists them. */
  readonly annotationsLeftOut: number
  /** Buttons for its readers. */
  readonly actions: readonly Action[]
} & RunState

/** A button as the Checks API takes it: at most 20, 40 and 20 characters. */
export type Action = { readonly label: string; readonly description: string; readonly identifier: string }

/** What GitHub names the button by when someone has pressed it. */
export const ACCEPT = 'accept'
const ACCEPT_BUTTON: Action = {
  label: 'Accept',
  description: 'Accept what a maintainer is to decide',
  identifier: ACCEPT,
}

type RunState =
  | { readonly status: 'in_progress'; readonly conclusion: null }
  | { readonly status: 'completed'; readonly conclusion: Exclude<Weight, 'in_progress'> }

/** The Checks API's own limits: of a title, and of summary and text, which it counts in bytes. */
const MOST_TITLE_BYTES = 255
const MOST_BYTES = 65_535

/** One check run for all the parts that share a head commit. Pure: the same parts give the same run. */
export const checkRun = (parts: readonly Part[], options: CheckRunOptions): CheckRunOutput => {
  const [first, ...rest] = parts
  if (first === undefined) throw new RangeError('a check run needs a part')
  const sorted = byWeight([first, ...rest], options)
  const { annotations, leftOut } = annotate(sorted)
  const record = encodeRecord({
    accepted: options.accepting?.accepted ?? [],
    offered: options.accepting === undefined ? [] : offered(sorted),
  })
  const isOffered = decodeRecord(record).offered.length > 0
  return {
    ...state(sorted, options),
    title: cutText(plain(headline(sorted, options)), MOST_TITLE_BYTES),
    summary: cutMarkdown(summary(sorted, options, isOffered), MOST_BYTES),
    text: cutMarkdown(text(sorted, leftOut), MOST_BYTES, record),
    annotations,
    annotationsLeftOut: leftOut.length,
    actions: isOffered ? [ACCEPT_BUTTON] : [],
  }
}

/** Where anything is unmet or unknown, accepting the rest would decide nothing. */
const offered = (sorted: Parts): readonly Acceptable[] => {
  const enforced = sorted.flatMap(({ verdict }) => (verdict.mode === 'enforce' ? [verdict] : []))
  if (enforced.some(({ judgement }) => judgement === 'fail' || judgement === 'unknown')) return []
  const all = enforced.flatMap(({ findings }) => findings.flatMap((finding) => acceptableOf(finding) ?? []))
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()]
}

const state = (sorted: Parts, options: CheckRunOptions): RunState => {
  const worst = weightOf(sorted[0], options)
  return worst === 'in_progress'
    ? { status: 'in_progress', conclusion: null }
    : { status: 'completed', conclusion: worst }
}
