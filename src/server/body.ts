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
export const readBody = (request: IncomingMessage, { observe, limit, keep, budget }: ReadBody): Promise<Body> =>
  new Promise((resolve) => {
    const declared = Number(request.headers['content-length'] ?? Number.NaN)
    let length = 0
    let block = NOTHING
    /** The whole body, where it came in one piece. */
    let whole: Buffer | null = null

    const end = (body: Body): void => {
      request.off('data', take).off('end', finish).off('error', cutOff).off('close', cutOff)
      budget.give(block.length)
      resolve(body)
    }
    const refuse = (state: 'too-large' | 'busy'): void => {
      request.pause()
      end({ state })
    }
    const take = (piece: Buffer): void => {
      if (length + piece.length > limit) {
        refuse('too-large')
        return
      }
      observe(piece)
      length += piece.length
      if (!keep) return
      if (piece.length === declared) whole = piece
      else if (makeRoom()) piece.copy(block, length - piece.length)
      else refuse('busy')
    }
    /** Pieces are copied, never kept as they came: a body sent a byte at a time would cost a hundred times its size. */
    const makeRoom = (): boolean => {
      if (length <= block.length) return true
      const first = declared <= LARGEST_USUAL_BYTES ? declared : FIRST_BLOCK_BYTES
      const larger = Math.min(limit, Math.max(length, 2 * block.length, first))
      if (!budget.take(larger - block.length, larger > LARGEST_USUAL_BYTES)) return false
      const grown = Buffer.allocUnsafe(larger)
      block.copy(grown)
      block = grown
      return true
    }
    const finish = (): void => end({ state: 'read', bytes: whole ?? block.subarray(0, keep ? length : 0) })
    const cutOff = (): void => end({ state: 'cut-off' })
    request.on('data', take).once('end', finish).once('error', cutOff).once('close', cutOff)
  })

const NOTHING = Buffer.alloc(0)
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
