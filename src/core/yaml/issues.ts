import type { z } from 'zod'
import { excerpt } from '../characters.ts'
import type { Mend } from './checked.ts'
import { keyAt, type Spot, spotAt } from './data.ts'
import type { Fault } from './fault.ts'
import { knownKeys } from './known-keys.ts'
import { nearest } from './nearest.ts'

type Issue = z.core.$ZodIssue

/** A fault whose mend isn't looked for yet. */
export type FoundFault = Omit<Fault, 'mend'> & { readonly mend: Mend }

/** What a schema found wrong with the values of a file, as faults at their places in it. */
export const toFaults = (issue: Issue, schema: z.core.$ZodType, root: Spot): readonly FoundFault[] => {
  const spot = spotAt(root, issue.path)
  const fault = (message: string, mend: Mend): FoundFault[] => [
    { at: spot.at, message: `${nameOf(issue.path)} ${message}.`, mend },
  ]
  if (issue.input === undefined) return missing(issue, root)
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue, knownKeys(schema, issue.path), root)
    case 'invalid_union':
      return union(issue, schema, root)
    case 'invalid_type':
      return fault(...wrongType(issue, spot))
    case 'invalid_value':
      return fault(...wrongValue(issue))
    // No schema asks for a least length but 1, or for a greatest of anything but lists.
    case 'too_small':
      return fault('is empty', null)
    case 'too_big':
      return fault(`has more than ${issue.maximum} entries`, null)
    case 'invalid_format':
      return fault(`is not ${FORMATS[issue.format] ?? 'in the form that is wanted'}`, null)
    case 'custom':
      return fault(issue.message, (issue.params?.['mend'] ?? null) as Mend)
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      throw new Error(`No schema of a hand-written file asks for ${issue.code}`)
  }
}

/** The key that a path ends in; for an entry of a list the list's. */
const nameOf = (path: readonly PropertyKey[]): string => {
  const last = path.findLast((step) => typeof step === 'string')
  if (last === undefined) return 'The file'
  return typeof path.at(-1) === 'number' ? `An entry of \`${last}\`` : `\`${last}\``
}

const unknownKeys = (
  issue: Extract<Issue, { code: 'unrecognized_keys' }>,
  known: readonly string[],
  root: Spot,
): FoundFault[] =>
  issue.keys.map((key) => ({
    at: keyAt(root, [...issue.path, key]),
    message: `\`${excerpt(key)}\` is no key that is known here.`,
    mend: () => {
      const meant = nearest(key, known)
      return meant === null ? `Known here: ${known.join(', ')}.` : `Write \`${meant}\`.`
    },
  }))

/** Reports what the one option that the value was meant for says of it; the others only say that it is of another type. */
const union = (
  issue: Extract<Issue, { code: 'invalid_union' }>,
  schema: z.core.$ZodType,
  root: Spot,
): readonly FoundFault[] => {
  const { path, errors, input } = issue
  const meant = errors.filter((issues) => wantedType(issues) === null)
  const [option] = meant
  if (option !== undefined && meant.length === 1) {
    return option.flatMap((inner) => toFaults({ ...inner, path: [...path, ...inner.path] }, schema, root))
  }
  const spot = spotAt(root, path)
  if (input === null) return [{ at: spot.at, message: `${nameOf(path)} has no value.`, mend: null }]
  const wanted = errors.map(wantedType).filter((expected) => expected !== null)
  const keys = knownKeys(schema, path).map((key) => `\`${key}\``)
  const words = wanted.map((expected) => (expected === 'object' ? `a mapping with ${keys.join(', ')}` : type(expected)))
  const message = `${nameOf(path)} must be ${words.join(' or ')}, not ${found(input)}.`
  return [{ at: spot.at, message, mend: wanted.includes('string') ? quoted(spot) : null }]
}

/** The type that an option asks of the value itself; null where the value is of it. */
const wantedType = (issues: readonly Issue[]): string | null =>
  issues.filter((inner) => inner.code === 'invalid_type').find(({ path }) => path.length === 0)?.expected ?? null

const missing = (issue: Issue, root: Spot): FoundFault[] => {
  const key = String(issue.path.at(-1))
  const owner = issue.path.slice(0, -1)
  const message =
    owner.length === 0 ? `\`${key}\` is missing.` : `\`${key}\` is missing in ${nameOf(owner).replace(/^An /, 'an ')}.`
  return [{ at: spotAt(root, owner).at, message, mend: `Add \`${key}: …\`.` }]
}

const wrongType = (
  { input, expected }: Extract<Issue, { code: 'invalid_type' }>,
  spot: Spot,
): [message: string, mend: string | null] => {
  if (input === null) return ['has no value', null]
  return [`must be ${type(expected)}, not ${found(input)}`, typeMend(input, expected, spot)]
}

const typeMend = (input: unknown, expected: string, spot: Spot): string | null => {
  if (expected === 'string') return quoted(spot)
  return expected === 'array' && typeof input === 'string' ? 'Write it in square brackets.' : null
}

const wrongValue = (issue: Extract<Issue, { code: 'invalid_value' }>): [message: string, mend: Mend] => {
  const values = issue.values.map(String)
  const wanted = values.length === 1 ? `must be ${values.join('')}` : `must be one of ${values.join(', ')}`
  const { input } = issue
  return [wanted, () => (typeof input === 'string' ? meantValue(nearest(input, values)) : null)]
}

const meantValue = (value: string | null): string | null => (value === null ? null : `Write ${value}.`)

/** YAML reads `1.10` as a number and `on` as itself: text that looks like something else needs quotes. */
const quoted = (spot: Spot): string | null =>
  spot.written === null || spot.written === '' ? null : `Write it in quotes: ${JSON.stringify(excerpt(spot.written))}.`

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'a mapping of keys',
  number: 'a number',
}
const type = (expected: string): string => TYPES[expected] ?? expected

const found = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return 'text'
    case 'boolean':
      return `the truth value ${String(value)}`
    case 'number':
      return `the number ${value}`
    default:
      return type(Array.isArray(value) ? 'array' : 'object')
  }
}

const FORMATS: Readonly<Record<string, string>> = { date: 'a date of the calendar, as in 2027-01-31' }
