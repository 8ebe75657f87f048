import type { Submodule, Withheld } from '../core/evidence/snapshot-facts.ts'
import { licenseFileKind } from '../core/license/names.ts'
import { isWithin } from '../core/license/paths.ts'
import type { Listing } from '../forges/snapshot-source.ts'
import { readGitmodules, resolveSubmodule } from './gitmodules.ts'
import type { Entry, Inspector } from './inspector.ts'

/** What the tree of a commit holds beside the files that came. */
export type Tree = Inspector<TreeFacts> & {
  /** The submodules that only the listing tells of, as entries. */
  readonly submodules: () => readonly Entry[]
}

export type TreeFacts = {
  readonly submodules: (paths: readonly string[]) => readonly Submodule[]
  readonly withheld: (paths: readonly string[]) => Withheld
}

const GITMODULES_BYTES = 256 * 1024
const MOST_SHOWN = 20

/**
 * Holds the files that come against the tree's own listing, as an archive can leave files out by `export-ignore`.
 *
 * @param base address of the repository, for relative ones of submodules
 * @param isTree whether what comes is the tree itself, submodules and all
 */
export const createTree = (listing: Listing | null, base: string | null, isTree: boolean): Tree => {
  const missing = new Set<string>()
  const links = new Set<string>()
  for (const { path, kind } of listing?.entries ?? []) (kind === 'submodule' ? links : missing).add(path)
  const listed = [...links]
  let modules: ReadonlyMap<string, string> = new Map()
  return {
    submodules: () => listed.map((path) => ({ path, kind: 'submodule', isExecutable: false, bytes: 0, target: null })),
    wants: ({ path }) => (path === '.gitmodules' ? GITMODULES_BYTES : 0),
    see: ({ path, kind }, content) => {
      missing.delete(path)
      if (kind === 'submodule') links.add(path)
      if (path === '.gitmodules') modules = readGitmodules(content?.text() ?? '')
    },
    facts: () => ({
      submodules: (paths) =>
        // Where the tree is known, an entry of .gitmodules without its link was forgotten there, and git heeds none.
        [...new Set(isTree || listing?.isTruncated === false ? links : [...links, ...modules.keys()])]
          .toSorted()
          .map((path) => ({
            path,
            url: resolveSubmodule(modules.get(path) ?? '', base),
            within: isBelow(paths, path),
          })),
      withheld: (paths) => {
        const found = [...missing]
          .map((path) => ({ path, kind: kindOf(path) }))
          .filter(({ path, kind }) => kind === 'license' || isBelow(paths, path))
          .toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.path < b.path ? -1 : 1))
        return { count: found.length, files: found.slice(0, MOST_SHOWN) }
      },
    }),
  }
}

const isBelow = (paths: readonly string[], path: string): boolean =>
  paths.length === 0 || paths.some((each) => isWithin(each, path))

const ORDER = ['license', 'library', 'source', 'other'] as const

const LIBRARY = /\.(?:a|so(?:\.\d+)*|dll|dylib|lib|o|obj|ko|bin|fw|elf|xclbin)$/i
const SOURCE = /\.(?:[chsSd]|cc|cpp|cxx|hh|hpp|hxx|inc|rs|go|py|cl|cu|hip|td|ll|asm|java|js|ts|m|mm|v|sv|vhd)$/

const kindOf = (path: string): (typeof ORDER)[number] => {
  const license = licenseFileKind(path)
  if (license !== null && license !== 'hint') return 'license'
  if (LIBRARY.test(path)) return 'library'
  return SOURCE.test(path) ? 'source' : 'other'
}
