import { contentOf } from './content.ts'
import { type Content, type Entry, type Inspector, LARGEST_CONTENT_BYTES } from './inspector.ts'

/** Where a reader of snapshots puts what it reads, entry by entry. */
export type Sink = {
  readonly ask: (entry: Entry) => Asked
  /**
   * Called once for each entry that was asked about, in that order, with as many bytes as were wanted or there are; null
   * where the object could not be had. The bytes may be overwritten once this returns.
   */
  readonly see: (asked: Asked, bytes: Buffer | null) => void
}

/** An entry, and how much of its content must be given. */
export type Asked = {
  readonly entry: Entry
  readonly bytes: number
  /** By each inspector. */
  readonly wanted: readonly number[]
}

export const NO_BYTES = Buffer.alloc(0)

type Looking = Pick<Inspector<unknown>, 'wants' | 'see'>

/** Gives each inspector the part of each entry that it asks for, and reads none that nobody asks for. */
export const createSink = (inspectors: readonly Looking[]): Sink => {
  const nothing = inspectors.map(() => 0)
  return {
    ask: (entry) => {
      const limit = entry.kind === 'file' ? Math.min(entry.bytes, LARGEST_CONTENT_BYTES) : 0
      let bytes = 0
      let wanted = nothing
      for (const [at, inspector] of inspectors.entries()) {
        const wants = Math.min(inspector.wants(entry), limit)
        if (wants <= 0) continue
        if (wanted === nothing) wanted = [...nothing]
        wanted[at] = wants
        bytes = Math.max(bytes, wants)
      }
      return { entry, bytes, wanted }
    },
    see: ({ entry, wanted }, bytes) => {
      // Most want the same, so that they share one text.
      const made: Content[] = []
      const share = (all: Buffer, length: number): Content => {
        const known = made.find((each) => each.bytes.length === length)
        if (known !== undefined) return known
        const content = contentOf(all.subarray(0, length), entry.bytes)
        made.push(content)
        return content
      }
      for (const [at, inspector] of inspectors.entries())
        inspector.see(entry, bytes === null ? null : share(bytes, Math.min(wanted[at] ?? 0, bytes.length)))
    },
  }
}
