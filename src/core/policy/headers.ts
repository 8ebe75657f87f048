import type { Change } from '../change/change.ts'
import { directoryName, holds } from '../change/directory.ts'
import { isHeader } from '../change/kind.ts'
import { manifestIn, type ReadManifest } from '../change/drivers.ts'
import { globMatcher } from '../glob.ts'
import { manifestDirectory } from '../manifest/manifest.ts'
import type { DriverScope } from '../rules/rule.ts'
import type { HeaderOwner } from './policy.ts'

/** The directory of the driver that a policy gives a path to; null where it gives it to none. */
type OwnerOf = (path: string) => string | null

export const headerOwners = (headers: readonly HeaderOwner[]): OwnerOf => {
  const owners = headers.map(({ path, driver }) => ({ matches: globMatcher(path), driver }))
  return (path) => owners.find(({ matches }) => matches(path))?.driver ?? null
}

/** The headers of a change that some of these give to a driver: they are uAPI headers, whatever their content shows. */
export const givenHeaders = (change: Change, headers: readonly HeaderOwner[]): readonly string[] => {
  if (headers.length === 0) return []
  const ownerOf = headerOwners(headers)
  return change.files.flatMap(({ path }) => (isHeader(path) && ownerOf(path) !== null ? [path] : []))
}

/** Paths above which to look for the manifests that rule them. */
export const manifestPlaces = (change: Change, headers: readonly HeaderOwner[]): readonly string[] => {
  const ownerOf = headerOwners(headers)
  return [...new Set(givenHeaders(change, headers).flatMap((path) => ownerOf(path) ?? []))].map(manifestIn)
}

/** The manifests as if each named the headers that a policy gives to its driver. */
export const withHeaders = (
  manifests: readonly ReadManifest[],
  change: Change,
  headers: readonly HeaderOwner[],
): readonly ReadManifest[] => {
  const given = givenHeaders(change, headers)
  if (given.length === 0) return manifests
  const ownerOf = headerOwners(headers)
  const byManifest = Map.groupBy(given, (path) => rulingManifest(manifests, ownerOf(path) ?? '')?.file)
  return manifests.map((manifest) => {
    const named = byManifest.get(manifest.file) ?? []
    const { parsed } = manifest
    if (named.length === 0 || !parsed.ok) return manifest
    return { ...manifest, parsed: { ...parsed, value: { ...parsed.value, uapi: [...parsed.value.uapi, ...named] } } }
  })
}

const rulingManifest = (manifests: readonly ReadManifest[], directory: string): ReadManifest | undefined =>
  manifests
    .filter(({ file }) => manifestDirectory(file) === directory || holds(manifestDirectory(file), directory))
    .toSorted((a, b) => b.file.length - a.file.length)[0]

/**
 * Drivers in question, with what was found in headers that no manifest rules moved to the drivers that a policy gives them
 * to.
 */
export const placeHeaders = (
  drivers: readonly DriverScope[],
  manifests: readonly ReadManifest[],
  headers: readonly HeaderOwner[],
): readonly DriverScope[] => {
  if (headers.length === 0) return drivers
  const ownerOf = headerOwners(headers)
  const ownerAt = (file: string): string | null => (isHeader(file) ? ownerOf(file) : null)
  const placed = drivers.flatMap((driver) => {
    if (driver.manifest !== null) return [driver]
    const files = [...driver.hits.map(({ file }) => file), ...driver.unread, ...driver.textless]
    const directories = new Set(files.flatMap((file) => ownerAt(file) ?? []))
    return [
      only(driver, (file) => ownerAt(file) === null),
      ...Array.from(directories, (directory) => ({
        ...only(driver, (file) => ownerAt(file) === directory),
        name: directoryName(directory, driver.name),
        directory,
        manifest: rulingManifest(manifests, directory) ?? null,
      })),
    ]
  })
  const byPlace = Map.groupBy(placed, ({ manifest, directory, name }) => manifest?.file ?? `${directory}\n${name}`)
  return [...byPlace.values()].map(joined).filter(isLeft)
}

const only = (driver: DriverScope, keeps: (file: string) => boolean): DriverScope => ({
  ...driver,
  hits: driver.hits.filter(({ file }) => keeps(file)),
  unread: driver.unread.filter(keeps),
  textless: driver.textless.filter(keeps),
  firmware: driver.firmware.filter(({ file }) => keeps(file)),
  gains: driver.gains.filter(({ file }) => keeps(file)),
  losses: driver.losses.filter(({ file }) => keeps(file)),
})

const joined = (drivers: readonly DriverScope[]): DriverScope => {
  const [first, ...others] = drivers
  if (first === undefined) throw new Error('A group has at least one driver')
  return others.reduce(
    (all, { hits, unread, textless, firmware, gains, losses }) => ({
      ...all,
      hits: [...all.hits, ...hits],
      unread: [...all.unread, ...unread],
      textless: [...all.textless, ...textless],
      firmware: [...all.firmware, ...firmware],
      gains: [...all.gains, ...gains],
      losses: [...all.losses, ...losses],
    }),
    first,
  )
}

const isLeft = ({ hits, unread, textless }: DriverScope): boolean =>
  hits.length > 0 || unread.length > 0 || textless.length > 0
