import type { Change } from './change.ts'
import { isCopy } from './kind.ts'

/** Files that only what builds kernel modules has. */
const TELLING = /(?:^|\/)(?:Kbuild|Kconfig|dkms\.conf)(?:\.in)?$/
const BUILD = /(?:^|\/)(?:GNU)?[Mm]akefile(?:[.\-_][^/]*)?$|\.mk$|(?:^|\/)Kbuild[^/]*$/
/** https://docs.kernel.org/kbuild/modules.html */
const BUILDS = /^\s*(?:obj-m|obj-\$\(\w+\))\s*[:+]?=/m
const IS_MODULE = /^\s*MODULE_LICENSE\s*\(/m

/** What a path alone says: `unknown` where its content may say that the repository builds a module. */
export const pathBuildsModule = (path: string): 'yes' | 'no' | 'unknown' => {
  if (isCopy(path)) return 'no'
  if (TELLING.test(path)) return 'yes'
  return BUILD.test(path) ? 'unknown' : 'no'
}

/** Whether a path is a build file of any kind: what has none at all may be built from elsewhere, as a module too. */
export const isBuildPath = (path: string): boolean => BUILD.test(path) || OTHER_BUILD.test(path)

const OTHER_BUILD =
  /(?:^|\/)(?:CMakeLists\.txt|meson\.build|configure(?:\.ac)?|Cargo\.toml|pyproject\.toml|setup\.py|BUILD(?:\.bazel)?|SConstruct|Android\.bp)$/

/** What a build file or a C source says. */
export const textBuildsModule = (text: string): boolean => BUILDS.test(text) || IS_MODULE.test(text)

/** Whether what a change adds builds a module, or could not be looked at. */
export const changeBuildsModule = ({ files }: Change): boolean =>
  files.some(({ path, status, patch }) => {
    if (status === 'removed' || isCopy(path)) return false
    if (status === 'added' && pathBuildsModule(path) === 'yes') return true
    if (patch === 'unread') return true
    return patch !== null && ADDS.test(patch)
  })

const ADDS = /^\+\s*(?:(?:obj-m|obj-\$\(\w+\))\s*[:+]?=|MODULE_LICENSE\s*\()/m
