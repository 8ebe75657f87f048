import type { Acceptance } from '../core/verdict/accept.ts'
import type { Part } from './part.ts'

/** How the try stands that made these verdicts. */
export type CheckRunOptions = {
  /** When what is unknown is asked again, ISO 8601 in UTC; null where no time is set. */
  readonly nextTry: string | null
  /** It won't be asked again by itself. */
  readonly gaveUp: boolean
  /** Left out where nobody can accept anything by a click. */
  readonly accepting?: Accepting
}

export type Accepting = {
  /** What is known to have been accepted on this commit and before it, newest first. */
  readonly accepted: readonly Acceptance[]
  /** A click that changed nothing; null where there was none. */
  readonly refusal: Refusal | null
}

/**
 * `author`: opened the pull request. `role`: may not maintain the repository. `authors-unknown`: whose pull requests are in
 * the merge group could not be told. `changed`: nothing of what was to be accepted is found any more.
 */
export type Refusal = { readonly by: string; readonly why: 'author' | 'role' | 'authors-unknown' | 'changed' }

/**
 * What one part demands of the commit, worst first. A part never makes another's demand lighter:
 * - `failure` is certain whatever else turns up, so it doesn't wait for what is unknown;
 * - `in_progress` may still become a failure, and a finished run is never rewritten, so it outweighs `action_required`;
 * - `neutral` and `success` both satisfy a required check, and of these two the one that claims less is the worse.
 */
const WEIGHTS = ['failure', 'in_progress', 'action_required', 'neutral', 'success'] as const
export type Weight = (typeof WEIGHTS)[number]

export const weightOf = ({ verdict }: Part, { gaveUp }: CheckRunOptions): Weight => {
  if (verdict.mode === 'audit') return 'neutral'
  switch (verdict.judgement) {
    case 'fail':
      return 'failure'
    case 'unknown':
      return gaveUp ? 'action_required' : 'in_progress'
    case 'review':
      return 'action_required'
    case 'pass':
      return 'success'
  }
}

/** There is always a part: a run without one would say nothing about anything. */
export type Parts = readonly [Part, ...Part[]]

/** Worst first. */
export const byWeight = (parts: Parts, options: CheckRunOptions): Parts => {
  const rank = (part: Part): number => WEIGHTS.indexOf(weightOf(part, options))
  const [first, ...rest] = parts.toSorted((a, b) => rank(a) - rank(b))
  return [first ?? parts[0], ...rest]
}
