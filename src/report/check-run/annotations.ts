import { OUTCOMES, type Finding, type Outcome } from '../../core/verdict/finding.ts'
import { cutText } from '../cut.ts'
import { distinct } from '../distinct.ts'
import type { Part } from '../part.ts'
import { plain } from '../sentence.ts'
import { wordsOf } from '../words/words.ts'

/** An annotation as the Checks API takes it. */
export type Annotation = {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly annotation_level: 'failure' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
}

/** The Checks API takes 50 a request, and a second request adds to the first, also when it is sent again. */
const MOST_ANNOTATIONS = 50
const MOST_TITLE_BYTES = 255
const MOST_MESSAGE_BYTES = 65_536

/** The findings at their lines, most of them the manifest's, worst first, and those that are beyond the API's limit. */
export const annotate = (
  parts: readonly Part[],
): { readonly annotations: readonly Annotation[]; readonly leftOut: readonly Annotation[] } => {
  const all = parts
    .flatMap(({ verdict }) =>
      distinct(verdict.findings).map((finding) => ({ finding, audit: verdict.mode === 'audit' })),
    )
    .toSorted((a, b) => OUTCOMES.indexOf(b.finding.outcome) - OUTCOMES.indexOf(a.finding.outcome))
    .flatMap(({ finding, audit }) => annotation(finding, audit))
  // Parts share their head, and so its manifest and most of what is found in it.
  const once = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
  return { annotations: once.slice(0, MOST_ANNOTATIONS), leftOut: once.slice(MOST_ANNOTATIONS) }
}

const annotation = (finding: Finding, audit: boolean): readonly Annotation[] => {
  const level = LEVELS[finding.outcome]
  if (finding.at === null || level === null) return []
  const { title, message, mend } = wordsOf(finding)
  const sentences = [plain(message), ...(mend === null ? [] : [`To mend: ${plain(mend)}`])]
  return [
    {
      path: finding.at.file,
      start_line: finding.at.line,
      end_line: finding.at.line,
      annotation_level: audit && level === 'failure' ? 'warning' : level,
      title: cutText(`${finding.rule}: ${plain(title)}`, MOST_TITLE_BYTES),
      message: cutText(sentences.join('\n'), MOST_MESSAGE_BYTES),
    },
  ]
}

const LEVELS: Readonly<Record<Outcome, Annotation['annotation_level'] | null>> = {
  unmet: 'failure',
  unknown: 'warning',
  review: 'warning',
  accepted: 'notice',
  waived: 'notice',
  noted: 'notice',
  met: null,
}
