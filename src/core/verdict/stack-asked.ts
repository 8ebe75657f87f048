import type { Case } from '../case.ts'
import type { Hosts } from '../components.ts'
import type { Config } from '../config.ts'
import { changeAsks } from '../evidence/change-asks.ts'
import { linkedUrls } from '../evidence/linked-urls.ts'
import { type AskedComponent, type AskedOwn, questionsOf } from '../evidence/questions.ts'
import type { CrossingDriver } from './crossing.ts'
import { allowedBy, readLevels } from './levels.ts'

export type StackAsked = {
  readonly components: readonly AskedComponent[]
  /** Of the driver's own repository. */
  readonly own: readonly AskedOwn[]
  /** Addresses of linked userspace changes, as written. */
  readonly changes: readonly string[]
  /** Others are asked nothing. */
  readonly hosts: Hosts
}

/** What must be found out about the stacks of the drivers that cross, before a case can be judged. */
export const stackAsked = (
  { manifests, messages, ...levels }: Pick<Case, 'manifests' | 'messages' | 'policy' | 'floor'>,
  drivers: readonly CrossingDriver[],
  config: Config,
): StackAsked => {
  const hosts = allowedBy(config, readLevels(levels, config).policies)
  return {
    ...questionsOf(manifests, hosts, changeAsks(drivers)),
    changes: linkedUrls(manifests, messages),
    hosts,
  }
}
