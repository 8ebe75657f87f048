import { expect, test } from 'vitest'
import { type GoverningReasonCode, GOVERNING_REASONS } from '../../core/license/combine/reason.ts'
import { plain } from '../sentence.ts'
import { saidOf } from './governing.ts'

const CODES = Object.keys(GOVERNING_REASONS) as GoverningReasonCode[]
const reason = (code: GoverningReasonCode) => ({ code, path: 'src/LICENSE', line: 7, text: 'vendor words' })

test.each(CODES.filter((code) => ['asks', 'restricts'].includes(GOVERNING_REASONS[code])))(
  '%s says where it was seen, or what was not',
  (code) => {
    const what = saidOf(reason(code))?.what ?? []
    expect(plain(what)).toMatch(/src\/LICENSE|vendor words/)
    // What is quoted is foreign, and stands apart from our own words.
    expect(what.filter(({ kind, text }) => kind === 'words' && /vendor|LICENSE:/.test(text))).toEqual([])
  },
)

test('what only tells the licence needs no words', () => {
  expect(CODES.filter((code) => GOVERNING_REASONS[code] === 'tells').map((code) => saidOf(reason(code)))).toEqual([
    null,
    null,
    null,
    null,
  ])
})
