/** A file, link or submodule of a snapshot. Directories are not told: whatever matters has a file in it. */
export type Entry = {
  /** From the repository's root, without `.` or `..`, as valid text. */
  readonly path: string
  readonly kind: 'file' | 'link' | 'submodule'
  readonly isExecutable: boolean
  /** Of the file's content, as the listing or archive gives it. */
  readonly bytes: number
  /** What a link points to, as written; null for the others. */
  readonly target: string | null
}

/** The beginning of a file, as long as the inspector asked for. */
export type Content = {
  readonly bytes: Uint8Array
  /** Whether that is all of the file. */
  readonly isWhole: boolean
  /** Decoded; null for what is no text. Made once for all inspectors that want it. */
  readonly text: () => string | null
  /** One character for each byte, whatever the file is: what is looked for in all of a tree is ASCII. Made once as well. */
  readonly latin1: () => string
}

/** Reads a snapshot as it streams by, and keeps what one rule needs. Memory must not grow with the repository. */
export type Inspector<Facts> = {
  /** How many bytes of the file it must see; 0 where its name and size are enough. */
  readonly wants: (entry: Entry) => number
  /** Called for every entry, in the order of the stream. `content` is null where the object could not be had. */
  readonly see: (entry: Entry, content: Content | null) => void
  /** Called once, after the last. */
  readonly facts: () => Facts
}

/** What is asked of a snapshot beside what is always told of it. */
export type Questions = {
  /** Declared paths, '' or none for the whole repository. */
  readonly paths: readonly string[]
  /** Names that the change adds to the uAPI; empty where the component is no userspace. */
  readonly names: readonly string[]
  /** What the device is called in code; empty where the component is no compiler. */
  readonly targets: readonly string[]
  /** Firmware files, by names or globs; empty where the component is no firmware. */
  readonly files: readonly string[]
}

/** More of a file than this is never held, and what lies beyond is said to be unread. */
export const LARGEST_CONTENT_BYTES = 4 * 1024 * 1024
