import { isAmongThings, isAside, licenseFileKind } from './names.ts'
import { directoryOf, from, isWithin } from './paths.ts'

/** An entry of a repository's tree that is no directory. */
export type ListedFile = {
  readonly path: string
  readonly kind: 'file' | 'link'
  /** null where the listing doesn't tell. */
  readonly bytes: number | null
}

export type ChosenFiles<F extends ListedFile> = {
  readonly files: readonly F[]
  /** The first licence file that is beyond the limits; null where all are within. */
  readonly left: F | null
}

/** Larger than any licence; linux-firmware's WHENCE is the largest of the files with fields. */
export const LARGEST_LICENSE_FILE_BYTES = 512 * 1024
/** Of one component together: reading a text costs time in proportion, and a manifest may name many components. */
const MOST_BYTES = 1024 * 1024

/**
 * Chooses the licence files that may bear on these paths, the most telling first: those at the root, at and above each
 * path, one directory below both, and wherever firmware or blobs stand below a path. Build scripts and READMEs count
 * where they stand at or above a path, and directories of other people's code, tests and examples only where a path is
 * within them.
 *
 * @param most how many at most
 */
export const chooseLicenseFiles = <F extends ListedFile>(
  listed: readonly F[],
  paths: readonly string[],
  most: number,
): ChosenFiles<F> => {
  const ranked = listed
    .map((file) => ({ file, rank: rankOf(file.path, paths) }))
    .filter((each): each is { file: F; rank: number } => each.rank !== null)
    .toSorted((a, b) => a.rank - b.rank || compare(a.file.path, b.file.path))
  const files: F[] = []
  let left: F | null = null
  let bytes = 0
  for (const { file } of ranked) {
    const size = file.bytes ?? 0
    if (files.length < most && size <= LARGEST_LICENSE_FILE_BYTES && bytes + size <= MOST_BYTES) {
      files.push(file)
      bytes += size
    } else if (licenseFileKind(file.path) !== 'hint') left ??= file
  }
  return { files, left }
}

const BUILD_SCRIPT = /(?:^|\/)(?:meson\.build|Cargo\.toml|pyproject\.toml)$/

/** Whether a file is one of those to choose from. */
export const bearsOn = (file: string, paths: readonly string[]): boolean => rankOf(file, paths) !== null

/** Lower is read first; null: not read at all. */
const rankOf = (file: string, paths: readonly string[]): number | null => {
  const kind = licenseFileKind(file)
  if (kind === null) return null
  const directory = directoryOf(file)
  const governs = directory === '' || paths.some((path) => isWithin(directory, path))
  const isBeside = kind === 'hint' || BUILD_SCRIPT.test(file)
  if (governs) return RANKS[kind] + (isBeside ? 10 : 0)
  if (isBeside) return null
  if (isJustBelow(file, ['', ...paths])) return RANKS[kind] + 5
  return isOfThings(file, paths) ? RANKS[kind] + 20 : null
}

/** At any depth below a path, where the licence of firmware or blobs stands that the path holds. */
const isOfThings = (file: string, paths: readonly string[]): boolean =>
  (paths.length === 0 ? [''] : paths).some((path) => {
    if (!isWithin(path, file)) return false
    const below = from(path, file)
    return isAmongThings(below) && !isAside(below)
  })

/** One directory below one of these, and not among the tests or other people's code there. */
const isJustBelow = (file: string, bases: readonly string[]): boolean => {
  const parent = directoryOf(directoryOf(file))
  return bases.some((base) => parent === base && !isAside(from(base, file)))
}

const RANKS = { fields: 0, text: 1, side: 2, hint: 3 } as const

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
