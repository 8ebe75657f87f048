import type { Viewer } from '../auth.ts'
import { inScope } from '../auth.ts'
import type { Json } from '../description.ts'
import { nodeId, instant } from '../world/sequence.ts'
import type { License, Repository } from '../world/types.ts'
import { accountShape } from './account.ts'
import { repositoryHtml, repositoryUrl, type Urls } from './urls.ts'

const listUrls = (url: string): Json => ({
  archive_url: `${url}/{archive_format}{/ref}`,
  assignees_url: `${url}/assignees{/user}`,
  blobs_url: `${url}/git/blobs{/sha}`,
  branches_url: `${url}/branches{/branch}`,
  collaborators_url: `${url}/collaborators{/collaborator}`,
  comments_url: `${url}/comments{/number}`,
  commits_url: `${url}/commits{/sha}`,
  compare_url: `${url}/compare/{base}...{head}`,
  contents_url: `${url}/contents/{+path}`,
  contributors_url: `${url}/contributors`,
  deployments_url: `${url}/deployments`,
  downloads_url: `${url}/downloads`,
  events_url: `${url}/events`,
  forks_url: `${url}/forks`,
  git_commits_url: `${url}/git/commits{/sha}`,
  git_refs_url: `${url}/git/refs{/sha}`,
  git_tags_url: `${url}/git/tags{/sha}`,
  hooks_url: `${url}/hooks`,
  issue_comment_url: `${url}/issues/comments{/number}`,
  issue_events_url: `${url}/issues/events{/number}`,
  issues_url: `${url}/issues{/number}`,
  keys_url: `${url}/keys{/key_id}`,
  labels_url: `${url}/labels{/name}`,
  languages_url: `${url}/languages`,
  merges_url: `${url}/merges`,
  milestones_url: `${url}/milestones{/number}`,
  notifications_url: `${url}/notifications{?since,all,participating}`,
  pulls_url: `${url}/pulls{/number}`,
  releases_url: `${url}/releases{/id}`,
  stargazers_url: `${url}/stargazers`,
  statuses_url: `${url}/statuses/{sha}`,
  subscribers_url: `${url}/subscribers`,
  subscription_url: `${url}/subscription`,
  tags_url: `${url}/tags`,
  teams_url: `${url}/teams`,
  trees_url: `${url}/git/trees{/sha}`,
})

/** `nullable-license-simple` */
export const licenseShape = (urls: Urls, license: License | null): Json | null =>
  license && {
    key: license.key,
    name: license.name,
    spdx_id: license.spdxId,
    url: license.key === 'other' ? null : `${urls.api}/licenses/${license.key}`,
    node_id: nodeId('LIC', license.key),
  }

/** `repository`: what other things hold of a repository. */
export const repositoryShape = (urls: Urls, repository: Repository): Json => {
  const url = repositoryUrl(urls, repository)
  const html = repositoryHtml(urls, repository)
  const bare = html.replace(/^https?:\/\//, '')
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: repository.fullName,
    private: repository.private,
    owner: accountShape(urls, repository.owner),
    html_url: html,
    description: repository.description,
    fork: repository.parent !== undefined,
    url,
    ...listUrls(url),
    git_url: `git://${bare}.git`,
    ssh_url: `git@${bare.replace('/', ':')}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: repository.mirrorUrl,
    homepage: null,
    language: null,
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    size: repository.refs.size === 0 ? 0 : 64,
    default_branch: repository.defaultBranch,
    open_issues_count: repository.pulls.filter(({ state }) => state === 'open').length,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: repository.archived,
    disabled: repository.disabled,
    visibility: repository.visibility,
    pushed_at: instant(repository.pushedAt),
    created_at: instant(repository.createdAt),
    updated_at: instant(repository.pushedAt),
    allow_forking: true,
    web_commit_signoff_required: false,
    license: licenseShape(urls, repository.license),
    forks: 0,
    open_issues: repository.pulls.filter(({ state }) => state === 'open').length,
    watchers: 0,
  }
}

const rootOf = (repository: Repository): Repository => (repository.parent ? rootOf(repository.parent) : repository)

/** `full-repository`, as this viewer may see it. */
export const fullRepositoryShape = (urls: Urls, repository: Repository, viewer: Viewer): Json => ({
  ...repositoryShape(urls, repository),
  ...(viewer.kind === 'installation' || viewer.kind === 'user'
    ? { permissions: { admin: false, maintain: false, push: false, triage: false, pull: inScope(viewer, repository) } }
    : {}),
  ...(repository.owner.type === 'Organization' ? { organization: accountShape(urls, repository.owner) } : {}),
  ...(repository.parent
    ? {
        parent: repositoryShape(urls, repository.parent),
        source: repositoryShape(urls, rootOf(repository)),
      }
    : {}),
  subscribers_count: 0,
  network_count: 0,
})
