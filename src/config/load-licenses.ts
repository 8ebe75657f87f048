import type { LicenseConfig } from '../core/config.ts'
import { licensesSchema, toLicenses } from './licenses.ts'
import { CONFIG_DIRECTORY, readConfigFile } from './read.ts'

/** Reads `licenses.yml` alone, for what needs no other file of `config/`. Throws as `loadConfig` does. */
export const loadLicenses = (directory = CONFIG_DIRECTORY): LicenseConfig =>
  toLicenses(readConfigFile(directory, 'licenses.yml', licensesSchema))
