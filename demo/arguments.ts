import { parseArgs } from 'node:util'

export type Arguments = {
  /** Keep everything running until a signal. */
  readonly stay: boolean
  /** `json`: one line for programs in place of the story. */
  readonly format: 'text' | 'json'
}

export const USAGE = 'Usage: npm run demo [-- [--stay] [--format text|json]]'

/** null for what the usage doesn't know. */
export const readArguments = (args: readonly string[]): Arguments | null => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { stay: { type: 'boolean', default: false }, format: { type: 'string', default: 'text' } },
    })
    const { stay, format } = values
    return format === 'text' || format === 'json' ? { stay, format } : null
  } catch {
    return null
  }
}
