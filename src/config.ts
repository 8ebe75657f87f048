import { readdirSync } from 'node:fs'
import { readDebianMain } from './config/debian-main.ts'
import { forgesSchema, toForges } from './config/forges.ts'
import { librariesSchema, toLibraries } from './config/libraries.ts'
import { kernelSchema, toKernel } from './config/kernel.ts'
import { lineSchema, toLine } from './config/line.ts'
import { loadLicenses } from './config/load-licenses.ts'
import { CONFIG_DIRECTORY, readConfigFile } from './config/read.ts'
import { upstreamsSchema } from './config/upstreams.ts'
import type { Config, Preset } from './core/config.ts'
import { toPreset } from './core/policy/preset.ts'
import { presetSchema } from './core/policy/schema.ts'

const DEFAULT_PRESET = 'driver'

/**
 * Reads the files of `config/`. A fault in one of them is the operator's to mend before anything starts, so it is thrown:
 * a line for each, as `licenses.yml:12:5: …`.
 */
export const loadConfig = (directory: URL = CONFIG_DIRECTORY): Config => {
  const presets = readPresets(directory)
  if (!Object.hasOwn(presets, DEFAULT_PRESET)) throw new Error(`policies/${DEFAULT_PRESET}.yml is missing`)
  return {
    line: toLine(readConfigFile(directory, 'line.yml', lineSchema)),
    licenses: loadLicenses(directory),
    kernel: toKernel(readConfigFile(directory, 'kernel.yml', kernelSchema)),
    forges: toForges(readConfigFile(directory, 'forges.yml', forgesSchema)),
    upstreams: readConfigFile(directory, 'upstreams.yml', upstreamsSchema).upstreams,
    libraries: toLibraries(
      readConfigFile(directory, 'known-libraries.yml', librariesSchema),
      readDebianMain(directory),
    ),
    presets,
    defaultPreset: DEFAULT_PRESET,
  }
}

const readPresets = (directory: URL): Readonly<Record<string, Preset>> => {
  const files = readdirSync(new URL('policies/', directory)).filter((file) => file.endsWith('.yml'))
  return Object.fromEntries(
    files.toSorted().map((file) => {
      const name = file.replace(/\.yml$/, '')
      return [name, toPreset(name, readConfigFile(directory, `policies/${file}`, presetSchema))]
    }),
  )
}
