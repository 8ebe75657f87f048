import type { z } from 'zod'
import type { Position } from '../place.ts'
import { composeYaml } from './compose.ts'
import { type Spot, toData } from './data.ts'
import type { Fault, Parsed } from './fault.ts'
import { type FoundFault, toFaults } from './issues.ts'

/** A file's value as its schema describes it, with the places of all that is in it. */
export type Read<T> = { readonly value: T; readonly spot: Spot }

/** Of a manifest or policy, in bytes of UTF-8. */
export const MAX_BYTES = 16 * 1024
/** What people write has five or more bytes to a token of YAML; what has fewer than two was made to cost time. */
const BYTES_PER_TOKEN = 2
const MAX_FAULTS = 20

/**
 * Reads hand-written, hostile YAML against a schema. Faults are those of the syntax, or else all that the schema finds:
 * first that of `version`, as another version explains the rest, then from the top down, at most 20.
 */
export const readYaml = <S extends z.ZodType>(
  text: string,
  schema: S,
  maxBytes = MAX_BYTES,
): Parsed<Read<z.output<S>>> => {
  const bytes = new TextEncoder().encode(text).length
  if (bytes > maxBytes) {
    const message = `The file holds ${bytes} bytes; the limit is ${maxBytes}.`
    return failed([{ at: { line: 1, column: 1 }, message, mend: null }])
  }
  const known = remembered.get(schema) ?? new Map<string, Parsed<Read<unknown>>>()
  remembered.set(schema, known)
  const read = (known.get(text) as Parsed<Read<z.output<S>>> | undefined) ?? readSmall(text, schema, maxBytes)
  // The one that nobody asked for longest is the first.
  known.delete(text)
  known.set(text, read)
  for (const oldest of known.keys()) if (known.size > MOST_REMEMBERED) known.delete(oldest)
  return read
}

/** Texts by their schema: a judgement asks several times for what is in the few files that rule it. */
const remembered = new WeakMap<z.ZodType, Map<string, Parsed<Read<unknown>>>>()
const MOST_REMEMBERED = 64

const readSmall = <S extends z.ZodType>(text: string, schema: S, maxBytes: number): Parsed<Read<z.output<S>>> => {
  const composed = composeYaml(text.replace(/^\uFEFF/, ''), maxBytes / BYTES_PER_TOKEN)
  if (!composed.ok) return failed(composed.faults)
  const { value, spot, faults } = toData(composed.root, composed.positions)
  if (faults.length > 0) return failed(faults)
  const checked = schema.safeParse(value, { reportInput: true })
  if (checked.success) return { ok: true, value: { value: checked.data, spot } }
  return failed(
    checked.error.issues.flatMap((issue) => toFaults(issue, schema, spot)),
    spot,
  )
}

/** Faults found after a file's values were read, worst first and cut like the reader's own. At least one is given. */
export const failed = (
  found: readonly FoundFault[],
  root?: Spot,
): { readonly ok: false; readonly faults: readonly [Fault, ...Fault[]] } => {
  const version = root?.keys.get('version')?.value.at
  const rank = ({ at }: FoundFault): number => (version !== undefined && samePosition(at, version) ? 0 : 1)
  const sorted = found.toSorted((a, b) => rank(a) - rank(b) || a.at.line - b.at.line || a.at.column - b.at.column)
  const [first, ...rest] = sorted.slice(0, MAX_FAULTS).map(settle)
  if (first === undefined) throw new Error('A failed read has at least one fault')
  return { ok: false, faults: [first, ...rest] }
}

const samePosition = (a: Position, b: Position): boolean => a.line === b.line && a.column === b.column

const settle = ({ at, message, mend }: FoundFault): Fault => ({
  at,
  message,
  mend: typeof mend === 'function' ? mend() : mend,
})
