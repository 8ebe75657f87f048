import type { Unknown } from '../case.ts'
import type { LineKind } from './change.ts'

/** What the driver repository holds around a change, as far as that decides what the change begins. */
export type Surroundings =
  | {
      readonly state: 'read'
      /** Whether it builds a kernel module, before the change or after it; null where nobody had to know. */
      readonly buildsModule: boolean | null
      /** Changed headers that were read as a whole, and whether they are of uAPI. */
      readonly headers: readonly { readonly path: string; readonly isUapi: boolean }[]
      readonly uses: readonly DirectoryUses[]
    }
  | { readonly state: 'unknown'; readonly why: Unknown }

/** Groups whose tokens stand in the code below a directory, at the base. */
export type DirectoryUses = {
  /** '' for the root. */
  readonly directory: string
  readonly kinds: readonly LineKind[]
}

/** What must be known of them before a change can be judged. */
export type WantedSurroundings = {
  readonly buildsModule: boolean
  /** Changed headers whose patches don't show what they are. */
  readonly headers: readonly string[]
  readonly uses: readonly DirectoryUses[]
}

/** What a whole header is known to be; null where nobody read it. */
export const knownHeader = (surroundings: Surroundings | undefined, path: string): boolean | null =>
  surroundings?.state === 'read' ? (surroundings.headers.find((header) => header.path === path)?.isUapi ?? null) : null

/** Whether a driver is known to have used a group before. Where nobody could look, it begins to use it now. */
export const usedBefore = (surroundings: Surroundings | undefined, directory: string, kind: LineKind): boolean =>
  surroundings?.state === 'read' &&
  surroundings.uses.some((uses) => uses.directory === directory && uses.kinds.includes(kind))
