import { directoryOf, resolvePath } from '../paths.ts'

/** A file name as `WHENCE` writes it: in quotes, or with its spaces escaped. */
export const unquote = (written: string): string => {
  const name = written.trim()
  const bare = name.length > 1 && name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1) : name
  return bare.replaceAll(/\\(.)/g, '$1')
}

/** What a link may point to: its target from its own directory, as a symbolic link has it, or from the root. */
export const linkTargets = (name: string, target: string): readonly string[] => {
  const own = resolvePath(directoryOf(name), target)
  return own === null ? [target] : [own, target]
}
