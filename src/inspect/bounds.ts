import type { Bound } from '../core/evidence/snapshot-facts.ts'

/** How far a snapshot is read. Past one of them it is partial, and says so. */
export type SnapshotBounds = {
  /** Of the archive as unpacked, or of the files that are read from git or a directory. */
  readonly bytes: number
  /** Files, directories and links. */
  readonly entries: number
  /** Of one path, in bytes. */
  readonly pathLength: number
  /** Unpacked bytes for each byte of the archive, once there are enough of them to tell. */
  readonly ratio: number
  /** From the first byte to the last, in milliseconds. */
  readonly time: number
}

/** Several times what the largest compilers and kernels have. */
export const DEFAULT_BOUNDS: SnapshotBounds = {
  bytes: 8 * 1024 ** 3,
  entries: 1_000_000,
  pathLength: 4096,
  ratio: 200,
  time: 300_000,
}

/** Below this a ratio tells nothing: a few empty tables make a high one. */
export const RATIO_FROM_BYTES = 64 * 1024 * 1024

/** Thrown where reading must end at a bound. */
export class BoundReached extends Error {
  readonly bound: Bound
  constructor(bound: Bound, detail: string) {
    super(detail)
    this.bound = bound
  }
}

/** Thrown where what is read is no tree of files: cut off, damaged, or made to do harm. */
export class BrokenSnapshot extends Error {}
