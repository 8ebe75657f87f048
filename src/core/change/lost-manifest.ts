import { manifestDirectory } from '../manifest/manifest.ts'
import type { Change } from './change.ts'
import { holds } from './directory.ts'
import { fileKind } from './kind.ts'

/**
 * Whether a driver stays behind where its manifest was taken away. It is gone where the change takes away the build file
 * beside the manifest and source with it, and touches nothing else there: without its build file it can't be built, so
 * nothing less is believed.
 */
export const lostManifestOfLiving = (manifest: string, change: Change): boolean => {
  const directory = manifestDirectory(manifest)
  const left = change.files.flatMap(({ path, previousPath, status }) =>
    status === 'removed' ? [path] : status === 'renamed' && previousPath !== null ? [previousPath] : [],
  )
  const stays = change.files.some(({ path, status }) => status !== 'removed' && holds(directory, path))
  const buildFileLeft = left.some((path) => /^(?:Makefile|Kbuild)$/.test(nameBelow(directory, path)))
  const sourceLeft = left.some((path) => holds(directory, path) && fileKind(path) === 'source')
  return stays || !buildFileLeft || !sourceLeft
}

const nameBelow = (directory: string, path: string): string => {
  if (!holds(directory, path)) return ''
  return directory === '' ? path : path.slice(directory.length + 1)
}
