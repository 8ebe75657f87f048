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
      loose: z.boolean().default(false),
      since: z
        .string()
        .regex(/^\d+\.\d+$/)
        .nullable()
        .default(null),
    }),
  ),
  rights: z.array(
    z.strictObject({
      kinds: z.array(z.enum(LINE_KINDS)).min(1),
      paths: z.array(z.string().min(1)).min(1),
      source: z.string().min(1),
    }),
  ),
  'kernel-tree': z.strictObject({ paths: z.array(z.string().min(1)).min(1), source: z.string().min(1) }),
})

export const toLine = ({ tokens, rights, 'kernel-tree': kernelTree }: z.output<typeof lineSchema>): LineConfig => ({
  rights,
  kernelTree: kernelTree.paths,
  // No flags: with `g` or `y` a match would depend on the one before it.
  tokens: tokens.map((token) => ({ ...token, pattern: new RegExp(token.pattern) })),
})
