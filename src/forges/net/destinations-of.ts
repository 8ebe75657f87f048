import type { ForgeConfig } from '../../core/config.ts'
import type { Destinations, OperatorGroup } from './destinations.ts'

/** Where requests may go, as the list of forges says. */
export const destinationsOf = (forges: readonly ForgeConfig[]): Destinations => ({
  hosts: new Set(forges.flatMap(publicHosts)),
  operator: forges.flatMap(operatorGroup),
})

const publicHosts = ({ host, kind, api, archive, operator }: ForgeConfig): readonly string[] => [
  host,
  // Where GitHub packs its archives.
  ...(kind === 'github' ? [`codeload.${host}`] : []),
  ...(operator === null ? [api, archive].flatMap((base) => (base === null ? [] : [new URL(base).hostname])) : []),
]

const operatorGroup = ({ api, archive, operator }: ForgeConfig): readonly OperatorGroup[] => {
  const bases = [api, archive].filter((base) => base !== null)
  if (operator === null || bases.length === 0) return []
  return [{ origins: new Set(bases.map((base) => new URL(base).origin)), ca: operator.ca }]
}
