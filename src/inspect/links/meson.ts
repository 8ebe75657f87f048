import { type Asked, type AskedNeed, beforeOf, isName, lineAround, lineCounter, quoted } from './asked.ts'

/** What a meson.build asks for. A `subdir()` or dependency below an `if` is only wanted under its condition. */
export const readMeson = (text: string): Asked => {
  const needs: AskedNeed[] = []
  const defines: string[] = []
  const enters: Asked['enters'][number][] = []
  const depths = conditionDepths(text)
  const lineAt = lineCounter(text)
  for (const { 1: called = '', 2: name = '', index } of text.matchAll(CALL)) {
    const line = lineAt(index)
    const isConditional = (depths[line - 1] ?? 0) > 0
    if (isComment(text, index)) continue
    if (called === 'subdir') {
      enters.push({ directory: name, isGuarded: isConditional })
    } else if (called === 'dependency' || called === 'find_library') {
      // `required: get_option('x')` and `required: false` alike leave it to others.
      const isOptional = isConditional || /\brequired\s*:\s*(?!true)/.test(callOf(text, index))
      if (isName(name)) needs.push({ name, how: 'find', line, text: quoted(lineAround(text, index)), isOptional })
    } else if (isName(name)) defines.push(name)
  }
  return { needs, defines, enters }
}

const CALL =
  /\b(dependency|find_library|subdir|library|shared_library|static_library|both_libraries|shared_module|executable|custom_target|project|generate|override_dependency)[ \t]{0,8}\([ \t\r\n]{0,80}'([^'\n]{1,100})'/g

const LONGEST_CALL = 600

/** A call up to its closing parenthesis, as far as that is near. */
const callOf = (text: string, from: number): string => {
  let depth = 0
  for (let at = from; at < Math.min(text.length, from + LONGEST_CALL); at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') {
      depth -= 1
      if (depth === 0) return text.slice(from, at)
    }
  }
  return text.slice(from, from + LONGEST_CALL)
}

const isComment = (text: string, at: number): boolean => beforeOf(text, at).includes('#')

/** How many conditions each line stands under. */
const conditionDepths = (text: string): readonly number[] => {
  const depths: number[] = []
  let depth = 0
  for (const line of text.split('\n')) {
    const [word] = /^\s{0,200}(?:if|endif|foreach|endforeach)\b/.exec(line) ?? []
    const keyword = word?.trim()
    if (keyword === 'endif') depth = Math.max(0, depth - 1)
    depths.push(depth)
    if (keyword === 'if') depth += 1
  }
  return depths
}

/** A wrap file fetches the project that its name says. */
export const readWrap = (text: string, path: string): Asked => {
  const lines = text.split('\n')
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.wrap$/, '')
  const at = lines.findIndex((line) => /^\s{0,20}(?:url|source_url|directory|wrapdb_version)\s{0,20}=/.test(line))
  if (at < 0) return { needs: [], defines: [], enters: [] }
  const address = /=\s*(\S+)/.exec(lines[at] ?? '')?.[1] ?? name
  return {
    needs: [
      {
        name: address.includes('://') ? address : name,
        how: 'download',
        line: at + 1,
        text: quoted(lines[at] ?? ''),
        isOptional: true,
      },
    ],
    defines: [],
    enters: [],
  }
}
