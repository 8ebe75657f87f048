import type { Case } from '../case.ts'
import { changeBuildsModule } from '../change/builds-module.ts'
import type { LineKind } from '../change/change.ts'
import { BEGUN } from '../change/drivers.ts'
import { differenceOf } from '../change/gains.ts'
import { inScope } from '../change/scope.ts'
import type { WantedSurroundings } from '../change/surroundings.ts'
import type { Config } from '../config.ts'
import { askedDrivers } from './judge-level.ts'
import { readLevels } from './levels.ts'
import { readCase } from './read-case.ts'

/** What of the repository around a change decides what it crosses the line by; null where nothing does. */
export const wantedSurroundings = (judged: Case, config: Config): WantedSurroundings | null => {
  const { change, subject } = judged
  if (change === null) return null
  const levels = readLevels(judged, config)
  const reading = readCase({ change, manifests: judged.manifests }, levels, config)
  const lines = levels.policies.map((policy) => inScope(reading.line, policy, judged, config.line))
  const kinds = new Map<string, Set<LineKind>>()
  for (const policy of levels.policies)
    for (const { driver } of askedDrivers({ subject, change }, policy, reading, config))
      for (const { kind } of driver.hits)
        if (BEGUN.has(kind)) kinds.set(driver.directory, (kinds.get(driver.directory) ?? new Set()).add(kind))
  const headers = [...new Set(lines.flatMap(({ unsettled }) => unsettled))]
  const mayGain =
    headers.length > 0 ||
    lines.some(({ hits, names }) => hits.some(({ kind }) => kind === 'uapi') || differenceOf(names).gains.length > 0)
  // Every kernel tree builds modules, and so does whoever begins to now.
  const buildsModule = mayGain && !subject.kernelTree && !changeBuildsModule(change)
  if (kinds.size === 0 && headers.length === 0 && !buildsModule) return null
  return { buildsModule, headers, uses: [...kinds].map(([directory, used]) => ({ directory, kinds: [...used] })) }
}
