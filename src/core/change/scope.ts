import type { Case } from '../case.ts'
import type { LineConfig } from '../config.ts'
import { globMatcher } from '../glob.ts'
import type { Policy } from '../policy/policy.ts'
import { remember } from '../remember.ts'
import type { LineKind } from './change.ts'
import { driverDirectory, directoryName, isNamedAfter } from './directory.ts'
import { fileKind } from './kind.ts'
import type { Line } from './line.ts'

/**
 * What of a change one level of policy looks at. `paths` binds code alone: a manifest decides what is demanded of a
 * driver, so a change to one is looked at wherever it isn't excluded by name.
 */
export const inScope = (
  line: Line,
  { line: policy, source }: Pick<Policy, 'line' | 'source'>,
  judged: Pick<Case, 'subject' | 'change'>,
  config: LineConfig,
): Line => {
  const inPolicy = scopeOf(policy)
  const inTree = source.level === 'default' && judged.subject.kernelTree ? kernelScope(judged, config) : always
  const looked = (path: string): boolean => inPolicy(path) && inTree(path)
  const byRight = policy.paths.length === 0 ? rightful(config) : never
  // What it held before was never looked at.
  const entered = line.moves.filter(({ file, from }) => looked(file) && !looked(from)).map(({ file }) => file)
  return {
    hits: line.hits.filter(({ file, kind }) => looked(file) && !byRight(file, kind)),
    names: line.names.filter(({ file }) => looked(file)),
    // Whoever leaves a path out doesn't make its driver a new one.
    uses: line.uses,
    unsettled: line.unsettled.filter(looked),
    unread: [...new Set([...line.unread.filter(looked), ...entered])],
    textless: line.textless.filter(looked),
    firmware: line.firmware.filter(({ file }) => looked(file)),
    moves: line.moves.filter(({ file }) => looked(file)),
  }
}

const always = (): boolean => true
const never = (): boolean => false

/** Whether one level of policy looks at a path. */
export const scopeOf = (policy: Policy['line']): ((path: string) => boolean) => {
  const included = policy.paths.length === 0 ? always : matcher(policy.paths)
  const excluded = matcher(policy.exclude)
  return (path) => !excluded(path) && (fileKind(path) === 'manifest' || included(path))
}

/**
 * Most of a kernel tree is no driver, and the uAPI that it adds is none of a device's. Where nobody has written a policy,
 * the line runs through its drivers and their headers, also those that stand among the kernel's own.
 */
const kernelScope = ({ change }: Pick<Case, 'change'>, { kernelTree }: LineConfig): ((path: string) => boolean) => {
  const included = matcher(kernelTree)
  const drivers = new Set(
    (change?.files ?? []).flatMap(({ path }) => {
      const directory = included(path) ? driverDirectory(path, true) : null
      return directory === null ? [] : [directoryName(directory, '')]
    }),
  )
  return (path) =>
    fileKind(path) === 'manifest' ||
    included(path) ||
    (path.startsWith('include/') && [...drivers].some((name) => isNamedAfter(path, name)))
}

/** Those who use a group by right cross no line by it. A policy that names their paths has them judged like any other. */
const rightful = ({ rights }: LineConfig): ((path: string, kind: LineKind) => boolean) => {
  const all = rights.map(({ kinds, paths }) => ({ kinds, matches: matcher(paths) }))
  return (path, kind) => all.some(({ kinds, matches }) => kinds.includes(kind) && matches(path))
}

/** Compiled once, as policies and the line's own lists are the same for many changes. */
const matcher = remember((globs: readonly string[]): ((path: string) => boolean) => {
  const matchers = globs.map(globMatcher)
  return (path) => matchers.some((matches) => matches(path))
})
