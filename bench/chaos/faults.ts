import type { FaultPredicate } from '../../test/standin/faults.ts'
import { faults } from '../../test/standin/index.ts'

/** Lets a share of all requests go wrong, in every way that GitHub is known for. */
export const createFaults = (random: () => number, share: number): FaultPredicate => {
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
  return () => {
    if (random() >= share) return undefined
    // A hang takes ten seconds of one of few jobs, so they are not as many.
    if (random() < 0.02) return faults.hang()
    // After a limit nothing is asked for a second or two, so that many of them would leave nothing to go wrong.
    const kinds = random() < 0.05 ? limited : broken
    return kinds[Math.floor(random() * kinds.length)]?.()
  }
}
