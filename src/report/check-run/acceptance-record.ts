import { z } from 'zod'
import { RULE_CODES } from '../../core/rules/codes.ts'
import type { Acceptable, Acceptance } from '../../core/verdict/accept.ts'

/**
 * What a check run remembers of acceptances, in the last line of its text, where no reader sees it. GitHub holds it, as it
 * holds all other state.
 */
export type AcceptanceRecord = {
  readonly accepted: readonly Acceptance[]
  /** What its button accepts: a click is about what its reader saw. */
  readonly offered: readonly Acceptable[]
}

/** Of the 65,535 that a text may have; beyond it nothing more is offered. */
const MOST_BYTES = 24 * 1024
const BEFORE = '<!-- open-userspace acceptances v1 '
const AFTER = ' -->'

/** Parts of it that are too much are left out, the offered ones first. Empty where there is nothing to remember. */
export const encodeRecord = ({ accepted, offered }: AcceptanceRecord): string => {
  const kept: { accepted: Acceptance[]; offered: Acceptable[] } = { accepted: [], offered: [] }
  let left = MOST_BYTES - BEFORE.length - AFTER.length - escaped(kept).length
  const fits = (part: Acceptable): boolean => (left -= escaped(part).length + 1) >= 0
  for (const { rule, driver, component, hash, by, at } of accepted) {
    const part = { rule, driver, component, hash, by, at }
    if (fits(part)) kept.accepted.push(part)
  }
  for (const { rule, driver, component, hash } of offered) {
    const part = { rule, driver, component, hash }
    if (fits(part)) kept.offered.push(part)
  }
  return kept.accepted.length + kept.offered.length === 0 ? '' : `${BEFORE}${escaped(kept)}${AFTER}`
}

/** JSON that ends no comment, in one line of ASCII: as many bytes as characters. */
const escaped = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^ -~]|[<>&-]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Total: a text without the record, or with one of another version, remembers nothing. */
export const decodeRecord = (text: string | null): AcceptanceRecord => {
  // What stands in any other line may come from elsewhere.
  const line = (text ?? '').trimEnd().split('\n').at(-1) ?? ''
  if (!line.startsWith(BEFORE) || !line.endsWith(AFTER)) return NOTHING
  try {
    return Record.safeParse(JSON.parse(line.slice(BEFORE.length, -AFTER.length))).data ?? NOTHING
  } catch {
    return NOTHING
  }
}

const NOTHING: AcceptanceRecord = { accepted: [], offered: [] }

const acceptable = {
  rule: z.enum(RULE_CODES),
  driver: z.string(),
  component: z.string().nullable(),
  hash: z.string().regex(/^[0-9a-f]{32}$/),
}
const Record = z.object({
  accepted: z.array(z.object({ ...acceptable, by: z.string(), at: z.iso.datetime() })),
  offered: z.array(z.object(acceptable)),
})
