import { rmSync } from 'node:fs'

/** What must not outlive this process, whatever ends it: groups of processes by their leader's id, and directories. */
const groups = new Set<number>()
const directories = new Set<string>()
let isWatching = false

const clear = (): void => {
  for (const group of groups) endGroup(group)
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
}

const watch = (): void => {
  if (isWatching) return
  isWatching = true
  process.once('exit', clear)
}

/** Gives what is to be called once the group has ended by itself or was ended. */
export const holdGroup = (leader: number): (() => void) => {
  watch()
  groups.add(leader)
  return () => void groups.delete(leader)
}

export const holdDirectory = (path: string): (() => void) => {
  watch()
  directories.add(path)
  return () => void directories.delete(path)
}

/** Ends a process and all that it started. */
export const endGroup = (leader: number): void => {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nobody of it lives any more.
  }
}
