import { globMatcher } from '../core/glob.ts'
import type { FirmwareFile } from '../core/evidence/snapshot-facts.ts'
import { isWithin, nameOf } from '../core/license/paths.ts'
import type { Inspector } from './inspector.ts'

/**
 * Where firmware files stand: by their own names, as repositories keep them in other directories than systems do. A glob
 * is found by the first file that it takes in from some directory on.
 *
 * @param names names or globs, as drivers and manifests write them
 * @param paths declared paths; none or '' for the whole repository
 */
export const inspectFirmwareFiles = (
  names: readonly string[],
  paths: readonly string[],
): Inspector<readonly FirmwareFile[]> => {
  const within = paths.length === 0 ? [''] : paths
  const found = new Map<string, string>()
  const exact = Map.groupBy(
    names.filter((name) => !isGlob(name)),
    nameOf,
  )
  const globs = names.filter(isGlob).map((name) => ({ name, matches: globMatcher(nameOf(name)) }))
  return {
    wants: () => 0,
    see: ({ path, kind }) => {
      if (names.length === 0 || kind === 'submodule' || !within.some((each) => isWithin(each, path))) return
      const last = nameOf(path)
      for (const name of exact.get(last) ?? []) if (!found.has(name)) found.set(name, path)
      for (const { name, matches } of globs) if (!found.has(name) && matches(last)) found.set(name, path)
    },
    facts: () => names.map((name) => ({ name, path: found.get(name) ?? null })),
  }
}

const isGlob = (name: string): boolean => /[*?[]/.test(name)
