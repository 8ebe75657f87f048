import type { Position } from '../place.ts'

/** What is wrong with a hand-written file, at its line and column, and what would mend it. */
export type Fault = {
  readonly at: Position
  /** One sentence without the file's name; what comes from the file stands unescaped in it. */
  readonly message: string
  /** The nearest known key, or the form that is wanted; null where there is nothing to suggest. */
  readonly mend: string | null
}

/** The outcome of reading a hand-written file: the value, or every fault found in it. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly [Fault, ...Fault[]] }
