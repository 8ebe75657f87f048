import { readdirSync, readFileSync } from 'node:fs'
import type { z } from 'zod'
import { forgesSchema } from './config/forges.ts'
import { licensesSchema, toLicenses } from './config/licenses.ts'
import { lineSchema, toLine } from './config/line.ts'
import { upstreamsSchema } from './config/upstreams.ts'
import type { Config, Preset } from './core/config.ts'
import { presetSchema } from './core/policy/schema.ts'
import { readYaml } from './core/yaml/read.ts'

const DEFAULT_PRESET = 'driver'
/** What the operator writes is trusted; the limit only keeps a wrong file from being taken for one of these. */
const MAX_BYTES = 1024 * 1024

/**
 * Reads the files of `config/`. A fault in one of them is the operator's to mend before anything starts, so it is thrown:
 * a line for each, as `licenses.yml:12:5: …`.
 */
export const loadConfig = (directory: URL = new URL('../config/', import.meta.url)): Config => {
  const presets = readPresets(directory)
  if (!Object.hasOwn(presets, DEFAULT_PRESET)) throw new Error(`policies/${DEFAULT_PRESET}.yml is missing`)
  return {
    line: toLine(read(directory, 'line.yml', lineSchema)),
    licenses: toLicenses(read(directory, 'licenses.yml', licensesSchema)),
    forges: read(directory, 'forges.yml', forgesSchema).forges,
    upstreams: read(directory, 'upstreams.yml', upstreamsSchema).upstreams,
    presets,
    defaultPreset: DEFAULT_PRESET,
  }
}

const readPresets = (directory: URL): Readonly<Record<string, Preset>> => {
  const files = readdirSync(new URL('policies/', directory)).filter((file) => file.endsWith('.yml'))
  return Object.fromEntries(
    files.toSorted().map((file) => {
      const { mode, line, roles } = read(directory, `policies/${file}`, presetSchema)
      return [file.replace(/\.yml$/, ''), { mode, line, roles }]
    }),
  )
}

const read = <S extends z.ZodType>(directory: URL, name: string, schema: S): z.output<S> => {
  const parsed = readYaml(readFileSync(new URL(name, directory), 'utf8'), schema, MAX_BYTES)
  if (parsed.ok) return parsed.value.value
  const lines = parsed.faults.map(
    ({ at, message, mend }) => `${name}:${at.line}:${at.column}: ${message} ${mend ?? ''}`,
  )
  throw new Error(lines.map((line) => line.trimEnd()).join('\n'))
}
