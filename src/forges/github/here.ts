import { hostOf, type RepositoryUrl } from '../../core/repository-url.ts'

/** Whether a repository is on the GitHub with this web address: another host's would be another repository there. */
export const isHere = (origin: string, repository: RepositoryUrl): boolean =>
  hostOf(repository) === new URL(origin).hostname
