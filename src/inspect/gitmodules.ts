/** What `.gitmodules` says: the address of each submodule as it is written, by its path. */
export const readGitmodules = (text: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  let path: string | null = null
  let url: string | null = null
  const close = (): void => {
    if (path !== null && url !== null && found.size < MOST_SUBMODULES) found.set(path, url)
    path = url = null
  }
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*\[/.test(line)) {
      close()
      continue
    }
    const [, key = '', value = ''] = /^\s*(path|url)\s*=\s*(.*)$/i.exec(line) ?? []
    if (key.toLowerCase() === 'path') path = valueOf(value).replace(/\/+$/, '')
    if (key.toLowerCase() === 'url') url = valueOf(value)
  }
  close()
  return found
}

export const MOST_SUBMODULES = 1000

/** A comment begins after white space, and quotes hold a value together: https://git-scm.com/docs/git-config#_syntax */
const valueOf = (written: string): string => {
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(written)?.[1]
  return quoted === undefined ? written.replace(/\s[#;].*$/, '').trim() : quoted.replaceAll(/\\(.)/g, '$1')
}

const LONGEST_URL = 1024

/** The address that one in `.gitmodules` stands for; null where it tells nothing. `base`: that of the repository itself. */
export const resolveSubmodule = (written: string, base: string | null): string | null => {
  if (written === '' || written.length > LONGEST_URL) return null
  if (!/^\.\.?\//.test(written)) return written
  if (base === null) return null
  const parts = base.replace(/\/+$/, '').split('/')
  for (const part of written.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  // Scheme and host stay: what climbs over them leads nowhere.
  const [scheme, , host] = base.split('/')
  return parts.length > 3 && parts[0] === scheme && parts[2] === host ? parts.join('/') : null
}
