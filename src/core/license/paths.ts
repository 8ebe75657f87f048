/** Paths from the repository's root; '' is the root itself. */

export const directoryOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** What a text of `LICENSES/` is named after: its file's name without the ending. */
export const bareName = (path: string): string => nameOf(path).replace(/\.(?:txt|md)$/, '')

/** Whether a path is a directory itself, or lies anywhere below it. */
export const isWithin = (directory: string, path: string): boolean =>
  directory === '' || path === directory || path.startsWith(`${directory}/`)

/** A path as it is from a directory that it lies within. */
export const from = (directory: string, path: string): string =>
  directory === '' ? path : path.slice(directory.length + 1)

const LONGEST = 512

/** What a relative path written in a directory leads to; null for what leaves the repository. */
export const resolvePath = (directory: string, written: string): string | null => {
  if (written.length > LONGEST || /^\/|[\0\n:]/.test(written)) return null
  const parts = directory === '' ? [] : directory.split('/')
  for (const part of written.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null
    if (part !== '..' && part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
