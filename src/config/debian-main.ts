import { readFileSync } from 'node:fs'
import { plainName } from '../core/libraries.ts'

/**
 * The libraries of Debian main, whose packages are all free software by the Debian Free Software Guidelines: on each line a
 * name, as `plainName` gives it, or an address, as `host/owner/name`; `#` begins a comment.
 * Source: https://www.debian.org/doc/debian-policy/ch-archive.html#the-main-archive-area
 */
export const readDebianMain = (directory: URL): ReadonlySet<string> => {
  const lines = readFileSync(new URL('debian-main.txt', directory), 'utf8').split('\n')
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')))
}

/** Names that anyone may give to anything, beside the words of English, so that one in Debian says nothing about another's. */
const GENERIC = new Set(['config', 'crypto', 'gsl', 'opencl', 'plugin', 'proxy', 'util'])
/** Around what is closed: headers and loaders of it are free software, and using them needs it. */
const SHELLS = /^cudf$|cuda|directx|nvidia|nvcodec|nvctrl|nvenc/i
/** Shorter names are anyone's as well, but for those of pkg-config modules, which their projects choose for all the world. */
const LEAST = 4

/**
 * What `Contents` indices of an archive area list for those who build: libraries, pkg-config modules and CMake packages.
 *
 * @param lines as `usr/lib/x86_64-linux-gnu/libfoo.so  libdevel/libfoo-dev`
 * @param words of English, in lower case
 */
export const debianNames = (lines: Iterable<string>, words: ReadonlySet<string>): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const line of lines) {
    const [path = '', packages = ''] = line.split(/\s+(?=\S+$)/)
    if (!packages.split(',').some((each) => MAIN.test(each))) continue
    const module = /^usr\/(?:lib|share)\/(?:[^/]+-linux-gnu\/)?pkgconfig\/([^/]+)\.pc$/.exec(path)?.[1]
    const isForBuilds = /(?:^|,)libdevel\//.test(packages)
    const library = isForBuilds
      ? (/^usr\/lib\/(?:[^/]+-linux-gnu\/)?lib([^/]+)\.(?:so|a)$/.exec(path)?.[1] ??
        /^usr\/(?:lib|share)\/.*\/([^/]+?)-?config\.cmake$/i.exec(path)?.[1])
      : undefined
    const name = plainName(module ?? library ?? '')
    const isGeneric = words.has(name) || GENERIC.has(name) || SHELLS.test(name)
    if (name.length >= (module !== undefined && isForBuilds ? 2 : LEAST) && !isGeneric) names.add(name)
  }
  return names
}

/**
 * Where projects of Debian main are kept, by the `Homepage` of their packages: those on GitHub and GitLab, without the ones
 * of which Debian had to leave something out.
 *
 * @param lines of a `Packages` index
 */
export const debianAddresses = (lines: readonly string[]): ReadonlySet<string> => {
  const found = new Set<string>()
  let fields: Readonly<Record<string, string>> = {}
  for (const line of [...lines, '']) {
    const [, name, value = ''] = /^(Version|Section|Homepage): (.*)$/.exec(line) ?? []
    if (name !== undefined) fields = { ...fields, [name]: value }
    if (line !== '') continue
    const { Version: version = '', Section: section = '', Homepage: homepage = '' } = fields
    const address = /^https?:\/\/((?:github\.com|gitlab\.[\w.-]+)\/[^/#?]+\/[^/#?]+?)(?:\.git)?\/?$/.exec(homepage)?.[1]
    if (address !== undefined && SECTIONS.has(section) && !/dfsg|[+~.]ds/.test(version) && !SHELLS.test(address))
      found.add(address.toLowerCase())
    fields = {}
  }
  return found
}

/** A section and package; those outside main have the area before them. */
const MAIN = /^[^/]+\/[^/]+$/

/** What a driver's stack is built of. */
const SECTIONS = new Set('devel electronics embedded graphics kernel libdevel libs math science video x11'.split(' '))
