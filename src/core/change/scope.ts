import picomatch from 'picomatch/posix.js'
import type { Policy } from '../policy/policy.ts'
import { fileKind } from './kind.ts'
import type { Line } from './line.ts'

/**
 * What of a change one level of policy looks at. `paths` binds code alone: a manifest decides what is demanded of a
 * driver, so a change to one is looked at wherever it isn't excluded by name.
 */
export const inScope = (line: Line, policy: Policy['line']): Line => {
  const included = policy.paths.length === 0 ? () => true : matcher(policy.paths)
  const excluded = matcher(policy.exclude)
  const looked = (path: string): boolean => !excluded(path) && (fileKind(path) === 'manifest' || included(path))
  return {
    hits: line.hits.filter(({ file }) => looked(file)),
    unread: line.unread.filter(looked),
    textless: line.textless.filter(looked),
    firmware: line.firmware.filter(({ file }) => looked(file)),
  }
}

// Extended globs are left out: nested ones take exponential time.
const matcher = (globs: readonly string[]): ((path: string) => boolean) =>
  picomatch([...globs], { dot: true, noextglob: true, nonegate: true })
