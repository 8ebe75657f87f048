import type { Subject } from '../core/case.ts'
import type { Verdict } from '../core/verdict/verdict.ts'

/** What a report is about: one verdict, and the pull request that it was made for. */
export type Part = {
  /** null for a merge group and for a working tree. */
  readonly pullRequest: { readonly number: number; readonly url: string; readonly base: string } | null
  readonly subject: Subject
  readonly verdict: Verdict
  /** Where a starter manifest can be written, by the path of the manifest that is missing. */
  readonly editors: ReadonlyMap<string, string>
}
