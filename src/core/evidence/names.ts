import type { SeenLine } from './snapshot-facts.ts'

/** Where one name that a change adds to the uAPI is used in a component's code. */
export type NameUse = {
  readonly name: string
  /** In code below the paths: no comment, no string, no file that defines the name, no test or sample. */
  readonly use: SeenLine | null
  /** Where there is no use: what was found instead. */
  readonly elsewhere: readonly (SeenLine & { readonly as: 'definition' | 'comment' | 'test' })[]
}
