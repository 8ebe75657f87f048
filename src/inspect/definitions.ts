/**
 * The names that a file defines itself: macros, constants, types and members of enums. A copy of a uAPI header is such a
 * file, and so is a binding to one.
 *
 * @param code lines without comments and literals, of any language
 */
export const definitionsIn = (code: readonly string[]): ReadonlySet<string> => {
  const found = new Set<string>()
  const firstEnum = code.findIndex((line) => line.includes('enum'))
  const members = enumMembers(found)
  for (const [at, line] of code.entries()) {
    if (firstEnum >= 0 && at >= firstEnum) members(line)
    // Nobody writes a definition so far to the right, and patterns may go over a line more than once.
    const start = line.slice(0, LONGEST_LINE)
    for (const pattern of DEFINES) {
      const name = pattern.exec(start)?.groups?.['name']
      if (name !== undefined) found.add(name)
    }
    const type = TYPE.exec(start)?.groups
    if (type?.['name'] !== undefined && (type['brace'] === '{' || /^\s*\{/.test(code[at + 1] ?? '')))
      found.add(type['name'])
  }
  return found
}

const LONGEST_LINE = 1_000

const DEFINES: readonly RegExp[] = [
  /^\s*#\s*define\s+(?<name>\w+)/,
  // Rust, Go, Zig, C++, Java, JavaScript; a type may stand before the name.
  /^\s*(?:[a-z]+(?:\([a-z]+\))? ){0,5}(?:const|constexpr|static|let|final)\s(?:(?:\w|::|[<>*&])+\s){0,5}(?<name>\w+)\s*(?::[^=]{1,80})?=(?!=)/,
  /^(?<name>[A-Za-z_]\w*)\s*(?::[^=]{1,80})?=(?!=)/,
  /^\s*using\s(?<name>\w+)\s*=/,
]

const TYPE =
  /(?:^|[\s(])(?:struct|union|class|enum)\s+(?:__attribute__\s*\(\(\w+\)\)\s*)?(?<name>\w+)\s*(?<brace>\{?)\s*$/

const DEEPEST = 1_000

/** Takes lines in their order, and adds the members of enums that go over them. */
const enumMembers = (found: Set<string>): ((line: string) => void) => {
  /** For each brace that is open: whether it is that of an enum. */
  const open: boolean[] = []
  let isEnumNext = false
  let last = ''
  /** A name where a member may begin; what follows says whether it is one. */
  let candidate: string | null = null
  return (line) => {
    for (const [token] of line.matchAll(/\w+|[^\w\s]/g)) {
      if (candidate !== null && /^[=,}]$/.test(token)) found.add(candidate)
      candidate = open.at(-1) === true && (last === '{' || last === ',') && /^[A-Za-z_]/.test(token) ? token : null
      if (token === '{') {
        if (open.length < DEEPEST) open.push(isEnumNext)
        isEnumNext = false
      } else if (token === '}') open.pop()
      else if (token === ';' || token === ')') isEnumNext = false
      else if (token === 'enum') isEnumNext = true
      last = token
    }
  }
}
