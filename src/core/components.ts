import type { ComponentFacts } from './case.ts'
import type { ForgeConfig } from './config.ts'
import { type Component, type Manifest, ROLES } from './manifest/manifest.ts'

/** A manifest's components in the order of roles. */
export const componentsOf = (manifest: Manifest): readonly Component[] =>
  ROLES.flatMap((role) => {
    const declaration = manifest.roles[role]
    return declaration.kind === 'components' ? declaration.components : []
  })

export type Hosts = { readonly forges: readonly Pick<ForgeConfig, 'host'>[] }

export const isAllowed = (host: string, { forges }: Hosts): boolean => forges.some((forge) => forge.host === host)

/** Finds the facts of a component among those collected. */
export const lookUp = (
  components: readonly ComponentFacts[],
): ((component: Component) => ComponentFacts['facts'] | undefined) => {
  const facts = new Map(components.map((component) => [keyOf(component), forAnyone(component.facts)]))
  return ({ repository, ref, paths }) => (repository === '.' ? undefined : facts.get(keyOf({ repository, ref, paths })))
}

/** A disabled repository is listed, and refuses every reader: no more is said of it than of one that isn't there. */
const forAnyone = (facts: ComponentFacts['facts']): ComponentFacts['facts'] =>
  facts.state === 'readable' && facts.repository.disabled === true ? { state: 'unreadable' } : facts

/** What two declarations share that speak of the same files. */
export const keyOf = ({ repository, ref, paths }: Pick<Component, 'repository' | 'ref' | 'paths'>): string =>
  JSON.stringify([repository, ref, paths])
