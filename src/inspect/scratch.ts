import { LARGEST_CONTENT_BYTES } from './inspector.ts'

/** Puts the beginning of a file together that comes in pieces. One is used again for each file, so that memory stays flat. */
export type Scratch = {
  /** Forgets the file before, and takes at most so many bytes of the next one. */
  readonly begin: (wanted: number) => void
  /** Takes a piece, and tells whether all that is wanted is there. */
  readonly add: (piece: Uint8Array) => boolean
  /** What came, until the next `begin`. */
  readonly bytes: () => Buffer
}

export const createScratch = (): Scratch => {
  let room = Buffer.allocUnsafe(SMALL)
  let wanted = 0
  let held = 0
  return {
    begin: (next) => {
      wanted = Math.min(next, LARGEST_CONTENT_BYTES)
      held = 0
      if (wanted > room.length) room = Buffer.allocUnsafe(Math.min(LARGEST_CONTENT_BYTES, 2 * wanted))
    },
    add: (piece) => {
      const taken = Math.min(piece.length, wanted - held)
      room.set(taken === piece.length ? piece : piece.subarray(0, taken), held)
      held += taken
      return held === wanted
    },
    bytes: () => room.subarray(0, held),
  }
}

const SMALL = 256 * 1024
