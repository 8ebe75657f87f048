import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseObject } from './json.ts'

test('parses whatever object JSON can say', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const written = JSON.stringify(value)
      expect(JSON.stringify(parseObject(Buffer.from(written)))).toBe(written)
    }),
  )
})

test('brackets in texts are no depth', () => {
  const value = { title: '[{"\\'.repeat(1_000) }
  expect(parseObject(Buffer.from(JSON.stringify(value)))).toEqual(value)
})

const nested = (depth: number) => Buffer.from('{"a":'.repeat(depth) + '1' + '}'.repeat(depth))
const many = (values: number) => Buffer.from(`{"a":[${'1,'.repeat(values)}1]}`)

test('refuses what nests deeper or holds more than any webhook', () => {
  expect(parseObject(nested(100))).not.toBeNull()
  expect(parseObject(nested(101))).toBeNull()
  expect(parseObject(many(100_000))).not.toBeNull()
  expect(parseObject(many(500_000))).toBeNull()
})
