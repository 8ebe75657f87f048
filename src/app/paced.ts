import type { Gate } from '../gate/gate.ts'
import type { Budget } from './budget.ts'

/**
 * Lets a job begin only when its write can be made: judged earlier, it would be judged for nothing. What can't begin yet
 * goes back into the queue with the time that was kept for it.
 */
export const createPacedGate =
  (gate: Gate, budget: Budget, now: () => number): Gate =>
  async (job, signal) => {
    const blocked = await budget.blockedUntil(job.installationId)
    if (blocked > now()) return { state: 'paced', at: blocked, slot: job.slot, why: 'GitHub takes nothing before' }
    // Its queue waits, and there are few of them.
    if (job.subject.kind !== 'merge-group') {
      const at = job.slot ?? (await budget.reserve(job.installationId))
      if (at > now()) return { state: 'paced', at, slot: at, why: 'writes are scarce' }
    }
    return gate(job, signal)
  }
