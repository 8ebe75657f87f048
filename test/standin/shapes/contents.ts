import type { Json } from '../description.ts'
import { bytesOf } from '../world/objects.ts'
import type { Entry } from '../world/tree.ts'
import type { Repository } from '../world/types.ts'
import { encodePath, repositoryHtml, repositoryUrl, type Urls } from './urls.ts'

const kinds = { blob: 'file', tree: 'dir', commit: 'submodule' }

/** Base64 as GitHub gives it: lines of 60, each ended. */
export const base64Lines = (bytes: Buffer): string => bytes.toString('base64').replace(/.{1,60}/g, '$&\n')

const megabyte = 1_048_576

/** What an entry of a tree looks like in a listing. */
export const contentItemShape = (urls: Urls, repository: Repository, ref: string, entry: Entry): Json => {
  const type = entry.mode === '120000' ? 'symlink' : kinds[entry.type]
  const path = encodePath(entry.path)
  const self = `${repositoryUrl(urls, repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`
  const web = entry.type === 'tree' ? 'tree' : 'blob'
  const git = entry.type === 'commit' ? null : `${repositoryUrl(urls, repository)}/git/${entry.type}s/${entry.sha}`
  const html = entry.type === 'commit' ? null : `${repositoryHtml(urls, repository)}/${web}/${encodePath(ref)}/${path}`
  const download =
    entry.type === 'blob' ? `https://raw.githubusercontent.com/${repository.fullName}/${encodePath(ref)}/${path}` : null
  return {
    type,
    size: entry.type === 'blob' ? bytesOf(repository.store, entry.sha).length : 0,
    name: entry.name,
    path: entry.path,
    sha: entry.sha,
    url: self,
    git_url: git,
    html_url: html,
    download_url: download,
    _links: { self, git, html },
  }
}

/** A file with its content; between 1 and 100 MB the content is left out. */
export const contentFileShape = (urls: Urls, repository: Repository, ref: string, entry: Entry): Json => {
  const bytes = bytesOf(repository.store, entry.sha)
  const large = bytes.length > megabyte
  return {
    ...contentItemShape(urls, repository, ref, entry),
    content: large ? '' : base64Lines(bytes),
    encoding: large ? 'none' : 'base64',
  }
}
