import type { IncomingMessage } from 'node:http'

export type Body =
  | { readonly state: 'read'; readonly bytes: Buffer }
  | { readonly state: 'too-large' }
  | { readonly state: 'busy' }
  | { readonly state: 'cut-off' }

export type ReadBody = {
  /** Sees each piece as it comes. */
  readonly observe: (piece: Buffer) => void
  /** In bytes; not one more is buffered. */
  readonly limit: number
  /** False observes the body without keeping any of it. */
  readonly keep: boolean
  /** Memory for the bodies under way, shared by all of them. */
  readonly budget: Budget
}

/** Reads a request's body, of a bounded size. The request stays open, so that an answer can still be sent. */
export const readBody = async (request: IncomingMessage, { observe, limit, keep, budget }: ReadBody): Promise<Body> => {
  let length = 0
  let block = Buffer.alloc(0)
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (length + piece.length > limit) return { state: 'too-large' }
      observe(piece)
      length += piece.length
      if (!keep) continue
      if (length > block.length) {
        const larger = Math.min(limit, Math.max(length, 2 * block.length, FIRST_BLOCK_BYTES))
        if (!budget.take(larger - block.length, larger > LARGEST_USUAL_BYTES)) return { state: 'busy' }
        // Copied, never kept as it came: a body sent a byte at a time would cost a hundred times its size in objects.
        const grown = Buffer.allocUnsafe(larger)
        block.copy(grown)
        block = grown
      }
      piece.copy(block, length - piece.length)
    }
  } catch {
    return { state: 'cut-off' }
  } finally {
    budget.give(block.length)
  }
  return { state: 'read', bytes: block.subarray(0, keep ? length : 0) }
}

const FIRST_BLOCK_BYTES = 64 * 1024
/** Webhooks have some twenty kilobytes. */
const LARGEST_USUAL_BYTES = 256 * 1024

export type Budget = {
  readonly take: (bytes: number, isUnusual: boolean) => boolean
  readonly give: (bytes: number) => void
}

/**
 * Half of it is kept for bodies of a usual size: nobody knows who sends one before the whole of it is there, and a few
 * large ones that come slowly must not keep out all others.
 */
export const createBudget = (total: number): Budget => {
  let left = total
  return {
    take: (bytes, isUnusual) => {
      if (bytes > (isUnusual ? left - total / 2 : left)) return false
      left -= bytes
      return true
    },
    give: (bytes) => {
      left += bytes
    },
  }
}
