import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { LicensesRead } from '../core/evidence/licenses-alone.ts'
import {
  chooseLicenseFiles,
  directoriesToList,
  LARGEST_LICENSE_FILE_BYTES,
  type ListedFile,
} from '../core/license/choose.ts'
import { decodeText } from '../core/license/identify/decode.ts'
import { leadsTo } from '../core/license/leads.ts'
import type { LicenseFile } from '../core/license/license-file.ts'
import { readLicenseFile } from '../core/license/read-license-file.ts'
import { unreadFile } from '../core/license/unread-file.ts'
import { identify } from '../license-index.ts'

const MOST_FILES = 40

/** Reads the licence files of a working tree that may bear on these paths. */
export const readOwnLicenses = async (root: string, paths: readonly string[]): Promise<LicensesRead> => {
  const { deep, flat } = directoriesToList(paths)
  const listed = await Promise.all([
    ...deep.map((directory) => list(root, directory, 1)),
    ...flat.map((directory) => list(root, directory, 0)),
  ])
  const distinct = [...new Map(listed.flat().map((file) => [file.path, file])).values()]
  const { files, left } = chooseLicenseFiles(distinct, paths, MOST_FILES)
  const first = await readAll(root, files)
  const led = await Promise.all(leadsTo(first, paths).map((path) => statOf(root, path)))
  const further = await readAll(
    root,
    led.filter((file) => file !== null),
  )
  const unread = left === null ? [] : [unreadFile(left.path, 'too-large')]
  return { state: 'read', files: [...unread, ...first, ...further] }
}

/** The files of a directory, and of those so many levels below it; none where there is no such directory. */
const list = async (root: string, directory: string, levels: number): Promise<readonly ListedFile[]> => {
  const entries = await readdir(join(root, directory), { withFileTypes: true }).catch(absent)
  const found = await Promise.all(
    (entries ?? []).map(async (entry): Promise<readonly ListedFile[]> => {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`
      if (entry.isDirectory()) return levels > 0 && entry.name !== '.git' ? list(root, path, levels - 1) : []
      const file = await statOf(root, path)
      return file === null ? [] : [file]
    }),
  )
  return found.flat()
}

const statOf = async (root: string, path: string): Promise<ListedFile | null> => {
  const stat = await lstat(join(root, path)).catch(absent)
  if (stat?.isSymbolicLink() === true) return { path, kind: 'link', bytes: stat.size }
  return stat?.isFile() === true ? { path, kind: 'file', bytes: stat.size } : null
}

/** Links are read as what they say: what they lead to is read by its own path, and only within the tree. */
const readAll = (root: string, files: readonly ListedFile[]): Promise<readonly LicenseFile[]> =>
  Promise.all(
    files.map(async ({ path, kind, bytes }) => {
      if (kind === 'link') {
        const target = await readlink(join(root, path))
        return readLicenseFile({ path, target, text: target }, identify)
      }
      if ((bytes ?? 0) > LARGEST_LICENSE_FILE_BYTES) return unreadFile(path, 'too-large')
      const text = decodeText(await readFile(join(root, path)))
      return text === null ? unreadFile(path, 'binary') : readLicenseFile({ path, target: null, text }, identify)
    }),
  )

const absent = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
  throw error
}
