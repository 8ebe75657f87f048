import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Expression, parseExpression, print } from './expression.ts'
import { suggestExpression } from './suggest.ts'

const leaf = (license: string, more: { plus?: boolean; exception?: string } = {}) => ({
  license,
  plus: more.plus ?? false,
  exception: more.exception ?? null,
})

describe('parseExpression', () => {
  it('binds AND closer than OR', () => {
    expect(parseExpression('MIT OR Apache-2.0 AND ISC')).toEqual({
      ok: true,
      expression: {
        conjunction: 'or',
        left: leaf('MIT'),
        right: { conjunction: 'and', left: leaf('Apache-2.0'), right: leaf('ISC') },
      },
    })
  })

  it.each([
    ['GPL-2.0+', leaf('GPL-2.0', { plus: true })],
    ['GPL-2.0-only WITH Linux-syscall-note', leaf('GPL-2.0-only', { exception: 'Linux-syscall-note' })],
    ['LicenseRef-Arm-EULA', leaf('LicenseRef-Arm-EULA')],
    ['DocumentRef-x:LicenseRef-y', leaf('DocumentRef-x:LicenseRef-y')],
  ])('reads %s', (text, expression) => {
    expect(parseExpression(text)).toEqual({ ok: true, expression })
  })

  it.each([
    '',
    ' ',
    'NONE',
    'NOASSERTION',
    'mit',
    'MIT OR',
    'MIT AND AND ISC',
    '(MIT',
    'MIT)',
    '()',
    '()MIT',
    '_MIT',
    '___MIT',
    'MIT, ISC',
    'MIT/ISC',
    'MIT WITH Apache-2.0',
    'LicenseRef-',
    'LicenseRef- MIT',
    'LicenseRef-)))MIT',
    'DocumentRef-x',
    'MIT +',
    'MIT\nISC',
    'constructor',
    '__proto__',
    '('.repeat(999),
    'MIT OR '.repeat(200),
  ])('refuses %j', (text) => {
    expect(parseExpression(text).ok).toBe(false)
  })

  it('never throws', () => {
    const words = fc.constantFrom(
      'MIT',
      'AND',
      'OR',
      'WITH',
      '(',
      ')',
      '+',
      ':',
      ' ',
      'LicenseRef-',
      'DocumentRef-',
      'LLVM-exception',
      'x',
    )
    const texts = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 40 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseExpression(text)
        return !parsed.ok || parseExpression(print(parsed.expression)).ok
      }),
    )
  })
})

describe('print', () => {
  it('is read back as what it was', () => {
    const leaves = fc.constantFrom(
      leaf('MIT'),
      leaf('GPL-2.0', { plus: true }),
      leaf('Apache-2.0', { exception: 'LLVM-exception' }),
    )
    const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4 },
        leaves,
        fc.record({
          conjunction: fc.constantFrom('and' as const, 'or' as const),
          left: tie('expression'),
          right: tie('expression'),
        }),
      ),
    }))
    fc.assert(
      fc.property(expression, (written) => {
        const once = print(written)
        const parsed = parseExpression(once)
        return parsed.ok && print(parsed.expression) === once
      }),
    )
  })
})

describe('suggestExpression', () => {
  it.each([
    ['GPLv2', 'GPL-2.0-only'],
    ['apache 2', 'Apache-2.0'],
    ['mit', 'MIT'],
    ['mit or apache2', 'MIT OR Apache-2.0'],
    ['GPLv2 with Linux-syscall-note', 'GPL-2.0-only WITH Linux-syscall-note'],
  ])('takes %s for %s', (text, meant) => {
    expect(suggestExpression(text)).toBe(meant)
  })

  it.each([
    ['a version that the text does not name', 'BSD'],
    ['another version than the text names', 'gpl v2'],
    ['a licence that is none', 'Proprietary'],
    ['text that takes the lenient parser long', '('.repeat(60)],
    ['what is right already', 'MIT'],
  ])('suggests nothing for %s', (_, text) => {
    expect(suggestExpression(text)).toBeNull()
  })
})
