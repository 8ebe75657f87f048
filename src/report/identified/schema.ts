import { z } from 'zod'
import { LICENSE_CLASSES } from '../../core/license/class.ts'
import { TIERS } from '../../core/license/identification.ts'

const line = z.int().positive()
const lines = z.array(z.object({ line, text: z.string() }))

/** What `identify` says for programs. Within v1 keys and values may be added and none changes its meaning or goes. */
export const identifiedSchema = z.array(
  z.object({
    file: z.string().describe('as it was named; "-" is standard input'),
    expression: z.string().nullable().describe('SPDX expression; null where the text is that of no licence'),
    licenses: z
      .array(z.object({ id: z.string().describe('SPDX licence or exception id'), from: line, to: line }))
      .describe('whose words stand in the text, with the first and last line of each'),
    class: z.enum(LICENSE_CLASSES).describe('what it lets anyone do, firmware files included'),
    tier: z.enum(TIERS).describe('what the difference comes to; only "clean" can pass by itself'),
    inserted: lines.describe('words that are none of the licences'),
    deleted: lines.describe('words of the licences that are missing before that line'),
  }),
)

export type Identified = z.infer<typeof identifiedSchema>
