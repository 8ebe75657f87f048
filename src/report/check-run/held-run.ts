import type { Acceptance } from '../../core/verdict/accept.ts'
import { cutText } from '../cut.ts'
import { inline } from '../markdown.ts'
import { plain, prose, say, words } from '../sentence.ts'
import { minute } from '../time.ts'
import { encodeRecord } from './acceptance-record.ts'
import type { CheckRunOutput } from './check-run.ts'

const MOST_TITLE_BYTES = 255

/**
 * The check run of a commit that could not even be looked at: what an earlier run says may not be about all that has
 * this commit by now.
 *
 * @param nextTry ISO 8601 in UTC; null where it won't be tried again by itself
 * @param accepted what earlier runs on the commit remember, as this one hides them
 */
export const heldRun = (why: string, nextTry: string | null, accepted: readonly Acceptance[]): CheckRunOutput => {
  const title =
    nextTry === null
      ? say`Could not be judged: ${prose(why)}`
      : say`Not judged yet: ${prose(why)}; next try at ${words(minute(nextTry))}`
  const then =
    nextTry === null
      ? say`It is not tried again by itself. Re-run this check once that is mended.`
      : say`It is tried again by itself.`
  return {
    title: cutText(plain(title), MOST_TITLE_BYTES),
    summary: inline(say`This change could not be judged: ${prose(why)}. ${then}`),
    text: encodeRecord({ accepted, offered: [] }),
    annotations: [],
    annotationsLeftOut: 0,
    actions: [],
    ...(nextTry === null
      ? { status: 'completed', conclusion: 'action_required' }
      : { status: 'in_progress', conclusion: null }),
  }
}

/** The check run of a commit whose verdict takes longer than a reader would wait for a sign. */
export const judgingRun = (accepted: readonly Acceptance[]): CheckRunOutput => ({
  title: 'Judging the declared stack',
  summary: 'The components are being read. The verdict will stand here.',
  text: encodeRecord({ accepted, offered: [] }),
  annotations: [],
  annotationsLeftOut: 0,
  actions: [],
  status: 'in_progress',
  conclusion: null,
})
