import { driverDirectory, holds } from '../change/directory.ts'
import { isCopy, isHeader, isInUapiDirectory } from '../change/kind.ts'
import type { RepositoryUrl } from '../repository-url.ts'
import { documentedRepositories, type NamedRepository, repositoriesIn, roleOf } from './documented.ts'
import type { SourceText } from './source-text.ts'

/** Something that a tree says of a driver's stack, and where. */
export type Guess<T> = { readonly value: T; readonly file: string; readonly line: number }

export type Guesses = {
  readonly driver: string
  readonly uapi: readonly Guess<string>[]
  readonly userspace: readonly Guess<RepositoryUrl>[]
  readonly compiler: readonly Guess<RepositoryUrl>[]
  /** Repositories with its firmware, where the tree names one; the kernel's own is meant otherwise. */
  readonly firmware: readonly Guess<RepositoryUrl>[]
  /** Files that it asks for. */
  readonly files: readonly Guess<string>[]
}

/** Of each, as a manifest takes no more. */
const MOST = 16

/**
 * What these texts tell of one driver's stack: `MODULE_FIRMWARE` names, links in the help of its Kconfig, in its entry in
 * MAINTAINERS and in the section "Userspace components" of its documentation, and headers that are uAPI by their place or
 * content. All of it is a guess.
 */
export const guessStack = (driver: string, directory: string, texts: readonly SourceText[]): Guesses => {
  const own = texts.filter(({ path }) => isOwn(path, directory))
  const entries = texts.flatMap((text) => (text.path === 'MAINTAINERS' ? maintained(text, directory) : []))
  const documents = texts.filter(({ path }) => path.startsWith('Documentation/') && isNamed(path, driver))
  const named: readonly NamedRepository[] = [
    ...documents.flatMap(documentedRepositories),
    ...own.flatMap((text) => (isKconfig(text.path) ? linksOfHelp(text) : [])),
    ...entries.flatMap(({ named }) => named),
  ]
  const inRole = (role: NamedRepository['role']): readonly Guess<RepositoryUrl>[] =>
    once(
      named.flatMap((each) =>
        each.role === role ? [{ value: each.repository, file: each.file, line: each.line }] : [],
      ),
    )
  return {
    driver,
    uapi: once([
      ...entries.flatMap(({ headers }) => headers),
      ...texts.flatMap((text) => uapiHeader(text, driver, directory)),
    ]),
    userspace: inRole('userspace'),
    compiler: inRole('compiler'),
    firmware: inRole('firmware'),
    files: once(own.flatMap(firmwareFiles)),
  }
}

const once = <T extends string>(guesses: readonly Guess<T>[]): readonly Guess<T>[] =>
  [...new Map(guesses.toReversed().map((guess) => [guess.value.toLowerCase(), guess])).values()]
    .toReversed()
    .slice(0, MOST)

const isOwn = (path: string, directory: string): boolean => holds(directory, path) && !isCopy(path)

const isKconfig = (path: string): boolean => /(?:^|\/)Kconfig(?:\.[^/]*)?$/.test(path)

const isNamed = (path: string, driver: string): boolean => path.toLowerCase().includes(driver.toLowerCase())

const FIRMWARE = /\bMODULE_FIRMWARE\s*\(\s*((?:"[^"]*"\s*)+)\)/

const firmwareFiles = ({ path, lines }: SourceText): Guess<string>[] =>
  lines.flatMap(({ line, text }) => {
    const literals = FIRMWARE.exec(text)?.[1]?.match(/"[^"]*"/g)
    const value = literals?.map((literal) => literal.slice(1, -1)).join('')
    return value === undefined || value === '' ? [] : [{ value, file: path, line }]
  })

/** Links, and Mesa by its name, in whose tree the userspace of many drivers is. */
const linksOfHelp = ({ path, lines }: SourceText): NamedRepository[] =>
  lines.flatMap(({ line, text }) => {
    const links = repositoriesIn(text)
    const all = links.length === 0 && /\bMesa(?:3D)?\b/.test(text) ? [MESA] : links
    return all.map((repository) => ({ role: roleOf(text), repository, file: path, line }))
  })

const MESA = 'https://gitlab.freedesktop.org/mesa/mesa' as RepositoryUrl

type Entry = { readonly named: readonly NamedRepository[]; readonly headers: readonly Guess<string>[] }

/** The entries whose files are those of the driver. */
const maintained = ({ path, lines }: SourceText, directory: string): Entry[] => {
  const entries: (typeof lines)[number][][] = [[]]
  for (const line of lines) {
    if (line.text.trim() === '') entries.push([])
    else entries.at(-1)?.push(line)
  }
  return entries.flatMap((entry) => {
    const files = entry
      .filter(({ text }) => /^F:\s/.test(text))
      .map((each) => ({ ...each, file: each.text.slice(2).trim() }))
    if (directory === '' || !files.some(({ file }) => file.replace(/\/$/, '') === directory)) return []
    return [
      {
        named: entry.flatMap(({ line, text }) =>
          /^[WQC]:\s/.test(text)
            ? repositoriesIn(text).map((repository) => ({ role: 'userspace' as const, repository, file: path, line }))
            : [],
        ),
        headers: files.flatMap(({ file, line }) =>
          isHeader(file) && isInUapiDirectory(file) && !/[*?]/.test(file) ? [{ value: file, file: path, line }] : [],
        ),
      },
    ]
  })
}

const IOCTL = /\b(?:_IO(?:R|W|WR)?|DRM_IO(?:R|W|WR)?)\s*\(/

/** Shared headers by the driver's name, and those of a driver that is kept by itself by the numbers of ioctls. */
const uapiHeader = ({ path, lines }: SourceText, driver: string, directory: string): Guess<string>[] => {
  if (!isHeader(path) || isCopy(path)) return []
  const name = path.slice(path.lastIndexOf('/') + 1)
  const isShared = isInUapiDirectory(path) && (isNamed(name, driver) || isOwn(path, directory))
  if (isShared) return [{ value: path, file: path, line: lines[0]?.line ?? 1 }]
  const isKept = driverDirectory(path) === '' && isOwn(path, directory)
  const number = isKept ? lines.find(({ text }) => IOCTL.test(text)) : undefined
  return number === undefined ? [] : [{ value: path, file: path, line: number.line }]
}
