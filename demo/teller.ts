import type { Standin } from '../test/standin/index.ts'
import type { Played } from './play.ts'
import type { Chapter, Step } from './chapter.ts'

/** Says what happens as it happens. */
export type Teller = {
  readonly begin: (addresses: Addresses) => void
  readonly chapter: (chapter: Chapter) => void
  /** @param number from 1, through all chapters */
  readonly step: (step: Step, number: number) => void
  readonly played: (played: Played) => void
  readonly chapterEnd: (chapter: ToldChapter) => void
  readonly end: (ending: Ending) => void
}

/** URLs on loopback. */
export type Addresses = { readonly standin: string; readonly app: string; readonly page: string }

/** A chapter so far. */
export type ToldChapter = {
  readonly title: string
  /** The number of its first step. */
  readonly first: number
  readonly played: readonly Played[]
}

export type Ending = {
  readonly told: readonly ToldChapter[]
  /** What no GitHub would have said or taken. */
  readonly faults: Standin['faults']
  readonly stay: boolean
}
