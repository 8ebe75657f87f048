import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { holdDirectory } from './leftovers.ts'

/** A directory that this process alone can read. It isn't there before `make`, and is gone after `remove`. */
export type PrivateDirectory = {
  readonly path: string
  readonly make: () => Promise<void>
  readonly remove: () => Promise<void>
}

export const PRIVATE_DIRECTORY_PREFIX = 'open-userspace-git-'

export const privateDirectory = (): PrivateDirectory => {
  const path = join(tmpdir(), `${PRIVATE_DIRECTORY_PREFIX}${randomUUID()}`)
  let letGo: (() => void) | null = null
  return {
    path,
    make: async () => {
      letGo ??= holdDirectory(path)
      await mkdir(path, { mode: 0o700 })
    },
    remove: async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 3 })
      letGo?.()
    },
  }
}
