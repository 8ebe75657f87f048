import { directoryOf, resolvePath } from './paths.ts'
import { layOut } from './combine/layout.ts'
import { textsNamed } from './combine/statements.ts'
import type { LicenseFile } from './license-file.ts'

/** Of one component; more pointers than that lead nowhere that a reader would go. */
const MOST_LEADS = 8

/**
 * The files, by their paths from the root, that are named by symbolic links and pointers among these, and by what these
 * state for the paths in question, and that are not among them themselves. A link holds from its directory alone, a
 * pointer may also be meant from the root.
 */
export const leadsTo = (files: readonly LicenseFile[], paths: readonly string[]): readonly string[] => {
  const known = new Set(files.map(({ path }) => path))
  const found = files.flatMap(({ path, target, identification }) => {
    const directory = directoryOf(path)
    return target === null
      ? identification.pointsTo.flatMap((name) => [resolvePath(directory, name), resolvePath('', name)])
      : [resolvePath(directory, target)]
  })
  const stated = layOut(files).statements.flatMap((placed) => textsNamed(placed, paths))
  const named = [...found, ...stated].filter((path) => path !== null).filter((path) => path !== '')
  return [...new Set(named)].filter((path) => !known.has(path)).slice(0, MOST_LEADS)
}
