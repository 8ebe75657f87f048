import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes of all files below a directory. What vanishes meanwhile, as git's temporary files do, counts for nothing. */
export const sizeOf = async (directory: string): Promise<number> => {
  const entries = await readdir(directory, { recursive: true }).catch(() => [])
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const found = await lstat(join(directory, entry)).catch(() => null)
      return found?.isFile() === true ? found.size : 0
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
