import { readFileSync } from 'node:fs'
import { plainName } from '../core/libraries.ts'

/**
 * The libraries of Debian main, whose packages are all free software by the Debian Free Software Guidelines: one name on a
 * line, as `plainName` gives it; `#` begins a comment.
 * Source: https://www.debian.org/doc/debian-policy/ch-archive.html#the-main-archive-area
 */
export const readDebianMain = (directory: URL): ReadonlySet<string> => {
  const lines = readFileSync(new URL('debian-main.txt', directory), 'utf8').split('\n')
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')))
}

/** Names that anyone may give to anything, so that one in Debian says nothing about another's. */
const GENERIC = new Set(
  'audio base camera config crypto event form input menu node opencl plugin proxy scan stat team user util wrap'.split(
    ' ',
  ),
)
/** Shorter names are anyone's as well, but for those of pkg-config modules, which their projects choose for all the world. */
const LEAST = 4

/**
 * What `Contents` indices of an archive area list for those who build: libraries, pkg-config modules and CMake packages.
 *
 * @param lines as `usr/lib/x86_64-linux-gnu/libfoo.so  libdevel/libfoo-dev`
 */
export const debianNames = (lines: Iterable<string>): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const line of lines) {
    const [path = '', packages = ''] = line.split(/\s+(?=\S+$)/)
    if (!/(?:^|,)libdevel\//.test(packages)) continue
    const module = /^usr\/(?:lib|share)\/(?:[^/]+-linux-gnu\/)?pkgconfig\/([^/]+)\.pc$/.exec(path)?.[1]
    const library =
      /^usr\/lib\/(?:[^/]+-linux-gnu\/)?lib([^/]+)\.(?:so|a)$/.exec(path)?.[1] ??
      /^usr\/(?:lib|share)\/.*\/([^/]+?)-?config\.cmake$/i.exec(path)?.[1]
    const name = plainName(module ?? library ?? '')
    if (name.length >= (module === undefined ? LEAST : 2) && !GENERIC.has(name)) names.add(name)
  }
  return names
}
