import type { SeenLine } from './snapshot-facts.ts'

/** What below a compiler's paths names one target. */
export type TargetUse = {
  readonly target: string
  /** Files whose path or code names it. */
  readonly files: number
  /** The first hit; `line` is 0 where the path itself is the hit. */
  readonly first: SeenLine | null
}
