import type { Standin } from '../test/standin/index.ts'
import type { Played } from './play.ts'
import type { Step } from './story.ts'

/** Says what happens as it happens. */
export type Teller = {
  readonly begin: (addresses: Addresses) => void
  /** @param number from 1 */
  readonly step: (step: Step, number: number) => void
  readonly played: (played: Played) => void
  readonly end: (ending: Ending) => void
}

/** URLs on loopback. */
export type Addresses = { readonly standin: string; readonly app: string; readonly page: string }

export type Ending = {
  readonly played: readonly Played[]
  /** What no GitHub would have said or taken. */
  readonly faults: Standin['faults']
  readonly stay: boolean
}
