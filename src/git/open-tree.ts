import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SnapshotSource } from '../forges/snapshot-source.ts'
import type { WorkingTree } from './working-tree.ts'

/** The files of a working tree as they are: those that git tracks or would track; outside git, all. */
export const openTree = async ({ root, git }: WorkingTree): Promise<SnapshotSource> => {
  const listed = await git?.('ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate')
  const tracked = listed?.ok === true ? listed.out.split('\0').filter((path) => path !== '') : null
  return {
    files: { kind: 'directory', root, tracked },
    list: null,
    read: async (paths) => {
      const found = await Promise.all(
        paths.map(async (path) => [path, await readFile(join(root, path)).catch(() => null)] as const),
      )
      return {
        ok: true,
        value: new Map(found.flatMap(([path, bytes]) => (bytes === null ? [] : [[path, new Uint8Array(bytes)]]))),
      }
    },
    close: () => Promise.resolve(),
  }
}
