/** A command of a CMake file with its arguments, comments left out. */
export type Command = {
  /** In lower case, as CMake doesn't tell the case. */
  readonly name: string
  readonly args: readonly Argument[]
  readonly line: number
}

export type Argument = { readonly text: string; readonly line: number }

const MOST_ARGS = 2_000
const LONGEST_ARG = 1_000

/** The commands of a CMake file, by one pass over its characters. What can't be read ends the list. */
export const cmakeCommands = (text: string): readonly Command[] => {
  const commands: Command[] = []
  let at = 0
  let line = 1
  const skipBracket = (open: number): string | null => {
    let equals = 0
    while (text[open + 1 + equals] === '=') equals += 1
    if (text[open + 1 + equals] !== '[') return null
    const close = `]${'='.repeat(equals)}]`
    const end = text.indexOf(close, open + equals + 2)
    const to = end < 0 ? text.length : end + close.length
    const content = text.slice(open + equals + 2, end < 0 ? text.length : end)
    for (; at < to; at += 1) if (text.charCodeAt(at) === 10) line += 1
    return content.slice(0, LONGEST_ARG)
  }
  const skipComment = (): void => {
    const open = at + 1
    if (text[open] === '[') {
      const before = at
      at = open
      if (skipBracket(open) !== null) return
      at = before
    }
    while (at < text.length && text.charCodeAt(at) !== 10) at += 1
  }
  while (at < text.length) {
    const character = text[at] ?? ''
    if (character === '\n') line += 1
    if (character === '#') {
      skipComment()
      continue
    }
    if (!/[A-Za-z_]/.test(character)) {
      at += 1
      continue
    }
    const from = at
    while (at < text.length && /\w/.test(text[at] ?? '')) at += 1
    const name = text.slice(from, at).toLowerCase()
    while (text[at] === ' ' || text[at] === '\t') at += 1
    if (text[at] !== '(') continue
    const command: { name: string; args: Argument[]; line: number } = { name, args: [], line }
    at += 1
    let depth = 1
    let current = ''
    let began = line
    const end = (): void => {
      if (current !== '' && command.args.length < MOST_ARGS)
        command.args.push({ text: current.slice(0, LONGEST_ARG), line: began })
      current = ''
    }
    while (at < text.length && depth > 0) {
      const each = text[at] ?? ''
      if (each === '"') {
        if (current === '') began = line
        at += 1
        const start = at
        while (at < text.length && text[at] !== '"') {
          if (text[at] === '\\') at += 1
          if (text.charCodeAt(at) === 10) line += 1
          at += 1
        }
        if (current.length <= LONGEST_ARG) current += text.slice(start, Math.min(at, start + LONGEST_ARG))
        at += 1
        continue
      }
      if (each === '[' && current === '' && (text[at + 1] === '[' || text[at + 1] === '=')) {
        began = line
        const content = skipBracket(at)
        if (content !== null) {
          current = content
          end()
          continue
        }
      }
      if (each === '#' && current === '') {
        skipComment()
        continue
      }
      if (each === '(' || each === ')') {
        end()
        depth += each === '(' ? 1 : -1
      } else if (/[\s;]/.test(each)) {
        end()
        if (each === '\n') line += 1
      } else {
        if (current === '') began = line
        if (current.length <= LONGEST_ARG) current += each
      }
      at += 1
    }
    end()
    commands.push(command)
  }
  return commands
}
