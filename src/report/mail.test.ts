import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as v from '../../test/report/verdicts.ts'
import { mail } from './mail.ts'

test('has no line beyond 72 columns and nothing that a terminal would act on, whatever a repository holds', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom('宽'.repeat(90), 'a`b '.repeat(60), `> ${'x'.repeat(300)}`),
  )
  fc.assert(
    fc.property(text, text, text, (line, path, driver) => {
      const hits = [{ kind: 'dma-buf' as const, file: `drivers/${path}`, line: 3, text: line.trim() }]
      const finding = { ...v.finding('unmet', { rule: 'manifest', code: 'deleted', file: path }), driver }
      const part = v.part(v.verdict([v.driver(null, [], { driver, line: hits })], [finding]))
      for (const each of mail(part).split('\n')) {
        expect(columns(each)).toBeLessThanOrEqual(72)
        expect(each).not.toMatch(/\p{Cc}/u)
      }
    }),
  )
})

const columns = (line: string): number =>
  Array.from(line, (character) => (character === '宽' ? 2 : 1)).reduce<number>((a, b) => a + b, 0)
