import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RULE_CODES } from '../../core/rules/codes.ts'
import { cutMarkdown } from '../cut.ts'
import { decodeRecord, encodeRecord } from './acceptance-record.ts'

const acceptable = {
  rule: fc.constantFrom(...RULE_CODES),
  driver: fc.string({ unit: 'binary' }),
  component: fc.option(fc.string({ unit: 'grapheme' }), { nil: null }),
  hash: fc.stringMatching(/^[0-9a-f]{32}$/),
}
const accepted = fc.record({
  ...acceptable,
  by: fc.stringMatching(/^[a-z]{1,9}$/),
  at: fc.constant('2026-05-04T09:30:00.000Z'),
})
const record = fc.record({ accepted: fc.array(accepted), offered: fc.array(fc.record(acceptable)) })

test('what is encoded is decoded, whatever stands before it and however short the text is cut', () => {
  fc.assert(
    fc.property(record, fc.string({ unit: 'grapheme' }), (given, before) => {
      const block = encodeRecord(given)
      expect(block).toMatch(/^$|^<!--[ -=?-~]*-->$/)
      expect(decodeRecord(cutMarkdown(before, 65_535, block))).toEqual(given)
      const short = cutMarkdown(`${before}\n`.repeat(20_000), 30_000, block)
      expect(Buffer.byteLength(short)).toBeLessThanOrEqual(30_000)
      expect(decodeRecord(short)).toEqual(given)
    }),
    { numRuns: 30 },
  )
})

test('what is too much is left out, and what was accepted stays', () => {
  const hash = 'a'.repeat(32)
  const one = { rule: 'source', driver: 'npu', component: null, hash } as const
  const many = Array.from({ length: 1_000 }, () => one)
  const block = encodeRecord({ accepted: [{ ...one, by: 'octocat', at: '2026-05-04T09:30:00Z' }], offered: many })
  expect(block.length).toBeLessThanOrEqual(24 * 1024)
  const { accepted, offered } = decodeRecord(block)
  expect(accepted).toHaveLength(1)
  expect(offered.length).toBeGreaterThan(100)
  expect(offered.length).toBeLessThan(many.length)
})

const BLOCK = encodeRecord({
  accepted: [],
  offered: [{ rule: 'source', driver: 'npu', component: null, hash: 'a'.repeat(32) }],
})

test.each([
  ['no text', null],
  ['an empty text', ''],
  ['one before other words', `${BLOCK}\n\nmore`],
  ['one in a code span', `\`${BLOCK}\``],
  ['one of another version', BLOCK.replace('v1', 'v2')],
  ['one that is no JSON', BLOCK.replace('{', '{{')],
  ['one of another shape', BLOCK.replace('offered', 'other')],
])('nothing is remembered by %s', (_, text) => {
  expect(decodeRecord(text)).toEqual({ accepted: [], offered: [] })
})
