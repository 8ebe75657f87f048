import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TextFile } from '../core/case.ts'
import type { WorkingTree } from './working-tree.ts'

/** No source that a person writes is larger, and the kernel's MAINTAINERS is a fifth of it. */
const MOST_BYTES = 4 * 1024 * 1024
const MOST_FILES = 2_000
/** Outside git nothing says what is none of the tree's own. */
const MOST_LISTED = 20_000
const LEFT_OUT: ReadonlySet<string> = new Set(['.git', 'node_modules'])

/** The texts of those files of a tree that are wanted by their paths. */
export const treeTexts = async (
  tree: WorkingTree,
  isWanted: (path: string) => boolean,
): Promise<readonly TextFile[]> => {
  const listed = tree.git === null ? await listDirectory(tree.root) : await listTracked(tree)
  const found = await Promise.all(
    listed
      .filter(isWanted)
      .slice(0, MOST_FILES)
      .map(async (path) => {
        const text = await readSmall(join(tree.root, path))
        return text === null ? null : { path, text }
      }),
  )
  return found.filter((file) => file !== null)
}

const listTracked = async ({ git }: WorkingTree): Promise<readonly string[]> => {
  const listed = await git?.('ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate')
  return listed?.ok === true ? listed.out.split('\0').filter((path) => path !== '') : []
}

const listDirectory = async (root: string): Promise<readonly string[]> => {
  const files: string[] = []
  const pending = ['']
  for (
    let directory = pending.shift();
    directory !== undefined && files.length < MOST_LISTED;
    directory = pending.shift()
  ) {
    for (const entry of await readdir(join(root, directory), { withFileTypes: true })) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`
      if (entry.isFile()) files.push(path)
      else if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) pending.push(path)
    }
  }
  return files
}

const readSmall = async (path: string): Promise<string | null> => {
  try {
    const { size } = await stat(path)
    return size > MOST_BYTES ? null : await readFile(path, 'utf8')
  } catch {
    // Listed by git and deleted since, a broken link, or a directory that a submodule left.
    return null
  }
}
