import type { FaultPredicate } from '../../test/standin/faults.ts'
import { faults } from '../../test/standin/index.ts'

export type Faults = {
  readonly predicate: FaultPredicate
  /** Until when those that were thrown in hold something up, whoever asks: epoch milliseconds. */
  readonly heldUntil: () => number
}

/** How long the service waits for an answer, and a limit of GitHub's lasts at most, as it names whole seconds. */
const HANG_MS = 10_000
const LIMIT_MS = 3_000

/** Lets a share of all requests go wrong, in every way that GitHub is known for. */
export const createFaults = (random: () => number, share: number): Faults => {
  const broken = [
    faults.badGateway,
    faults.unavailable,
    faults.reset,
    faults.lostAnswer,
    faults.truncated,
    faults.malformed,
    faults.unauthorized,
    () => faults.latency(Math.floor(random() * 300)),
  ]
  const limited = [
    () => faults.secondaryLimit({ status: 403, retryAfter: 1 }),
    () => faults.secondaryLimit({ status: 429, retryAfter: 1 }),
    () => faults.primaryLimit({ resetIn: 2 }),
  ]
  let held = 0
  const holding = <T>(ms: number, fault: T): T => {
    held = Math.max(held, Date.now() + ms)
    return fault
  }
  return {
    predicate: () => {
      if (random() >= share) return undefined
      // A hang takes ten seconds of one of few jobs, so they are not as many.
      if (random() < 0.02) return holding(HANG_MS, faults.hang())
      // After a limit nothing is asked for a second or two, so that many of them would leave nothing to go wrong.
      const isLimit = random() < 0.05
      const kinds = isLimit ? limited : broken
      const fault = kinds[Math.floor(random() * kinds.length)]?.()
      return isLimit ? holding(LIMIT_MS, fault) : fault
    },
    heldUntil: () => held,
  }
}
