import { describe, expect, it } from 'vitest'
import { canonical } from './canonical.ts'
import { parseExpression, print } from './expression.ts'

const form = (text: string): string => {
  const parsed = parseExpression(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return print(canonical(parsed.expression))
}

describe('canonical', () => {
  it.each([
    ['MIT AND Apache-2.0', 'Apache-2.0 AND MIT'],
    ['(MIT OR ISC) OR Zlib', 'Zlib OR (ISC OR MIT)'],
    ['MIT AND MIT', 'MIT'],
    ['(MIT OR ISC) AND (ISC OR MIT)', 'ISC OR MIT'],
    ['(BSD-2-Clause OR GPL-2.0-only WITH Linux-syscall-note)', 'GPL-2.0-only WITH Linux-syscall-note OR BSD-2-Clause'],
    ['MIT AND (ISC OR Zlib) AND X11', 'X11 AND MIT AND (Zlib OR ISC)'],
  ])('gives %s and %s one form', (one, other) => {
    expect(form(one)).toBe(form(other))
  })

  it.each([
    ['MIT OR ISC', 'MIT AND ISC'],
    ['MIT', 'MIT OR ISC'],
    ['GPL-2.0-only', 'GPL-2.0-only WITH Linux-syscall-note'],
    ['GPL-2.0-only', 'GPL-2.0-only+'],
    ['MIT AND (ISC OR Zlib)', '(MIT AND ISC) OR Zlib'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(form(one)).not.toBe(form(other))
  })
})
