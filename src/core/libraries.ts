import type { KnownLibraries } from './config.ts'
import { sameRepository } from './repository-url.ts'
import { parseRepositoryUrl } from './repository-url.ts'

/** A library's name as everyone means it: `libNeutronDriver.so.1` is `neutrondriver`. */
export const plainName = (name: string): string =>
  name
    .slice(name.lastIndexOf('/') + 1)
    .replace(/\.(?:so|a|la|lib|dll|dylib|ko|o)(?:\.[\d.]+)?$/i, '')
    .replace(/^lib(?=[A-Za-z])/i, '')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .toLowerCase()

/** Whether a library or package is listed, or of Debian main: there by `Foo` of `Foo::bar` alone, as `bar` may be anyone's. */
export const isKnownLibrary = (name: string, known: KnownLibraries): boolean =>
  known.debian.has(plainName(name.split('::')[0] ?? '')) || isListedLibrary(name, known)

/** Whether a library or package is on the list of ours; `Foo::bar` is there with `Foo`. */
export const isListedLibrary = (name: string, known: KnownLibraries): boolean => {
  const [owner = '', part = ''] = name.split('::')
  return [plainName(owner), plainName(part)].some(
    (each) => each !== '' && (known.names.has(each) || known.prefixes.some((prefix) => each.startsWith(prefix))),
  )
}

/**
 * Whether an address is of a listed project (its repository, a page or file of it, or a listed host's), or of one that
 * Debian main has.
 */
export const isKnownAddress = (address: string, known: KnownLibraries): boolean => {
  const url = webAddress(address)
  if (/\/\.\.?(?:\/|$)/.test(url) || isPackage(url)) return false
  const [, project = ''] = SOURCE.exec(url) ?? []
  return (
    known.debian.has(project.toLowerCase()) ||
    known.repositories.some((repository) => isSame(url, repository) || isBelow(url, repository)) ||
    known.places.some((place) => isBelow(url, place))
  )
}

/** A repository as a whole, or its source as its forge packs it: what else a project puts beside it may be anything. */
const SOURCE = /^https:\/\/([^/]+\/[^/]+\/[^/#?]+?)(?:\.git)?\/?(?:$|\/-?\/?(?:archive|tarball|zipball|tree)\/)/
/** Whether an address is, by its name, that of a package or binary, and of no source. */
export const isPackage = (address: string): boolean => PACKAGE.test(address)

const PACKAGE = /\.(?:so|a|whl|run|deb|rpm|bin|fw|elf|ko|dll|exe|msi|jar|aar)(?:[?#].*)?$/i

/**
 * The file in which a module of Zephyr lists what its users fetch.
 * https://docs.zephyrproject.org/latest/develop/modules.html#modules-module-yml
 */
export const isZephyrModule = (path: string): boolean => /(?:^|\/)zephyr\/module\.ya?ml$/.test(path)

const isBelow = (url: string, place: string): boolean =>
  url.toLowerCase() === place.toLowerCase() || url.toLowerCase().startsWith(`${place.toLowerCase()}/`)

const isSame = (url: string, repository: KnownLibraries['repositories'][number]): boolean => {
  const parsed = parseRepositoryUrl(url)
  return parsed.ok && sameRepository(parsed.url, repository)
}

/** `git@host:owner/name.git`, `git://host/…` and `ssh://git@host/…` by their address on the web. */
export const webAddress = (address: string): string =>
  address
    .replace(/^(?:git|ssh|http):\/\/(?:git@)?/, 'https://')
    .replace(/^git@([^:/]+):/, 'https://$1/')
    .replace(/\.git$/, '')
