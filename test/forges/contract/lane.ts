import { createLane, type Lane } from '../../../src/forges/net/lane.ts'

/** Asks once, as the contract is about what one answer says. */
export const untried = (host: string): Lane =>
  createLane({ host, retries: { most: 0, after: 1 }, breaker: { failures: 1_000, rest: 1 } })
