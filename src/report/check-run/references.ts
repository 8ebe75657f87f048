import type { Place } from '../../core/place.ts'
import type { RepositoryUrl } from '../../core/repository-url.ts'
import type { RuleCode } from '../../core/rules/codes.ts'
import type { Subject } from '../../core/case.ts'
import { commitUrl, fileUrl, GITHUB_COM, hostOf, rulePage, type GithubHosts } from '../links.ts'
import { codeSpan, link } from '../markdown.ts'

/** Markdown for what a reader may want to open, linked where the form of its address is known. */
export type References = {
  readonly rule: (rule: RuleCode) => string
  /** A line of the driver repository at the head. */
  readonly place: (place: Pick<Place, 'file'> & { readonly line: number | null }) => string
  /** `owner/name` where a reader of this repository knows the host, else the address. */
  readonly name: (repository: RepositoryUrl) => string
  readonly commit: (repository: RepositoryUrl | '.', commit: string) => string
  readonly file: (file: Parameters<typeof fileUrl>[0]) => string
}

export const references = ({ repository, head }: Subject): References => {
  // A check run only ever stands on GitHub, so the driver repository's own host has its form of address.
  const hosts: GithubHosts = repository === null ? GITHUB_COM : new Set([...GITHUB_COM, hostOf(repository)])
  const label = (path: string, line: number | null): string => codeSpan(line === null ? path : `${path}:${line}`)
  return {
    rule: (rule) => link(codeSpan(rule), rulePage(rule)),
    place: ({ file, line }) =>
      link(label(file, line), line === null ? null : fileUrl({ repository, commit: head, path: file, line }, hosts)),
    name: (of) => (hosts.has(hostOf(of)) ? of.split('/').slice(3).join('/') : of),
    commit: (of, commit) => link(codeSpan(commit.slice(0, 8)), commitUrl(of === '.' ? repository : of, commit, hosts)),
    file: (file) => link(label(file.path ?? '', file.line), fileUrl(file, hosts)),
  }
}
