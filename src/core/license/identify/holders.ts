import type { Words } from './words.ts'

/** Holders whose names have words that say what may be done in any other name. Folded. */
const HOLDERS = [
  'free software foundation',
  'free software foundation europe',
  'suse linux products gmbh',
  'g10 code gmbh',
  'yuxi evan you',
  'evan you',
  'wide project',
  'secret labs ab',
  'trolltech as',
  'isec partners',
  'national accelerator laboratory',
].map((name) => name.split(' '))

/** Where the name of such a holder ends; `at` where none does. */
export const endOfKnownHolder = ({ folded }: Words, at: number, to: number): number => {
  let end = at
  for (const name of HOLDERS) {
    if (at + name.length > to || at + name.length <= end) continue
    if (name.every((word, index) => folded[at + index] === word)) end = at + name.length
  }
  return end
}
