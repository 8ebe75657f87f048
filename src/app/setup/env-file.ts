import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** Text of an env file; empty where there is none. */
export const readEnvFile = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

/** Which of these variables an env file gives a value. */
export const presentIn = (text: string, names: readonly string[]): readonly string[] => {
  const values = parseEnv(text)
  return names.filter((name) => (values[name] ?? '') !== '')
}

/** An env file's text with these variables set, or taken out where null; all else stays as it is. */
export const withVariables = (text: string, values: Readonly<Record<string, string | null>>): string => {
  const kept = Object.keys(values).reduce((rest, name) => rest.replaceAll(assignment(name), ''), text)
  const lines = Object.entries(values).map(([name, value]) =>
    value === null ? '' : `${name}="${value.trimEnd().replaceAll('\n', '\\n')}"\n`,
  )
  return (kept === '' || kept.endsWith('\n') ? kept : `${kept}\n`) + lines.join('')
}

/** Replaces the file as a whole, readable by its owner alone. */
export const writeEnvFile = (path: string, text: string): void => {
  const beside = `${path}.new`
  writeFileSync(beside, text, { mode: 0o600 })
  renameSync(beside, path)
}

/** Quoted values may span lines. */
const assignment = (name: string): RegExp =>
  new RegExp(
    String.raw`^[ \t]*(?:export[ \t]+)?${name}[ \t]*=[ \t]*(?:"[^"]*"|'[^']*'|\x60[^\x60]*\x60)?.*(?:\n|$)`,
    'gm',
  )
