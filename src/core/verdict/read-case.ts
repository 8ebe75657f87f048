import type { Case } from '../case.ts'
import type { Change } from '../change/change.ts'
import { type Line, readLine } from '../change/line.ts'
import type { Surroundings } from '../change/surroundings.ts'
import type { Config, LineConfig } from '../config.ts'
import { parseOnce } from '../manifest/parse.ts'
import { givenHeaders } from '../policy/headers.ts'
import { rememberLast } from '../remember.ts'
import type { Levels } from '../rules/rule.ts'
import type { Reading } from './judge-level.ts'
import { sortBy } from './order.ts'

const NO_CHANGE: Line = {
  hits: [],
  names: [],
  uses: [],
  unsettled: [],
  unread: [],
  textless: [],
  firmware: [],
  moves: [],
}

/** Reads what of a case is the same at all levels of policy, and nearly always the same before and after it is complete. */
export const readCase = (
  { change, manifests, surroundings }: Pick<Case, 'change' | 'manifests' | 'surroundings'>,
  { policies }: Levels,
  config: Config,
): Reading => {
  const parsed = manifests.map((file) => ({ file: file.path, parsed: parseOnce(file) }))
  const given = change === null ? [] : policies.flatMap(({ line }) => givenHeaders(change, line.headers))
  const named = parsed.flatMap((manifest) => (manifest.parsed.ok ? manifest.parsed.value.uapi : []))
  const headers = new Set([...named, ...given])
  return {
    manifests: sortBy(parsed, ({ file }) => [file]),
    line: change === null ? NO_CHANGE : readOnce(change, { headers, config: config.line, surroundings }),
  }
}

type ReadBy = {
  readonly headers: ReadonlySet<string>
  readonly config: LineConfig
  readonly surroundings: Surroundings | undefined
}

const readOnce = rememberLast(
  (change: Change, { headers, config, surroundings }: ReadBy) => readLine(change, headers, config, surroundings),
  (a, b) =>
    a.config === b.config &&
    a.surroundings === b.surroundings &&
    a.headers.size === b.headers.size &&
    [...a.headers].every((header) => b.headers.has(header)),
)
