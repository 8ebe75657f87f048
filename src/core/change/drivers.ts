import type { Subject } from '../case.ts'
import { MANIFEST_NAME, type Manifest, manifestDirectory } from '../manifest/manifest.ts'
import { pathOf } from '../repository-url.ts'
import type { DriverScope } from '../rules/rule.ts'
import type { Parsed } from '../yaml/fault.ts'
import type { Change, LineHit, LineKind } from './change.ts'
import { differenceOf, linesOf, type NamesOfFile, type UapiDifference } from './gains.ts'
import { directoryName, driverDirectory, holds, isNamedAfter } from './directory.ts'
import { bearsOnTheLine, fileKind } from './kind.ts'
import type { Line } from './line.ts'
import { lostManifestOfLiving } from './lost-manifest.ts'
import { type Surroundings, usedBefore } from './surroundings.ts'

/**
 * Every path above these files where a manifest could stand: nearest first, each once. No more are looked for where there
 * are more than `most`: a hostile path can go through thousands of directories.
 */
export const manifestCandidates = (paths: readonly string[], most = Infinity): readonly string[] => {
  const depths = new Map<string, number>()
  for (const path of paths) {
    // Whatever is above a directory that was seen was seen with it.
    for (let directory = above(path); !depths.has(directory) && depths.size <= most; directory = above(directory))
      depths.set(directory, directory === '' ? 0 : directory.split('/').length)
  }
  return [...depths]
    .sort(([a, depth], [b, other]) => other - depth || (a < b ? -1 : 1))
    .map(([directory]) => manifestIn(directory))
}

const above = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

export const manifestIn = (directory: string): string =>
  directory === '' ? MANIFEST_NAME : `${directory}/${MANIFEST_NAME}`

export type ReadManifest = { readonly file: string; readonly parsed: Parsed<Manifest> }

/**
 * The drivers in question: those that a change makes cross the line, or may have where a file is unread, or whose uAPI it
 * takes something from; with nothing to
 * compare with, every driver that has a manifest, and where there is none the repository as a driver without.
 */
export const groupDrivers = (
  subject: Subject,
  change: Change | null,
  manifests: readonly ReadManifest[],
  line: Line,
  surroundings?: Surroundings,
): readonly DriverScope[] => {
  const repositoryName = subject.repository === null ? 'driver' : directoryName(pathOf(subject.repository), 'driver')
  const byManifest = new Map(manifests.map((manifest) => [manifest.file, ownerBy(manifest, repositoryName)]))
  if (change === null) {
    const owners = byManifest.size === 0 ? [ownerAt('', repositoryName)] : [...byManifest.values()]
    return owners.map((owner) => ({ ...owner, ...NOTHING_SEEN }))
  }

  const nearestFirst = [...byManifest.values()].toSorted((a, b) => b.directory.length - a.directory.length)
  const naming = Map.groupBy(
    [...byManifest.values()].flatMap((owner) => headersOf(owner).map((header) => ({ header, owner }))),
    ({ header }) => header,
  )
  const ruling = (file: string): readonly Owner[] => {
    const nearest = nearestFirst.find(({ directory }) => holds(directory, file))
    const owners = (naming.get(file) ?? []).map(({ owner }) => owner)
    return nearest === undefined ? owners : [...new Set([nearest, ...owners])]
  }
  // In a kernel tree whatever has a Kconfig of its own is a driver of its own, however deep it stands.
  const configured = subject.kernelTree
    ? change.files.flatMap(({ path }) => (fileKind(path) === 'kconfig' ? [above(path)] : []))
    : []
  const directoryOf = (file: string): string | null => {
    const directory = driverDirectory(file, subject.kernelTree)
    if (directory === null) return null
    return configured
      .filter((each) => holds(each, file) && holds(directory, `${each}/`))
      .reduce((longest, each) => (each.length > longest.length ? each : longest), directory)
  }
  const ownersByPlace = (file: string): readonly Owner[] => {
    const ruled = ruling(file)
    const directory = fileKind(file) === 'manifest' ? manifestDirectory(file) : directoryOf(file)
    return ruled.length > 0 || directory === null ? ruled : [ownerAt(directory, repositoryName)]
  }
  const neighbours = change.files.flatMap(({ path }) => (bearsOnTheLine(path) ? ownersByPlace(path) : []))
  const known = new Map<string, readonly Owner[]>()
  const owners = (file: string): readonly Owner[] => {
    const before = known.get(file)
    if (before !== undefined) return before
    const placed = ownersByPlace(file)
    const found = placed.length > 0 ? placed : [ownerOfHeader(file, neighbours)]
    known.set(file, found)
    return found
  }

  const scopes = new Map<string, Collecting>()
  const collect = (file: string, add: (scope: Collecting) => void): void => {
    for (const owner of owners(file)) {
      const key = owner.manifest?.file ?? `${owner.directory}\n${owner.name}`
      const scope = scopes.get(key) ?? { ...owner, ...nothingCollected() }
      scopes.set(key, scope)
      add(scope)
    }
  }
  for (const hit of line.hits)
    if (hit.kind !== 'manifest' || byManifest.has(hit.file) || lostManifestOfLiving(hit.file, change))
      collect(hit.file, (scope) => scope.hits.push(hit))
  for (const file of line.unread) collect(file, (scope) => scope.unread.push(file))
  for (const file of line.textless) collect(file, (scope) => scope.textless.push(file))
  for (const quoted of line.firmware) collect(quoted.file, (scope) => scope.firmware.push(quoted))
  for (const names of line.names) collect(names.file, (scope) => scope.names.push(names))
  for (const { file, kind } of line.uses) collect(file, (scope) => scope.used.add(kind))
  const places = new Map(change.files.map(({ path }, at) => [path, at]))
  return [...scopes.values()]
    .map((scope) => withDifference(begun(scope, surroundings), places, surroundings))
    .filter((driver) => mayCross(driver) || driver.losses.length > 0)
}

type Owner = Pick<DriverScope, 'name' | 'directory' | 'manifest'>
type Seen = Pick<DriverScope, 'hits' | 'unread' | 'textless' | 'firmware'>
type Collecting = Owner & { [K in keyof Seen]: Seen[K][number][] } & {
  readonly names: NamesOfFile[]
  /** Groups that it is seen to have used before the change. */
  readonly used: Set<LineKind>
}

const NOTHING_SEEN: Seen & UapiDifference & Pick<DriverScope, 'awaits'> = {
  awaits: null,
  hits: [],
  unread: [],
  textless: [],
  firmware: [],
  gains: [],
  losses: [],
}
const nothingCollected = () => ({
  hits: [],
  unread: [],
  textless: [],
  firmware: [],
  names: [],
  used: new Set<LineKind>(),
})

/** The groups made for GPUs cross the line where a driver is new or begins to use them; uAPI and manifests always. */
const begun = ({ hits, used, ...scope }: Collecting, surroundings: Surroundings | undefined): Collecting => ({
  ...scope,
  used,
  hits: hits.filter(
    ({ kind }) => !BEGUN.has(kind) || !(used.has(kind) || usedBefore(surroundings, scope.directory, kind)),
  ),
})

/** Groups that cross the line only where a driver begins to use them. */
export const BEGUN: ReadonlySet<LineKind> = new Set(['dma-buf', 'p2pdma', 'drm'])

/** Every name that the uAPI gains crosses the line. Hits stay in the order of the change. */
const withDifference = (
  { name, directory, manifest, names, hits, unread, textless, firmware }: Collecting,
  places: ReadonlyMap<string, number>,
  surroundings: Surroundings | undefined,
): DriverScope => {
  const difference = differenceOf(names)
  const gained = linesOf(difference.gains).map((line): LineHit => ({ kind: 'uapi', ...line }))
  const known = new Set(hits.map(({ kind, file, line }) => `${kind} ${file}:${line}`))
  const more = gained.filter(({ kind, file, line }) => !known.has(`${kind} ${file}:${line}`))
  const placeOf = ({ file }: LineHit): number => places.get(file) ?? 0
  const all = [...hits, ...more].sort((a, b) => placeOf(a) - placeOf(b) || (a.line ?? 0) - (b.line ?? 0))
  const hangs = all.length > 0 && all.every(({ kind }) => BEGUN.has(kind))
  const awaits = surroundings?.state === 'unknown' && hangs ? surroundings.why : null
  return { name, directory, manifest, ...difference, hits: all, awaits, unread, textless, firmware }
}

/** Whether anything of it crosses the line, or may. */
export const mayCross = ({ hits, unread, textless }: Pick<DriverScope, 'hits' | 'unread' | 'textless'>): boolean =>
  hits.length > 0 || unread.length > 0 || textless.length > 0

const ownerBy = (manifest: ReadManifest, repositoryName: string): Owner => {
  const directory = manifestDirectory(manifest.file)
  const name = manifest.parsed.ok ? manifest.parsed.value.driver : directoryName(directory, repositoryName)
  return { name, directory, manifest }
}

const ownerAt = (directory: string, repositoryName: string): Owner => ({
  name: directoryName(directory, repositoryName),
  directory,
  manifest: null,
})

const headersOf = ({ manifest }: Owner): readonly string[] =>
  manifest?.parsed.ok === true ? [...new Set(manifest.parsed.value.uapi)] : []

/**
 * A shared header that no manifest rules belongs to a driver of its name that changes beside it (`drm/ivpu_accel.h` to
 * `drivers/accel/ivpu`), else to the repository's one driver, else to none but itself.
 */
const ownerOfHeader = (file: string, neighbours: readonly Owner[]): Owner => {
  const longest = neighbours
    .filter(
      ({ name, directory }) =>
        isNamedAfter(file, name) || (directory !== '' && isNamedAfter(file, directoryName(directory, name))),
    )
    .sort((a, b) => b.name.length - a.name.length || (a.directory < b.directory ? -1 : 1))[0]
  const whole = neighbours.find(({ directory }) => directory === '')
  const directory = file.slice(0, Math.max(0, file.lastIndexOf('/')))
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
  return longest ?? whole ?? { name, directory, manifest: null }
}
