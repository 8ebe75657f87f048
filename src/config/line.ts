import { z } from 'zod'
import { LINE_KINDS } from '../core/change/change.ts'
import type { LineConfig } from '../core/config.ts'
import { checked } from '../core/yaml/checked.ts'

const pattern = checked((source) => {
  try {
    new RegExp(source)
    return null
  } catch {
    return { message: 'is no regular expression', mend: null }
  }
})

export const lineSchema = z.strictObject({
  tokens: z.array(
    z.strictObject({
      kind: z.enum(LINE_KINDS),
      in: z.enum(['source', 'kconfig']),
      pattern,
      source: z.string().min(1),
    }),
  ),
})

export const toLine = ({ tokens }: z.output<typeof lineSchema>): LineConfig => ({
  // No flags: with `g` or `y` a match would depend on the one before it.
  tokens: tokens.map((token) => ({ ...token, pattern: new RegExp(token.pattern) })),
})
