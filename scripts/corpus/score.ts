import type { Judged } from './judge.ts'

/** How the product's verdicts stand against the reader's. Counts are of rows. */
export type Score = {
  readonly rows: number
  readonly read: number
  readonly openAndCalledOpen: number
  /** A closed stack called open: must be 0. */
  readonly notOpenAndCalledOpen: number
  readonly openAndSentToAHuman: number
  /** An open stack refused: must be 0. */
  readonly openAndRefused: number
  readonly notOpenAndNotCalledOpen: number
  /** Of the open ones that were read, the part that needs no person; null where none was. */
  readonly openWithoutAHuman: number | null
}

export const scoreOf = (judged: readonly Judged[]): Score => {
  const read = judged.filter(({ verdict }) => verdict !== 'absent')
  const open = read.filter(({ reader }) => reader === 'yes')
  const closed = read.filter(({ reader }) => reader !== 'yes')
  const called = open.filter(({ verdict }) => verdict === 'open').length
  return {
    rows: judged.length,
    read: read.length,
    openAndCalledOpen: called,
    notOpenAndCalledOpen: closed.filter(({ verdict }) => verdict === 'open').length,
    // Firmware that may be passed on is let through; that it's open is then for a person to say.
    openAndSentToAHuman: open.filter(({ verdict }) => verdict === 'human' || verdict === 'redistributable').length,
    openAndRefused: open.filter(({ verdict }) => verdict === 'refused').length,
    notOpenAndNotCalledOpen: closed.filter(({ verdict }) => verdict !== 'open').length,
    openWithoutAHuman: open.length === 0 ? null : called / open.length,
  }
}

/** Whether a row came out as the reader says, without a person where it is open. */
export const isRight = ({ reader, verdict }: Judged): boolean => (reader === 'yes') === (verdict === 'open')
