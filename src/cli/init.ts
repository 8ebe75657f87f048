import { writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { holds } from '../core/change/directory.ts'
import { manifestIn } from '../core/change/drivers.ts'
import { isHeader, isInUapiDirectory } from '../core/change/kind.ts'
import { pathOf } from '../core/repository-url.ts'
import { type Guesses, guessStack } from '../core/starter/guess.ts'
import { wholeText } from '../core/starter/source-text.ts'
import { treeTexts } from '../git/tree-texts.ts'
import { openWorkingTree } from '../git/working-tree.ts'
import { starterManifest } from '../report/starter.ts'

export type Started =
  /** `path`: of the file in the system; `file`: from the root of the tree. */
  | {
      readonly ok: true
      readonly path: string
      readonly file: string
      readonly manifest: string
      readonly guesses: number
    }
  | { readonly ok: false; readonly fault: string }

/** A manifest to start with for the driver in a directory, from what its tree tells. Nothing is written. */
export const start = async (from: string, directory: string | null): Promise<Started> => {
  const at = resolve(from, directory ?? '.')
  const tree = await openWorkingTree(at).catch(() => null)
  if (tree === null) return { ok: false, fault: `${directory ?? '.'} is no directory` }
  const within = relative(tree.root, at)
  const driver = basename(within === '' && tree.repository !== null ? pathOf(tree.repository) : at)
  const texts = await treeTexts(tree, (path) => isTelling(path, driver, within))
  const guesses = guessStack(
    driver,
    within,
    texts.map(({ path, text }) => wholeText(path, text)),
  )
  const file = manifestIn(within)
  const manifest = starterManifest(guesses)
  return { ok: true, path: join(tree.root, file), file, manifest, guesses: countOf(guesses) }
}

/** What stands there already is not touched: false. */
export const write = async (path: string, manifest: string): Promise<boolean> => {
  try {
    await writeFile(path, manifest, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Of a kernel tree's 90,000 files, the few that may tell of one driver. */
const isTelling = (path: string, driver: string, directory: string): boolean => {
  if (path === 'MAINTAINERS') return true
  const isNamed = path.toLowerCase().includes(driver.toLowerCase())
  if (path.startsWith('Documentation/')) return isNamed && path.endsWith('.rst')
  if (holds(directory, path)) return /\.(?:c|h|rs|hpp)$|(?:^|\/)Kconfig(?:\.[^/]*)?$/.test(path)
  return isNamed && isHeader(path) && isInUapiDirectory(path)
}

const countOf = ({ uapi, userspace, compiler, firmware, files }: Guesses): number =>
  [uapi, userspace, compiler, firmware, files].reduce((sum, each) => sum + each.length, 0)
