import type { QuotedLine, UapiGain, UapiLoss } from './change.ts'
import { quote } from './quote.ts'
import type { DeclaredName } from './uapi-names.ts'

/** The names that one file of a driver declares, as far as a change shows it: before the change and after it. */
export type NamesOfFile = {
  readonly file: string
  readonly base: readonly DeclaredName[]
  readonly head: readonly DeclaredName[]
}

export type UapiDifference = { readonly gains: readonly UapiGain[]; readonly losses: readonly UapiLoss[] }

/**
 * What the uAPI of one driver gains and loses. Names are compared over all of its headers, so that what moves from one to
 * another, or is re-indented or uncommented, is neither.
 */
export const differenceOf = (files: readonly NamesOfFile[]): UapiDifference => {
  const before = valuesOf(files.flatMap(({ base }) => base))
  const after = valuesOf(files.flatMap(({ head }) => head))
  const gained = named(files, ({ head }) => head).filter(({ name }) => name.isNew && !before.has(name.key))
  const lost = named(files, ({ base }) => base).filter(({ name }) => name.isNew && !after.has(name.key))
  const changed = named(files, ({ head }) => head).filter(
    ({ name }) => name.isNew && before.get(name.key)?.has(name.value) === false,
  )
  const numbers = new Map(gained.flatMap(({ name }) => name.madeOf.map((number) => [number, name.name] as const)))
  const gains = once(gained).map(({ file, name }): UapiGain => ({
    ...asName(file, name),
    of: (name.kind === 'ioctl' ? null : numbers.get(name.name)) ?? name.of,
  }))
  const losses = [
    ...once(lost).map(({ file, name }): UapiLoss => ({ ...asName(file, name), line: null, how: 'removed' })),
    ...once(changed).map(({ file, name }): UapiLoss => ({ ...asName(file, name), how: 'changed' })),
  ]
  return { gains, losses }
}

type Named = { readonly file: string; readonly name: DeclaredName }

const named = (files: readonly NamesOfFile[], side: (file: NamesOfFile) => readonly DeclaredName[]): Named[] =>
  files.flatMap((each) => side(each).map((name) => ({ file: each.file, name })))

/** A header and its copy gain the same name. */
const once = (names: readonly Named[]): Named[] =>
  [...new Map(names.toReversed().map((each) => [each.name.key, each])).values()].toReversed()

const valuesOf = (names: readonly DeclaredName[]): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    [...Map.groupBy(names, ({ key }) => key)].map(([key, same]) => [key, new Set(same.map(({ value }) => value))]),
  )

const asName = (file: string, { kind, name, of, at }: DeclaredName): UapiGain => ({
  kind,
  name,
  of,
  ...quote(file, at),
})

/** Lines that gains stand on, each once. */
export const linesOf = (gains: readonly UapiGain[]): readonly QuotedLine[] => [
  ...new Map(gains.map(({ file, line, text }) => [`${file}:${line}`, { file, line, text }])).values(),
]
