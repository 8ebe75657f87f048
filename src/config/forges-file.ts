import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { ForgeConfig } from '../core/config.ts'
import { forgesFileSchema, toOperatedForges } from './forges.ts'
import { readConfigText } from './read.ts'

export type ForgesFileRead =
  | { readonly ok: true; readonly forges: readonly ForgeConfig[] }
  /** A line for each, as `forges.yml:12:5: …`. */
  | { readonly ok: false; readonly faults: readonly string[] }

/** Reads the hosts that the operator adds to the shipped ones, or puts in their place. `ca` is relative to the file. */
export const readForgesFile = (path: string): ForgesFileRead => {
  try {
    const written = readConfigText(path, readFileSync(path, 'utf8'), forgesFileSchema)
    const readCa = (file: string): string => readFileSync(resolve(dirname(path), file), 'utf8')
    return { ok: true, forges: toOperatedForges(written, readCa) }
  } catch (error) {
    return { ok: false, faults: (error instanceof Error ? error.message : String(error)).split('\n') }
  }
}

/** An entry of the operator's takes the place of the shipped one with its host. */
export const withOperated = (
  shipped: readonly ForgeConfig[],
  operated: readonly ForgeConfig[],
): readonly ForgeConfig[] => {
  const byHost = new Map([...shipped, ...operated].map((forge) => [forge.host, forge]))
  return [...byHost.values()]
}
