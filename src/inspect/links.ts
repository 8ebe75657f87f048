import type { ClosedWord, Links, Need } from '../core/evidence/links.ts'
import { isZephyrModule, plainName } from '../core/libraries.ts'
import { directoryOf, nameOf, resolvePath } from '../core/license/paths.ts'
import { type Asked, NOTHING_ASKED } from './links/asked.ts'
import { readAutotools } from './links/autotools.ts'
import { closedWordsIn } from './links/closed-words.ts'
import { readCMake } from './links/cmake.ts'
import { readMake } from './links/make.ts'
import { readMeson, readWrap } from './links/meson.ts'
import { readBazel, readCargo, readLoads, readPythonProject, readRust, readScript } from './links/others.ts'
import { readPythonImports } from './links/python.ts'
import { installSteps } from './links/readme.ts'
import { readWaf } from './links/waf.ts'
import { readZephyrModule } from './links/zephyr-module.ts'
import type { Entry, Inspector, Questions } from './inspector.ts'
import { insideOf } from './paths.ts'
import { whose } from './places.ts'
import { languageOf } from './source/languages.ts'

const BUILD_BYTES = 512 * 1024
const CODE_BYTES = 256 * 1024
const PROSE_BYTES = 64 * 1024

const MOST_NEEDS = 2_000
const MOST_DEFINES = 50_000
const MOST_CLOSED = 60

/** What the build below the declared paths asks for from elsewhere. */
export const createLinks = ({ paths }: Pick<Questions, 'paths'>): Inspector<Links> => {
  const inside = insideOf(paths)
  const needs = new Map<string, Need & { readonly directory: string }>()
  const defines = new Set<string>()
  const enters = new Map<string, readonly ({ readonly at: string; readonly isGuarded: boolean } | null)[]>()
  const directories = new Set<string>()
  const closed: ClosedWord[] = []
  const binaries = new Map<string, string>()
  let pythonBytes = 0
  let codeBytes = 0

  const isOurs = (path: string): boolean => {
    const within = inside(path)
    return within !== null && whose(within) === 'own' && !SIDE.test(`/${within}`)
  }
  const take = (path: string, asked: Asked): void => {
    if (asked === NOTHING_ASKED) return
    for (const name of asked.defines) if (defines.size < MOST_DEFINES) defines.add(plainName(name))
    if (!isOurs(path)) return
    const directory = directoryOf(path)
    if (isMain(path)) {
      const entered = asked.enters.map((each) =>
        each === null ? null : { at: resolvePath(directory, each.directory) ?? '', isGuarded: each.isGuarded },
      )
      enters.set(directory, [...(enters.get(directory) ?? []), ...entered])
    }
    for (const need of asked.needs) {
      const known = needs.get(need.name)
      // The one that the build can't do without tells most.
      if (known !== undefined && (!known.isOptional || need.isOptional)) continue
      if (known === undefined && needs.size >= MOST_NEEDS) return
      needs.set(need.name, { ...need, path, binary: null, directory })
    }
  }

  return {
    wants: (entry) => {
      if (entry.kind !== 'file') return 0
      const name = nameOf(entry.path)
      if (readerOf(entry, name) !== null) return BUILD_BYTES
      if (isProse(name)) return PROSE_BYTES
      return LOADING.has(languageOf(entry.path)?.name ?? '') && isOurs(entry.path) ? CODE_BYTES : 0
    },
    see: (entry, content) => {
      if (entry.kind !== 'file') return
      const { path } = entry
      const name = nameOf(path)
      if (/\.(?:so|a|lib|dll)(?:\.[\d.]+)?$/.test(name) && binaries.size < MOST_DEFINES)
        binaries.set(plainName(name), path)
      const code = languageOf(path)
      // A directory of source that bears a library's name is where it is made.
      if (code !== null && !code.isHeader && defines.size < MOST_DEFINES) {
        for (let at = directoryOf(path); at !== '' && !directories.has(at); at = directoryOf(at)) {
          directories.add(at)
          defines.add(plainName(nameOf(at)))
        }
        defines.add(plainName(name.replace(/\.\w+$/, '')))
      }
      if (code !== null && isOurs(path)) {
        codeBytes += entry.bytes
        if (code.name === 'Python') pythonBytes += entry.bytes
      }
      const text = content?.text() ?? null
      if (text === null) return
      const read = readerOf(entry, name)
      if (read !== null) take(path, read(text, path))
      if (isProse(name) && isNear(path, paths)) {
        if (closed.length < MOST_CLOSED) closed.push(...closedWordsIn(path, text))
        if (/^readme/i.test(name)) take(path, { ...NOTHING_ASKED, needs: installSteps(text) })
      }
      if (code !== null && LOADING.has(code.name)) take(path, readersOfCode[code.name]?.(text) ?? NOTHING_ASKED)
    },
    facts: () => {
      const isEntered = entering(enters)
      // Elsewhere Python is what a build or a test is scripted in.
      const isPython = pythonBytes >= PYTHON_SHARE * codeBytes
      const all = [...needs.values()].filter(({ name }) => isPython || !name.startsWith('import '))
      const isOffered = offered(all)
      const asked = all
        .filter(({ name, how }) => how === 'download' || !isDefined(name.replace(/^import /, ''), defines))
        .filter(({ name, how }) => how !== 'download' || name.includes('://') || !isOwnPackage(name, defines))
        .filter(({ name, how }) => how !== 'link' || !isOffered(name))
        .map(({ directory, ...need }) => ({
          ...need,
          isOptional: need.isOptional || !isEntered(directory),
          binary: binaries.get(plainName(need.name)) ?? null,
        }))
      return { needs: asked, defines: [...defines].filter((name) => name !== ''), closed }
    },
  }
}

type Entering = ReadonlyMap<string, readonly ({ readonly at: string; readonly isGuarded: boolean } | null)[]>

/**
 * Whether a build enters a directory whatever its options are: where a build file above it names it, without condition,
 * and is itself entered. What nobody names is a build of its own, or is named in a way that isn't followed.
 */
const entering = (enters: Entering): ((directory: string) => boolean) => {
  const known = new Map<string, boolean>()
  const isEntered = (directory: string): boolean => {
    const told = known.get(directory)
    if (told !== undefined) return told
    known.set(directory, true)
    const above = aboveOf(directory, enters)
    // Directories between belong to the one whose build file they lie below.
    const found = above === null ? null : (enters.get(above) ?? [])
    const named = found?.filter((each) => each !== null && isOrHolds(each.at, directory)) ?? []
    const answer =
      found === null ||
      above === null ||
      (isEntered(above) &&
        (!enters.has(directory) || found.includes(null) || named.some((each) => each?.isGuarded === false)))
    known.set(directory, answer)
    return answer
  }
  return isEntered
}

const isOrHolds = (entered: string, directory: string): boolean =>
  directory === entered || directory.startsWith(`${entered}/`)

const aboveOf = (directory: string, enters: Entering): string | null => {
  for (let at = directory; at !== '';) {
    at = directoryOf(at)
    if (enters.has(at)) return at
  }
  return null
}

/** What a build fetches and finds offers targets of its own, and is judged itself: `AIETransforms` comes with `AIE`. */
const offered = (needs: readonly Need[]): ((name: string) => boolean) => {
  const packages = needs
    .filter(({ how, isOptional }) => how === 'find' && !isOptional)
    .map(({ name }) => plainName(name))
  const fetched = needs.filter(({ how }) => how === 'download').map(({ name }) => plainName(name.replace(/\.git$/, '')))
  return (name) => {
    const plain = plainName(name.split('::')[0] ?? name)
    return (
      packages.some((each) => each.length >= 3 && plain !== each && plain.startsWith(each)) ||
      (plain.length >= 4 && fetched.some((each) => each === plain))
    )
  }
}

/** The build file that says what else is entered. */
const isMain = (path: string): boolean => /(?:^|\/)(?:CMakeLists\.txt|meson\.build)$/.test(path)

/** `Foo::bar` is a part of the package `Foo`. */
const isDefined = (name: string, defines: ReadonlySet<string>): boolean => {
  const [owner = '', part] = name.split('::')
  return (
    defines.has(plainName(name)) ||
    (part !== undefined && (defines.has(plainName(part)) || defines.has(plainName(owner))))
  )
}

/** `hailort-4.20.whl` is made by the repository that defines `hailort`. */
const isOwnPackage = (file: string, defines: ReadonlySet<string>): boolean => {
  const parts = file.split(/[-_](?=\W|\d|<|\{|$)/)
  return defines.has(plainName(parts[0] ?? '')) || defines.has(plainName(file.split('-')[0] ?? ''))
}

/** Parts of a repository that no build of the software itself needs. */
const SIDE =
  /\/(?:\.github|\.gitlab|\.ci|ci|docs?|documentation|scripts\/ci|docker|dockerfiles?|packaging|debian|rpm|contrib|website|windows|win32|android|macos|ios|darwin|python_examples|notebooks?)\//i

/** Of a repository's code, from which on Python is what it is written in. */
const PYTHON_SHARE = 0.6

const readersOfCode: Readonly<Record<string, (text: string) => Asked>> = {
  C: readLoads,
  'C++': readLoads,
  Rust: readRust,
  Python: readPythonImports,
}
const LOADING: ReadonlySet<string> = new Set(Object.keys(readersOfCode))

const isProse = (name: string): boolean =>
  /^(?:readme|notice|scr)(?:[._-][^/]{0,40})?$/i.test(name) && !/\.(?:html?|pdf|png|c|h|py)$/i.test(name)

/** At the root, or in a declared path's own directory: those of further directories are about parts. */
const isNear = (path: string, paths: readonly string[]): boolean => {
  const directory = directoryOf(path)
  return directory === '' || paths.some((each) => each.replace(/\/$/, '') === directory)
}

type Reader = (text: string, path: string) => Asked

const readerOf = ({ path }: Entry, name: string): Reader | null => {
  if (name === 'CMakeLists.txt' || name.endsWith('.cmake')) return readCMake
  if (name === 'meson.build') return readMeson
  if (name.endsWith('.wrap')) return readWrap
  if (/^(?:gnu)?makefile(?:\.(?:am|in|linux|common|inc))?$|\.mk$|\.mak$/i.test(name) && !/^Android\b/.test(name))
    return readMake
  if (name === 'configure.ac' || name === 'configure.in') return readAutotools
  if (name === 'wscript') return readWaf
  if (isZephyrModule(path)) return readZephyrModule
  if (name === 'Cargo.toml') return readCargo
  if (/^(?:WORKSPACE|MODULE)(?:\.bazel)?$|^BUILD(?:\.bazel)?$|\.bzl$/.test(name)) return readBazel
  if (name === 'pyproject.toml' || name === 'setup.py' || name === 'setup.cfg') return readPythonProject
  if (
    /^(?:build|install|setup|bootstrap|configure|get|fetch|download)[\w-]{0,40}\.(?:sh|py)$/.test(name) &&
    !path.includes('/.')
  )
    return readScript
  return null
}
