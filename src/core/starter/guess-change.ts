import type { Change, LineHit } from '../change/change.ts'
import { manifestDirectory } from '../manifest/manifest.ts'
import { type Guesses, guessStack } from './guess.ts'
import { textsOfChange } from './source-text.ts'

/** What a change itself tells of the stack of a driver that lacks its manifest, by where that would stand. */
export const guessFromChange = (
  driver: string,
  manifest: string,
  hits: readonly LineHit[],
  change: Change | null,
): Guesses => {
  const directory = manifestDirectory(manifest)
  const guesses = guessStack(driver || directory, directory, change === null ? [] : textsOfChange(change))
  const headers = hits
    .filter(({ kind }) => kind === 'uapi')
    .map(({ file, line }) => ({ value: file, file, line: line ?? 1 }))
  const uapi = [...new Map([...guesses.uapi, ...headers.toReversed()].map((guess) => [guess.value, guess])).values()]
  return { ...guesses, uapi }
}
