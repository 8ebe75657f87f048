import { parse, TomlError } from 'smol-toml'

export type Toml = { readonly ok: true; readonly root: Table } | { readonly ok: false; readonly line: number }

/** A TOML table; its values are of any type that TOML has. */
export type Table = Readonly<Record<string, unknown>>

/** Reads TOML. Where it is none, `line` is the 1-based line at fault. */
export const readToml = (text: string): Toml => {
  try {
    return { ok: true, root: parse(text, { maxDepth: MAX_DEPTH, unsafeKeyBehaviour: 'drop' }) }
  } catch (error) {
    if (error instanceof TomlError) return { ok: false, line: error.line }
    throw error
  }
}

const MAX_DEPTH = 100

export const tableAt = (table: Table, key: string): Table => {
  const value = table[key]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {}
}

export const stringAt = (table: Table, key: string): string | null => {
  const value = table[key]
  return typeof value === 'string' ? value : null
}

/** A string alone counts as a list of one; what is no string is left out. */
export const stringsAt = (table: Table, key: string): readonly string[] => {
  const value = table[key]
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string')
}

/**
 * The 1-based line of each place where `key` stands below its `[table]` or `[[table]]` header; the header's own line
 * where it doesn't stand there. The parser keeps no places, so this serves to show, and decides nothing.
 */
export const keyLines = (text: string, table: string, key: string): readonly number[] => {
  const found: number[] = []
  let inside = false
  let open = false
  for (const [at, line] of text.split('\n').entries()) {
    const start = line.trimStart()
    if (start.startsWith('[')) {
      inside = open = start.replace(/^\[+\s*/, '').startsWith(`${table}]`)
      if (inside) found.push(at + 1)
    } else if (inside && open && KEY_END.test(start.startsWith(key) ? start.slice(key.length) : 'x')) {
      found[found.length - 1] = at + 1
      open = false
    }
  }
  return found
}

const KEY_END = /^\s*[.=]/
