import type { ComponentFacts, ComponentKey, TextFile } from './case.ts'
import type { ForgeConfig } from './config.ts'
import { type Component, type Manifest, ROLES } from './manifest/manifest.ts'
import { parseManifest } from './manifest/parse.ts'
import { hostOf } from './repository-url.ts'

/** A manifest's components in the order of roles. */
export const componentsOf = (manifest: Manifest): readonly Component[] =>
  ROLES.flatMap((role) => {
    const declaration = manifest.roles[role]
    return declaration.kind === 'components' ? declaration.components : []
  })

/**
 * What must be found out about the components that these manifests declare, each once. Invalid manifests declare
 * nothing, `.` needs no looking up, and hosts that aren't on the list are never asked.
 */
export const declaredComponents = (
  manifests: readonly TextFile[],
  config: Hosts,
): readonly ComponentKey[] => {
  const found = new Map<string, ComponentKey>()
  for (const file of manifests) {
    const parsed = parseManifest(file)
    if (!parsed.ok) continue
    for (const { repository, ref, paths } of componentsOf(parsed.value)) {
      if (repository === '.' || !isAllowed(hostOf(repository), config)) continue
      const key = { repository, ref, paths }
      found.set(keyOf(key), key)
    }
  }
  return [...found.values()]
}

/**
 * The paths at which valid ones among them name the driver's own repository, so that more must be known of it; null where
 * none does, and empty where only the whole of it is named.
 */
export const ownPaths = (manifests: readonly TextFile[]): readonly string[] | null => {
  const own = manifests.flatMap((file) => {
    const parsed = parseManifest(file)
    return parsed.ok ? componentsOf(parsed.value).filter(({ repository }) => repository === '.') : []
  })
  return own.length === 0 ? null : [...new Set(own.flatMap(({ paths }) => paths))]
}

type Hosts = { readonly forges: readonly Pick<ForgeConfig, 'host'>[] }

export const isAllowed = (host: string, { forges }: Hosts): boolean =>
  forges.some((forge) => forge.host === host)

/** Finds the facts of a component among those collected. */
export const lookUp = (
  components: readonly ComponentFacts[],
): ((component: Component) => ComponentFacts['facts'] | undefined) => {
  const facts = new Map(components.map((component) => [keyOf(component), component.facts]))
  return ({ repository, ref, paths }) => (repository === '.' ? undefined : facts.get(keyOf({ repository, ref, paths })))
}

const keyOf = ({ repository, ref, paths }: ComponentKey): string => JSON.stringify([repository, ref, paths])
