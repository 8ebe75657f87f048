import type { QuotedLine, UapiGain } from './change.ts'

/** A line of a uAPI header as the compiler reads it. */
export type HeaderLine = {
  /** 1-based. */
  readonly line: number
  readonly text: string
  /** Comments blanked, any run of blanks one. */
  readonly code: string
  /** Whether the other side of the change lacks it. */
  readonly isNew: boolean
}

/** Lines of a header that follow each other. */
export type HeaderPart = {
  readonly lines: readonly HeaderLine[]
  /** Whether they begin the file; others may begin within a struct or enum. */
  readonly fromTheTop: boolean
  /** What git shows of the lines above, such as `struct npu_share {`. */
  readonly section: string
}

/** A name that a header declares. */
export type DeclaredName = Pick<UapiGain, 'kind' | 'name' | 'of'> & {
  readonly at: Pick<QuotedLine, 'line' | 'text'>
  /** Whether a line of the declaration is new to this side of the change. */
  readonly isNew: boolean
  /** Its code without blanks: another one under the same name is another value or type. */
  readonly value: string
  /** Of an ioctl: names that its number is made of. */
  readonly madeOf: readonly string[]
  /** First and last line of the declaration. */
  readonly lines: readonly [number, number]
  /** What makes it the same as one on the other side of the change, or in another header of the driver. */
  readonly key: string
}

/** The names that the lines of a header declare, in their order. */
export const namesDeclared = (file: string, parts: readonly HeaderPart[]): readonly DeclaredName[] =>
  parts.flatMap((part, at) => namesOfPart(part).map((found) => asDeclared(found, `${file}#${at}`)))

/** `open`: what a hunk from the middle of a file may stand in. A typedef's name is told behind its end. */
type Scope = {
  readonly kind: 'struct' | 'enum' | 'code' | 'open'
  name: string | null
  readonly isTypedef: boolean
  readonly within: Scope | null
}
type Token = { readonly text: string; readonly at: HeaderLine }
type Found = {
  kind: DeclaredName['kind']
  name: string
  scope: Scope | null
  tokens: readonly Token[]
  madeOf: readonly string[]
}

const DIRECTIVE = /^ ?# ?(\w*)/
const TOKEN = /[A-Za-z_]\w*|"[^"]*"|'[^']*'|\d[\w.]*|\S/g
/** Nothing in a header of people's making goes deeper. */
const DEEPEST = 100

const namesOfPart = ({ lines, fromTheTop, section }: HeaderPart): Found[] => {
  const found: Found[] = []
  let outside = scopeAbove(fromTheTop, section)
  const scopes: Scope[] = []
  let statement: Token[] = []
  let closed: Scope | null = null
  let parentheses = 0
  const scopeNow = (): Scope => scopes.at(-1) ?? outside
  const declare = (kind: Found['kind'], name: string, tokens: readonly Token[], scope: Scope | null = null): void => {
    found.push({ kind, name, scope, tokens, madeOf: [] })
  }
  const end = (): void => {
    statement = []
    closed = null
    parentheses = 0
  }
  const constant = (): void => {
    const name = constantIn(statement)
    const scope = scopeNow()
    if (name === null || (scope.kind !== 'enum' && scope !== outside)) return
    declare(isFlag(codeOf(statement)) ? 'flag' : 'constant', name, statement, scope)
  }
  const read = (token: Token): void => {
    const { text } = token
    if (text === '{') {
      const opened = opens(statement, closed)
      if (opened.name !== null && opened.kind !== 'code') declare('struct', opened.name, [...statement])
      if (scopes.length < DEEPEST) scopes.push({ ...opened, within: scopeNow() })
      end()
    } else if (text === '}') {
      const scope = scopeNow()
      if (scope.kind === 'enum' || scope === outside) constant()
      end()
      closed = scopes.pop() ?? outside
      // By the kernel's style the brace of what stands in no other begins its line.
      if (scopes.length === 0 && token.at.text.startsWith('}')) {
        closed = closed === outside ? { ...closed, isTypedef: true } : closed
        outside = { ...UNKNOWN }
      }
    } else if (text === ';' && parentheses === 0) {
      const names = closed === null ? declarators(statement) : namesBehind(statement)
      const scope = scopeNow()
      const isMember = scope.kind === 'struct' || scope === outside
      if (closed?.isTypedef === true || statement[0]?.text === 'typedef') {
        for (const name of names.slice(0, 1)) {
          if (closed !== null && closed.name === null) closed.name = name
          if (closed?.name !== name || closed.isTypedef) declare('struct', name, statement)
        }
      } else if (isMember) for (const name of names) declare('member', name, statement, scope)
      end()
    } else if (text === ',' && parentheses === 0 && takesConstants(scopeNow(), outside, statement)) {
      constant()
      end()
    } else {
      if (text === '(' || text === '[') parentheses++
      if ((text === ')' || text === ']') && parentheses > 0) parentheses--
      statement.push(token)
    }
  }

  const guards = new Set<string>()
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at]
    if (first === undefined) break
    const directive = DIRECTIVE.exec(first.code)?.[1]
    if (directive === undefined) {
      for (const match of first.code.matchAll(TOKEN)) read({ text: match[0], at: first })
      continue
    }
    const whole = [first]
    while (isContinued(whole.at(-1)) && at + 1 < lines.length) whole.push(lines[++at] ?? first)
    if (directive === 'ifndef') guards.add(/(\w+) ?$/.exec(first.code)?.[1] ?? '')
    if (directive === 'define') for (const one of defined(whole, guards)) found.push(one)
  }
  // The last one of an enum may have no comma behind it, and its brace stand below.
  constant()
  return found
}

const UNKNOWN: Scope = { kind: 'open', name: null, isTypedef: false, within: null }

/** What lines stand in by what is shown above them; a hunk may begin within any struct or enum. */
const scopeAbove = (fromTheTop: boolean, section: string): Scope => {
  const { name } = /^(?:typedef\s+)?(?:struct|union|enum)\s+(?<name>\w+)/.exec(section)?.groups ?? {}
  return fromTheTop || name === undefined ? { ...UNKNOWN } : { ...UNKNOWN, name }
}

const isContinued = (line: HeaderLine | undefined): boolean => line?.text.trimEnd().endsWith('\\') === true

const isWord = ({ text }: Token): boolean => /^[A-Za-z_]/.test(text)
const codeOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ')

const IOCTL = /\b\w*_IO(?:R|W|WR|C)?(?:_BAD|_)? ?\(/
const FLAG = /\b1[uUlL]* ?< ?<|\b_?BIT(?:_\w+|ULL?)? ?\(/
const isFlag = (code: string): boolean => FLAG.test(code)

/** The name of a `#define`, and what it belongs to. None for an include guard. */
const defined = (lines: readonly HeaderLine[], guards: ReadonlySet<string>): Found[] => {
  const [first] = lines
  const {
    name = '',
    parameters,
    rest = '',
  } = /^ ?# ?define (?<name>\w+)(?<parameters>\([^)]*\))?(?<rest>.*)$/.exec(first?.code ?? '')?.groups ?? {}
  const body = [rest, ...lines.slice(1).map(({ code }) => code)].join(' ')
  const isEmpty = !/\S/.test(body)
  if (first === undefined || name === '' || (isEmpty && (guards.has(name) || /_H_*$/i.test(name)))) return []
  const tokens = lines.map((at) => ({ text: at.code, at }))
  const numbered = IOCTL.exec(body)
  const kind = numbered !== null && parameters === undefined ? 'ioctl' : isFlag(body) ? 'flag' : 'define'
  const madeOf = numbered === null ? [] : namesOfNumber(body.slice(numbered.index))
  const listed = listedIn(parameters ?? '', lines.slice(1))
  return [{ kind, name, scope: null, tokens, madeOf }, ...listed]
}

/** `#define NPU_PARAMS(X) X(SHARED) X(FAST)`: a list of names that is made to constants elsewhere. */
const listedIn = (parameters: string, lines: readonly HeaderLine[]): Found[] => {
  const names = new Set(parameters.match(/[A-Za-z_]\w*/g))
  if (names.size === 0) return []
  return lines.flatMap((at) =>
    Array.from(at.code.matchAll(/([A-Za-z_]\w*) ?\( ?([A-Za-z_]\w*)/g)).flatMap(([text, called = '', name = '']) =>
      names.has(called) ? [{ kind: 'constant' as const, name, scope: null, tokens: [{ text, at }], madeOf: [] }] : [],
    ),
  )
}

/** `_IOWR(MAGIC, NUMBER, type)`, `DRM_IOWR(DRM_COMMAND_BASE + NUMBER, type)`. */
const namesOfNumber = (code: string): string[] => {
  const [, ...parts] = code.split('(')
  const fields = parts.join('(').split(',')
  const number = /^\w*DRM_/.test(code) ? (fields[0] ?? '') : (fields[1] ?? '')
  return (number.match(/[A-Za-z_]\w*/g) ?? []).filter((name) => name !== 'DRM_COMMAND_BASE')
}

/** What a brace opens, by what stands before it. */
const opens = (statement: readonly Token[], closed: Scope | null): Scope => {
  const isTypedef = statement[0]?.text === 'typedef'
  const at = statement.findLastIndex(({ text }) => text === 'struct' || text === 'union' || text === 'enum')
  const keyword = statement[at]?.text
  const behind = statement.slice(at + 1)
  if (closed !== null || (keyword === undefined && statement.some(({ text }) => text === '(' || text === '=')))
    return { kind: 'code', name: null, isTypedef: false, within: null }
  if (keyword === undefined) return { ...UNKNOWN, kind: statement.length === 0 ? 'code' : 'open' }
  const name = withoutAttributes(behind).find(isWord)?.text ?? null
  // A function that returns or takes one.
  if (withoutAttributes(statement).some(({ text }) => text === '('))
    return { kind: 'code', name: null, isTypedef: false, within: null }
  return { kind: keyword === 'enum' ? 'enum' : 'struct', name, isTypedef, within: null }
}

/** Without `__packed`, `__attribute__((aligned(8)))`, `__counted_by(size)` and the like. */
const withoutAttributes = (statement: readonly Token[]): Token[] => {
  const kept: Token[] = []
  for (let at = 0; at < statement.length; at++) {
    const token = statement[at]
    if (token === undefined) break
    if (!ATTRIBUTE.test(token.text)) {
      kept.push(token)
      continue
    }
    if (statement[at + 1]?.text !== '(') continue
    let depth = 0
    for (at++; at < statement.length; at++) {
      if (statement[at]?.text === '(') depth++
      if (statement[at]?.text === ')' && --depth === 0) break
    }
  }
  return kept
}

const ATTRIBUTE =
  /^(?:__attribute__|__packed|__aligned\w*|__counted_by\w*|__extension__|__user|_Alignas|alignas|\w*PACKED\w*|\w*ALIGNED\w*)$/

const takesConstants = (scope: Scope, outside: Scope, statement: readonly Token[]): boolean =>
  scope.kind === 'enum' || (scope === outside && constantIn(statement) !== null)

/** `NPU_FAST`, `NPU_FAST = 3`, `NPU_OP(FAST)`. */
const constantIn = (statement: readonly Token[]): string | null => {
  const [first, second, third] = statement
  if (first === undefined || !isWord(first)) return null
  if (second === undefined || second.text === '=') return first.text
  return second.text === '(' && third !== undefined && isWord(third) ? third.text : null
}

/** The names of a declaration without its last `;`: of `__u64 address, size[4]` both. */
const declarators = (statement: readonly Token[]): string[] => {
  const tokens = withoutAttributes(statement)
  const [first] = tokens
  if (first === undefined || !isWord(first) || NO_DECLARATION.has(first.text)) return []
  const isTypedef = first.text === 'typedef'
  if (tokens[1]?.text === '(') return macroMember(tokens)
  const pointer = tokens.findIndex(({ text }, at) => text === '(' && tokens[at + 1]?.text === '*')
  if (pointer !== -1)
    return tokens
      .slice(pointer)
      .filter(isWord)
      .slice(0, 1)
      .map(({ text }) => text)
  if (tokens.some(({ text }) => text === '(') && !isTypedef) return []
  // `struct npu_share;` says only that there is one.
  const words = tokens.filter(isWord)
  if (words.length < (isTagged(words) && !isTypedef ? 3 : 2)) return []
  return declared(tokens)
}

const NO_DECLARATION = new Set(['return', 'extern', 'static', 'goto', 'break', 'continue', 'if', 'case', 'using'])
const isTagged = (words: readonly Token[]): boolean =>
  words.some(({ text }) => text === 'struct' || text === 'union' || text === 'enum')

/** Behind a closing brace stand names alone. */
const namesBehind = (statement: readonly Token[]): string[] => declared(withoutAttributes(statement))

const declared = (tokens: readonly Token[]): string[] => {
  const names: string[] = []
  let word: string | null = null
  let isTaken = false
  let depth = 0
  for (const token of tokens) {
    if (token.text === '[' || token.text === '(') depth++
    else if (token.text === ']' || token.text === ')') depth--
    else if (depth > 0) continue
    else if (token.text === ',') {
      if (word !== null) names.push(word)
      word = null
      isTaken = false
    } else if (token.text === ':' || token.text === '=') isTaken = true
    else if (!isTaken && isWord(token)) word = token.text
  }
  return word === null ? names : [...names, word]
}

/** `__DECLARE_FLEX_ARRAY(__u8, data)`; `struct_group(name, ...)`. */
const macroMember = (tokens: readonly Token[]): string[] => {
  const words = tokens.slice(1).filter(isWord)
  const isArray = (tokens[0]?.text ?? '').includes('FLEX_ARRAY')
  const name = isArray ? words.at(-1) : words[0]
  return name === undefined ? [] : [name.text]
}

/** Unnamed structs and unions belong to what they stand in. */
const nameOf = (scope: Scope | null): string | null => (scope === null ? null : (scope.name ?? nameOf(scope.within)))

const asDeclared = ({ kind, name, scope, tokens, madeOf }: Found, place: string): DeclaredName => {
  const of = nameOf(scope)
  const named = tokens.filter(({ text }) => text === name)
  const shown = named.find(({ at }) => at.isNew) ?? named[0] ?? tokens[0]
  const isNew = (named.length > 0 && kind !== 'ioctl' ? named : tokens).some(({ at }) => at.isNew)
  const lines = tokens.map(({ at }) => at.line)
  return {
    kind,
    name,
    of,
    at: { line: shown?.at.line ?? null, text: shown?.at.text ?? '' },
    isNew,
    value: kind === 'struct' ? '' : codeOf(tokens).replace(/\s/g, ''),
    madeOf,
    lines: [Math.min(...lines), Math.max(...lines)],
    // Two structs may have members of one name.
    key: kind === 'member' ? `${of ?? place}.${name}` : name,
  }
}
