import { readSpdx } from '../license/fields/spdx-names.ts'
import { canonical } from './canonical.ts'
import { parseExpression, print } from './expression.ts'

/** Whether two expressions say the same but for the order of operands, parentheses and deprecated ids. */
export const isSameLicense = (one: string, other: string): boolean => form(one) === form(other)

const form = (text: string): string => {
  const parsed = parseExpression(readSpdx(text) ?? text)
  return parsed.ok ? print(canonical(parsed.expression)) : text
}
