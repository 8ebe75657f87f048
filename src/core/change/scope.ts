import { globMatcher } from '../glob.ts'
import type { Policy } from '../policy/policy.ts'
import { fileKind } from './kind.ts'
import type { Line } from './line.ts'

/**
 * What of a change one level of policy looks at. `paths` binds code alone: a manifest decides what is demanded of a
 * driver, so a change to one is looked at wherever it isn't excluded by name.
 */
export const inScope = (line: Line, policy: Policy['line']): Line => {
  const looked = scopeOf(policy)
  // What it held before was never looked at.
  const entered = line.moves.filter(({ file, from }) => looked(file) && !looked(from)).map(({ file }) => file)
  return {
    hits: line.hits.filter(({ file }) => looked(file)),
    names: line.names.filter(({ file }) => looked(file)),
    unread: [...new Set([...line.unread.filter(looked), ...entered])],
    textless: line.textless.filter(looked),
    firmware: line.firmware.filter(({ file }) => looked(file)),
    moves: line.moves.filter(({ file }) => looked(file)),
  }
}

/** Whether one level of policy looks at a path. */
export const scopeOf = (policy: Policy['line']): ((path: string) => boolean) => {
  const included = policy.paths.length === 0 ? () => true : matcher(policy.paths)
  const excluded = matcher(policy.exclude)
  return (path) => !excluded(path) && (fileKind(path) === 'manifest' || included(path))
}

const matcher = (globs: readonly string[]): ((path: string) => boolean) => {
  const matchers = globs.map(globMatcher)
  return (path) => matchers.some((matches) => matches(path))
}
