import type { Json } from '../description.ts'
import type { Commit, Signature, Tag } from '../world/objects.ts'
import { instant, nodeId } from '../world/sequence.ts'
import type { Repository } from '../world/types.ts'
import { repositoryHtml, repositoryUrl, type Urls } from './urls.ts'

const signatureShape = ({ name, email, date }: Signature): Json => ({ name, email, date: instant(date) })

const unverified: Json = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }

const parentsOf = (urls: Urls, repository: Repository, commit: Commit, below: string): Json[] =>
  commit.parents.map((sha) => ({
    sha,
    url: `${repositoryUrl(urls, repository)}/${below}/${sha}`,
    html_url: `${repositoryHtml(urls, repository)}/commit/${sha}`,
  }))

/** `git-commit`: the object itself. */
export const gitCommitShape = (urls: Urls, repository: Repository, commit: Commit): Json => ({
  sha: commit.sha,
  node_id: nodeId('C', commit.sha),
  url: `${repositoryUrl(urls, repository)}/git/commits/${commit.sha}`,
  html_url: `${repositoryHtml(urls, repository)}/commit/${commit.sha}`,
  author: signatureShape(commit.author),
  committer: signatureShape(commit.committer),
  tree: { sha: commit.tree, url: `${repositoryUrl(urls, repository)}/git/trees/${commit.tree}` },
  message: commit.message,
  parents: parentsOf(urls, repository, commit, 'git/commits'),
  verification: unverified,
})

/** `commit`: the object among GitHub's own knowledge of it. Its author is nobody who has an account. */
export const commitShape = (urls: Urls, repository: Repository, commit: Commit): Json => {
  const url = `${repositoryUrl(urls, repository)}/commits/${commit.sha}`
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    commit: {
      author: signatureShape(commit.author),
      committer: signatureShape(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${repositoryUrl(urls, repository)}/git/trees/${commit.tree}` },
      url: `${repositoryUrl(urls, repository)}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: unverified,
    },
    url,
    html_url: `${repositoryHtml(urls, repository)}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    author: {},
    committer: {},
    parents: parentsOf(urls, repository, commit, 'commits'),
  }
}

/** `git-tag` */
export const tagShape = (urls: Urls, repository: Repository, tag: Tag): Json => ({
  node_id: nodeId('TA', tag.sha),
  sha: tag.sha,
  url: `${repositoryUrl(urls, repository)}/git/tags/${tag.sha}`,
  tag: tag.name,
  tagger: signatureShape(tag.tagger),
  message: tag.message,
  object: {
    sha: tag.target,
    type: tag.targetType,
    url: `${repositoryUrl(urls, repository)}/git/${tag.targetType}s/${tag.target}`,
  },
  verification: unverified,
})

/** `git-ref` */
export const refShape = (urls: Urls, repository: Repository, ref: string, sha: string): Json => {
  const type = repository.store.get(sha)?.type ?? 'commit'
  return {
    ref,
    node_id: nodeId('REF', `${repository.id} ${ref}`),
    url: `${repositoryUrl(urls, repository)}/git/${ref}`,
    object: { sha, type, url: `${repositoryUrl(urls, repository)}/git/${type}s/${sha}` },
  }
}
