import type { FieldStatement } from './field-facts.ts'

const MAX_WRITTEN = 200

/** A statement about all that is there, unless `more` says otherwise. */
export const statement = (
  written: string,
  line: number,
  more: Partial<Omit<FieldStatement, 'written' | 'line'>> = {},
): FieldStatement => ({
  files: [],
  expression: null,
  texts: [],
  redistributable: null,
  ...more,
  written: written
    .slice(0, 4 * MAX_WRITTEN)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_WRITTEN),
  line,
})
