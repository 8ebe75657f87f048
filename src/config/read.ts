import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { readYaml } from '../core/yaml/read.ts'

/** What the operator writes is trusted; the limit only keeps a wrong file from being taken for one of these. */
const MAX_BYTES = 1024 * 1024

export const CONFIG_DIRECTORY = new URL('../../config/', import.meta.url)

/** Reads a file of `config/`. Throws for faults, with a line for each, as `licenses.yml:12:5: …`. */
export const readConfigFile = <S extends z.ZodType>(directory: URL, name: string, schema: S): z.output<S> =>
  readConfigText(name, readFileSync(new URL(name, directory), 'utf8'), schema)

/** As `readConfigFile`, of a text that was read already. */
export const readConfigText = <S extends z.ZodType>(name: string, text: string, schema: S): z.output<S> => {
  const parsed = readYaml(text, schema, MAX_BYTES)
  if (parsed.ok) return parsed.value.value
  const lines = parsed.faults.map(
    ({ at, message, mend }) => `${name}:${at.line}:${at.column}: ${message} ${mend ?? ''}`,
  )
  throw new Error(lines.map((line) => line.trimEnd()).join('\n'))
}
