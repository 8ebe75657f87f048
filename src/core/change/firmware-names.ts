import type { Change, QuotedLine } from './change.ts'
import { changedCode, type CodeLine } from './changed-code.ts'
import { fileKind, isHeader } from './kind.ts'
import { quote } from './quote.ts'

/** A firmware file that a driver asks for. `name`: null where it is put together in a way that only running code tells. */
export type FirmwareAsk = QuotedLine & {
  readonly name: string | null
  /** `module`: by `MODULE_FIRMWARE()`, which tells packagers too; `request`: only by a call that loads it. */
  readonly by: 'module' | 'request'
}

/** https://docs.kernel.org/driver-api/firmware/request_firmware.html */
const CALL =
  /\b(?:(?<module>MODULE_FIRMWARE)|request_(?:partial_|ihex_)?firmware(?:_\w+)?|firmware_request_\w+)\s*\((?<arguments>[^()]{0,300}(?:\([^()]{0,200}\)[^()]{0,200}){0,4})\)/g

/**
 * What the files of a driver ask for, as far as a change shows it: each name once, that of a `MODULE_FIRMWARE()` before
 * that of a call. Names are resolved through the macros that the change shows.
 *
 * @param files the driver's files that ask
 */
export const firmwareNames = ({ files }: Change, asking: ReadonlySet<string>): readonly FirmwareAsk[] => {
  const code = files
    .filter(({ path }) => asking.has(path) || isHeader(path))
    .map((file) => {
      const hunks = changedCode(file, fileKind(file.path))
      return { path: file.path, hunks: typeof hunks === 'string' ? [] : hunks.map(({ head }) => head) }
    })
  const macros = new Map(code.flatMap(({ hunks }) => hunks.flatMap((lines) => lines.flatMap(macroOn))))
  const asks = code
    .filter(({ path }) => asking.has(path))
    .flatMap(({ path, hunks }) => hunks.flatMap((lines) => asksIn(path, lines, macros)))
  const sorted = asks.toSorted((a, b) => Number(a.by === 'request') - Number(b.by === 'request'))
  return [
    ...new Map(sorted.toReversed().map((ask) => [ask.name ?? `${ask.file}:${ask.line}`, ask])).values(),
  ].toReversed()
}

const asksIn = (path: string, lines: readonly CodeLine[], macros: ReadonlyMap<string, Macro>): FirmwareAsk[] => {
  const starts: number[] = []
  let joined = ''
  for (const { code } of lines) {
    starts.push(joined.length)
    joined += /^ ?#/.test(code) ? ' ' : `${code} `
  }
  return Array.from(joined.matchAll(CALL), ({ index, groups }): FirmwareAsk => {
    const at = lines[starts.findLastIndex((start) => start <= index)] ?? { line: null, text: '' }
    const given = splitArguments(groups?.['arguments'] ?? '')
    const isModule = groups?.['module'] !== undefined
    const name = evaluate((isModule ? given[0] : given[1]) ?? '', macros, new Map(), DEEPEST)
    return { ...quote(path, at), name, by: isModule ? 'module' : 'request' }
  })
}

type Macro = { readonly parameters: readonly string[] | null; readonly body: string }

const macroOn = ({ code }: CodeLine): [string, Macro][] => {
  const { name, parameters, body } =
    /^ ?# ?define (?<name>\w+)(?:\((?<parameters>[^()]{0,200})\))?(?<body> .{1,300})$/.exec(code)?.groups ?? {}
  if (name === undefined || body === undefined) return []
  return [[name, { parameters: parameters === undefined ? null : splitArguments(parameters), body: body.trim() }]]
}

const splitArguments = (text: string): readonly string[] => {
  const parts: string[] = ['']
  let depth = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[\s\S]/g)) {
    if (token === '(') depth++
    else if (token === ')') depth--
    if (token === ',' && depth === 0) parts.push('')
    else parts.push((parts.pop() ?? '') + token)
  }
  return parts.map((part) => part.trim())
}

const DEEPEST = 8
const LONGEST_NAME = 256

const TOKEN =
  /\s+|"(?<literal>(?:[^"\\]|\\.)*)"|#\s*(?<quoted>\w+)|(?<name>[A-Za-z_]\w*)(?:\s*\((?<given>[^()]{0,200})\))?|(?<number>\d+)|(?<other>[\s\S])/g

/** The text of an expression of literals and macros that stand side by side; null for anything else. */
const evaluate = (
  text: string,
  macros: ReadonlyMap<string, Macro>,
  bound: ReadonlyMap<string, string>,
  left: number,
): string | null => {
  if (left === 0) return null
  let value = ''
  let isText = false
  for (const { groups = {} } of text.matchAll(TOKEN)) {
    const { literal, quoted, name, given, number, other } = groups
    if (other !== undefined) return null
    const isBlank = literal === undefined && quoted === undefined && name === undefined && number === undefined
    if (isBlank) continue
    const part =
      literal ??
      number ??
      (quoted === undefined ? nameValue(name ?? '', given, macros, bound, left) : bound.get(quoted))
    if (part === undefined || part === null) return null
    isText = true
    value += part
    if (value.length > LONGEST_NAME) return null
  }
  return isText ? value : null
}

const nameValue = (
  name: string,
  given: string | undefined,
  macros: ReadonlyMap<string, Macro>,
  bound: ReadonlyMap<string, string>,
  left: number,
): string | null => {
  const parameter = bound.get(name)
  if (parameter !== undefined && given === undefined) return evaluate(parameter, macros, new Map(), left - 1)
  if (/^__?stringify(?:_1)?$/.test(name) && given !== undefined) return bound.get(given.trim()) ?? given.trim()
  const macro = macros.get(name)
  if (macro === undefined) return null
  const values = new Map(
    (macro.parameters ?? []).map((each, at) => [each, splitArguments(given ?? '')[at] ?? ''] as const),
  )
  return evaluate(macro.body, macros, values, left - 1)
}
