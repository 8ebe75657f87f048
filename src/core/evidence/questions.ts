import type { ComponentKey, TextFile } from '../case.ts'
import { componentsOf, type Hosts, isAllowed, keyOf } from '../components.ts'
import type { Component, Manifest } from '../manifest/manifest.ts'
import { parseOnce } from '../manifest/parse.ts'
import { hostOf } from '../repository-url.ts'
import { targetsOf } from './targets-of.ts'

/** What is asked of a component's files, whatever roles and drivers declare it. */
export type Asked = {
  /** Names that changes add to the uAPI of drivers whose userspace it is. */
  readonly names: readonly string[]
  /** What devices are called in code, of drivers whose compiler it is. */
  readonly targets: readonly string[]
  /** The files in question where it is firmware and nothing else, empty for all of them; else null. */
  readonly firmware: readonly string[] | null
  /** Firmware files by name or glob: those that drivers ask for, and those that the manifest names. */
  readonly files: readonly string[]
}

export type AskedComponent = ComponentKey & Asked
/** Of the driver's own repository. */
export type AskedOwn = { readonly paths: readonly string[] } & Asked

/** What a change asks of the stack of a manifest's driver: names that its uAPI gains, and firmware files. */
export type ChangeAsks = (manifest: Manifest) => {
  readonly names: readonly string[]
  readonly files: readonly string[]
}

/**
 * What must be found out about the components that these manifests declare, each once and in the order of their first
 * mention. Invalid manifests declare nothing, and hosts that aren't on the list are never asked.
 */
export const questionsOf = (
  manifests: readonly TextFile[],
  config: Hosts,
  asks: ChangeAsks,
): { readonly components: readonly AskedComponent[]; readonly own: readonly AskedOwn[] } => {
  const components = new Map<string, AskedComponent>()
  const own = new Map<string, AskedOwn>()
  for (const file of manifests) {
    const parsed = parseOnce(file)
    if (!parsed.ok) continue
    for (const component of componentsOf(parsed.value)) {
      const { repository, ref, paths } = component
      const key = keyOf(component)
      const asked = askedOf(parsed.value, component, asks)
      if (repository === '.') own.set(key, merge({ paths, ...asked }, own.get(key)))
      else if (isAllowed(hostOf(repository), config))
        components.set(key, merge({ repository, ref, paths, ...asked }, components.get(key)))
    }
  }
  return { components: [...components.values()], own: [...own.values()] }
}

const askedOf = (manifest: Manifest, { role, files }: Component, asks: ChangeAsks): Asked => ({
  names: role === 'userspace' ? asks(manifest).names : [],
  targets: role === 'compiler' ? targetsOf(manifest) : [],
  firmware: role === 'firmware' ? files : null,
  files: role === 'firmware' ? distinct([...files, ...asks(manifest).files]) : [],
})

const merge = <A extends Asked>(next: A, known: A | undefined): A =>
  known === undefined
    ? next
    : {
        ...next,
        names: distinct([...known.names, ...next.names]),
        targets: distinct([...known.targets, ...next.targets]),
        firmware: filesOf(known.firmware, next.firmware),
        files: distinct([...known.files, ...next.files]),
      }

/** One that asks for all of the files asks for the others' too. */
const filesOf = (a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null => {
  if (a === null || b === null) return null
  return a.length === 0 || b.length === 0 ? [] : distinct([...a, ...b])
}

const distinct = (all: readonly string[]): readonly string[] => [...new Set(all)]
