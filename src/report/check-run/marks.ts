import type { Outcome } from '../../core/verdict/finding.ts'

/** A mark never stands alone: the words beside it say the same to those who can't see it. */
export const MARKS: Readonly<Record<Outcome, string>> = {
  met: '✅',
  noted: 'ℹ️',
  waived: '☑️',
  accepted: '☑️',
  review: '✋',
  unknown: '⏳',
  unmet: '❌',
}
