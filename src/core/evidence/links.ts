import type { SeenLine } from './snapshot-facts.ts'

/** What builds below a component's paths ask for from elsewhere, and what they themselves define. */
export type Links = {
  /** Each library once, at the line that asks first. */
  readonly needs: readonly Need[]
  /** Names of libraries and packages that builds anywhere in the repository define, lower case. */
  readonly defines: readonly string[]
  /** Lines of the repository's own files (SCR.txt, NOTICE, README) that call something proprietary or binary-only. */
  readonly closed: readonly ClosedWord[]
}

export type Need = SeenLine & {
  /** As the build writes it, such as `NeutronDriver`, or the address of a download. */
  readonly name: string
  readonly how: 'link' | 'find' | 'load' | 'download'
  /** A binary of that name in the tree; null where there is none. */
  readonly binary: string | null
}

/** `names`: the words of the line that may name a library, lower case. */
export type ClosedWord = SeenLine & { readonly names: readonly string[] }
