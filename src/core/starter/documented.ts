import type { Role } from '../manifest/manifest.ts'
import { parseRepositoryUrl, type RepositoryUrl } from '../repository-url.ts'
import type { SourceText } from './source-text.ts'

/** A repository that a text names in a role. */
export type NamedRepository = {
  readonly role: Role
  readonly repository: RepositoryUrl
  readonly file: string
  readonly line: number
}

const TITLE = /^\s*user-?\s?(?:space|mode) components?\s*$/i
/** https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#sections */
const UNDERLINE = /^\s*([=\-~^"'`#*+.:_])\1{2,}\s*$/

/**
 * The repositories that the section "Userspace components" of a driver's documentation names, as those of amdxdna and qaic
 * do, each in the role that its heading tells.
 */
export const documentedRepositories = ({ path, lines }: SourceText): readonly NamedRepository[] => {
  if (!path.endsWith('.rst')) return []
  const found: NamedRepository[] = []
  let level: string | null = null
  let role: Role = 'userspace'
  for (const [index, { line, text }] of lines.entries()) {
    const underline = UNDERLINE.exec(lines[index + 1]?.text ?? '')?.[1]
    if (underline !== undefined && text.trim() !== '' && !UNDERLINE.test(text)) {
      if (TITLE.test(text)) [level, role] = [underline, 'userspace']
      else if (underline === level) level = null
      else role = roleOf(text)
    } else if (level !== null) {
      for (const repository of repositoriesIn(text)) found.push({ role, repository, file: path, line })
    }
  }
  return found
}

export const roleOf = (words: string): Role =>
  /compiler|\bLLVM\b|\bMLIR\b/i.test(words) ? 'compiler' : /firmware/i.test(words) ? 'firmware' : 'userspace'

const LINK = /https:\/\/[^\s<>"'`(),\]]+/g

/** The addresses of repositories in a line; other links, and pages within a repository, are left out. */
export const repositoriesIn = (text: string): readonly RepositoryUrl[] =>
  (text.match(LINK) ?? []).flatMap((link) => {
    const parsed = parseRepositoryUrl(link.replace(/[.;:]+$/, ''))
    return parsed.ok && isForge(parsed.url) ? [parsed.url] : []
  })

/** Hosts that keep repositories; what stands elsewhere is a page about one. */
const isForge = (url: RepositoryUrl): boolean =>
  /^https:\/\/(?:github\.com|codeberg\.org|bitbucket\.org|gitee\.com|(?:gitlab|git|gerrit|code)\.[^/]+)\/[^/]+\/[^/]+/.test(
    url,
  )
