import { z } from 'zod'
import { directoriesToList, type ListedFile } from '../../core/license/choose.ts'

/** A component may declare 32 paths, each deep below others; beyond this the listing counts for nothing. */
const MOST_DIRECTORIES = 100

/** The fragments that `licenseListing` spreads. */
export const LISTING_FRAGMENTS = `
fragment Flat on Tree { entries { name type mode size } }
fragment Deep on Tree { entries { name type mode size object { ... on Tree { ...Flat } } } }`

/**
 * What to select on a Commit, so that its licence files can be told by name.
 *
 * @param variable declares a query variable and gives its name with the dollar
 */
export const licenseListing = (paths: readonly string[], variable: (name: string, value: string) => string): string => {
  const { deep, flat } = directoriesToList(paths)
  if (deep.length + flat.length > MOST_DIRECTORIES) return 'tree { ...Deep }'
  const below = (prefix: string, fragment: string, directories: readonly string[]): string[] =>
    directories.map((directory, at) =>
      directory === ''
        ? `tree { ...${fragment} }`
        : `${prefix}${at}: file(path: ${variable(`${prefix}${at}`, directory)}) { object { ...${fragment} } }`,
    )
  return [...below('deep', 'Deep', deep), ...below('flat', 'Flat', flat)].join(' ')
}

/** The files that a commit with this selection lists, each once; null where the listing is no listing. */
export const listedFiles = (
  commit: Readonly<Record<string, unknown>>,
  paths: readonly string[],
): readonly ListedFile[] | null => {
  const { deep, flat } = directoriesToList(paths)
  if (deep.length + flat.length > MOST_DIRECTORIES) return null
  const found = new Map<string, ListedFile>()
  const trees = [
    ...deep.map((directory, at) => ({ directory, given: directory === '' ? commit['tree'] : commit[`deep${at}`] })),
    ...flat.map((directory, at) => ({ directory, given: commit[`flat${at}`] })),
  ]
  for (const { directory, given } of trees) {
    const tree = (directory === '' ? Tree : Below).safeParse(given ?? null)
    if (!tree.success) return null
    for (const entry of tree.data) {
      const path = join(directory, entry.name)
      collect(path, entry, found)
      for (const inner of entry.object?.entries ?? []) collect(join(path, inner.name), inner, found)
    }
  }
  return [...found.values()]
}

const Leaf = z.object({ name: z.string(), type: z.string(), mode: z.int(), size: z.int() })
type Leaf = z.infer<typeof Leaf>
const Entry = Leaf.extend({ object: z.object({ entries: z.array(Leaf).optional() }).nullish() })
const Tree = z.object({ entries: z.array(Entry) }).transform(({ entries }) => entries)
/** A declared path that is missing, or is a file, has no entries. */
const Below = z
  .object({ object: z.object({ entries: z.array(Entry).optional() }).nullable() })
  .nullable()
  .transform((entry) => entry?.object?.entries ?? [])

const SYMLINK = 0o120000

const collect = (path: string, { type, mode, size }: Leaf, found: Map<string, ListedFile>): void => {
  if (type === 'blob') found.set(path, { path, kind: mode === SYMLINK ? 'link' : 'file', bytes: size })
}

const join = (directory: string, name: string): string => (directory === '' ? name : `${directory}/${name}`)
