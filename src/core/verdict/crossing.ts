import type { Case } from '../case.ts'
import { mayCross } from '../change/drivers.ts'
import { firmwareNames } from '../change/firmware-names.ts'
import type { Config } from '../config.ts'
import { rememberLast } from '../remember.ts'
import type { DriverScope } from '../rules/rule.ts'
import { askedDrivers } from './judge-level.ts'
import { readLevels } from './levels.ts'
import { mergeScopes, sameDriver } from './merge.ts'
import { inOrder, sortBy, sortHits } from './order.ts'
import { readCase } from './read-case.ts'
import type { DriverJudgement } from './verdict.ts'

/** A driver by which a change crosses the line, before anything is known of its stack. */
export type CrossingDriver = Pick<DriverJudgement, 'driver' | 'manifestFile' | 'line' | 'gains' | 'firmware'>

/** The drivers that a verdict on the case would name, in its order, without judging any of them. */
export const crossingDrivers = rememberLast((given: Case, config: Config): readonly CrossingDriver[] => {
  const judged = inOrder(given)
  const levels = readLevels(judged, config)
  const reading = readCase(judged, levels, config)
  const asked = levels.policies.flatMap((policy) =>
    askedDrivers(judged, policy, reading, config).map(({ driver }) => driver),
  )
  const merged = [...Map.groupBy(asked, sameDriver).values()].flatMap((scopes) =>
    scopes[0] === undefined ? [] : [mergeScopes(scopes[0], scopes)],
  )
  return crossing(merged, judged, (driver) => driver).map((driver) => crossingDriver(driver, judged))
})

/** Of the others something is noted, and nothing asked. */
export const crossing = <T>(
  drivers: readonly T[],
  { change }: Pick<Case, 'change'>,
  scopeOf: (driver: T) => DriverScope,
): readonly T[] =>
  sortBy(
    drivers.filter((driver) => change === null || mayCross(scopeOf(driver))),
    (each) => {
      const { name, directory, manifest } = scopeOf(each)
      return [name, directory, manifest?.file ?? '']
    },
  )

export const crossingDriver = (driver: DriverScope, { change }: Pick<Case, 'change'>): CrossingDriver => ({
  driver: driver.name,
  manifestFile: driver.manifest?.file ?? null,
  line: sortHits(driver.hits),
  gains: driver.gains,
  firmware:
    change === null || driver.firmware.length === 0
      ? []
      : firmwareNames(change, new Set(driver.firmware.map(({ file }) => file))),
})
