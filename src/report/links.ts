import type { RepositoryUrl } from '../core/repository-url.ts'
import type { RuleCode } from '../core/rules/codes.ts'
import { RULES } from '../core/rules/registry.ts'

/** Where this project is, and where its files are read. */
export const HOME = 'https://github.com/open-userspace/open-userspace'
const FILES = `${HOME}/blob/main`

export const rulePage = (rule: RuleCode): string => `${FILES}/${RULES[rule].page}`
export const WAIVERS_PAGE = `${FILES}/docs/policy.md#waivers`

/** Hosts whose addresses have GitHub's form. */
export type GithubHosts = ReadonlySet<string>
export const GITHUB_COM: GithubHosts = new Set(['github.com'])

export const hostOf = (repository: RepositoryUrl): string => repository.split('/')[2] ?? ''

/** The page of a commit; null where the forge's form of address isn't known. */
export const commitUrl = (
  repository: RepositoryUrl | null,
  commit: string | null,
  hosts: GithubHosts = GITHUB_COM,
): string | null =>
  repository === null || commit === null || !hosts.has(hostOf(repository))
    ? null
    : `${repository}/tree/${encodeURIComponent(commit)}`

/** The page of a file at a commit, at a line where one is given; null where the forge's form of address isn't known. */
export const fileUrl = (
  file: {
    readonly repository: RepositoryUrl | null
    readonly commit: string | null
    readonly path: string | null
    readonly line: number | null
  },
  hosts: GithubHosts = GITHUB_COM,
): string | null => {
  const { repository, commit, path, line } = file
  if (repository === null || commit === null || path === null || !hosts.has(hostOf(repository))) return null
  const segments = path.split('/')
  // A browser would resolve these, and the link would lead out of the repository.
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return null
  const encoded = segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join('/')
  return `${repository}/blob/${encodeURIComponent(commit)}/${encoded}${line === null ? '' : `#L${line}`}`
}
