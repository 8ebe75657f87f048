import type { LicenseIndex } from './license-index.ts'

/** Share of the slots that are taken at most; a fuller table makes for longer searches. */
const MAX_LOAD = 0.4

/**
 * A hash table of the words with open addressing: numbers of words, 0 where a slot is free; its length is a power of
 * two. It is a part of the index's file, so that no map needs to be built at start.
 */
export const makeWordTable = (vocabulary: readonly string[]): Uint16Array => {
  const table = new Uint16Array(2 ** Math.ceil(Math.log2(Math.max(2, vocabulary.length / MAX_LOAD))))
  const mask = table.length - 1
  for (let number = 1; number < vocabulary.length; number += 1) {
    let slot = hashWord(vocabulary[number] ?? '') & mask
    while (table[slot] !== 0) slot = (slot + 1) & mask
    table[slot] = number
  }
  return table
}

/** Looks words up in what `makeWordTable` made of the vocabulary. */
export const readWordTable = (table: Uint16Array, vocabulary: readonly string[]): LicenseIndex['words'] => {
  const mask = table.length - 1
  return {
    get: (word) => {
      const first = hashWord(word)
      // Counted, so that a damaged table without a free slot ends the search too.
      for (let step = 0; step <= mask; step += 1) {
        const number = table[(first + step) & mask] ?? 0
        if (number === 0) return undefined
        if (vocabulary[number] === word) return number
      }
      return undefined
    },
  }
}

/** FNV-1a of the UTF-16 units, its upper bits stirred into the lower ones that choose the slot. */
const hashWord = (word: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
