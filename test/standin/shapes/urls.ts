import type { Account, PullRequest, Repository } from '../world/types.ts'

/** Where things are: the API on the stand-in, and pages on the web, which nobody opens. */
export type Urls = { api: string; html: string }

export const repositoryUrl = (urls: Urls, { fullName }: Repository): string => `${urls.api}/repos/${fullName}`
export const repositoryHtml = (urls: Urls, { fullName }: Repository): string => `${urls.html}/${fullName}`
export const accountUrl = (urls: Urls, { login }: Account): string => `${urls.api}/users/${encodeURIComponent(login)}`
export const accountHtml = (urls: Urls, { login }: Account): string => `${urls.html}/${encodeURIComponent(login)}`
export const pullUrl = (urls: Urls, pull: PullRequest): string =>
  `${repositoryUrl(urls, pull.repository)}/pulls/${pull.number}`
export const pullHtml = (urls: Urls, pull: PullRequest): string =>
  `${repositoryHtml(urls, pull.repository)}/pull/${pull.number}`
/** A path within a URL: each name encoded, the slashes kept. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
