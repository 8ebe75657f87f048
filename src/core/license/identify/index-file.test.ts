import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildIndex } from './build-index.ts'
import { decodeIndex, encodeIndex } from './index-file.ts'
import { makeWordTable, readWordTable } from './word-table.ts'

const index = buildIndex([
  { ids: ['A'], kind: 'license', names: [], text: 'Permission to use this file is granted to anyone who asks for it.' },
  { ids: ['B'], kind: 'license', names: [], text: '1. No part of this file may be copied.\n2. Nor may it be read.' },
])
const bytes = encodeIndex(index)
const fileOf = (part: Uint8Array): ArrayBuffer => new Uint8Array(part).buffer

describe('the file of the index', () => {
  it('gives back what was written', () => {
    const { words, template, ...decoded } = decodeIndex(fileOf(bytes))
    const { words: written, template: given, ...rest } = index
    expect(decoded).toEqual(rest)
    for (let number = 0; number < index.grams.length; number += 1) expect(template(number)).toEqual(given(number))
    expect(() => template(index.grams.length)).toThrow(RangeError)
    for (const word of [...index.vocabulary.slice(1), 'unheard-of', '']) expect(words.get(word)).toBe(written.get(word))
  })

  it('is refused where it was cut off or goes on', () => {
    for (let length = 0; length < bytes.length; length += length < 1000 ? 7 : 4999)
      expect(() => decodeIndex(fileOf(bytes.subarray(0, length)))).toThrow(TypeError)
    expect(() => decodeIndex(fileOf(Uint8Array.from([...bytes, 0])))).toThrow('is a damaged licence index')
  })

  it('is refused where its header is none', () => {
    const damaged = Uint8Array.from(bytes)
    damaged[8] = 0
    expect(() => decodeIndex(damaged.buffer)).toThrow('is a damaged licence index')
  })
})

describe('the table of words', () => {
  it('finds each word that it was made of, and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 300 }), fc.string(), (known, other) => {
        const vocabulary = ['', ...known]
        const words = readWordTable(makeWordTable(vocabulary), vocabulary)
        known.forEach((word, at) => expect(words.get(word)).toBe(at + 1))
        if (!known.includes(other)) expect(words.get(other)).toBeUndefined()
      }),
    )
  })

  it('ends a search where no slot is free', () => {
    expect(readWordTable(new Uint16Array(8).fill(1), ['', 'known']).get('unknown')).toBeUndefined()
  })
})
