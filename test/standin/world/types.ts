import type { Merge } from './merge.ts'
import type { Commit, ObjectStore, Signature } from './objects.ts'
import type { Changes } from './tree.ts'

/** A user, an organisation or an App's bot. */
export type Account = {
  id: number
  login: string
  type: 'User' | 'Organization' | 'Bot'
  /** With an IP allow-list, whoever shows a token is refused, as the stand-in's address is on no list. */
  ipAllowList: boolean
}

/** A licence as GitHub reports it; `NOASSERTION` where it found several or couldn't tell. */
export type License = { key: string; name: string; spdxId: string }

/** What an App or a token may do: each permission with `read` or `write`. */
export type Permissions = Record<string, 'read' | 'write' | 'admin'>

export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read'

/** A GitHub App. The world has one of its own, and others may post beside it. */
export type App = {
  id: number
  slug: string
  name: string
  owner: Account
  clientId: string
  permissions: Permissions
  events: string[]
}

type CommitOptions = {
  changes?: Changes
  message?: string
  author?: Partial<Signature>
  /** Instead of the branch's tip: a merge, or a history that begins anew with none. */
  parents?: string[]
  /** A whole tree by its name, in place of the first parent's; `changes` are laid over it. */
  tree?: string
}

export type Repository = {
  readonly id: number
  readonly store: ObjectStore
  readonly createdAt: Date
  readonly refs: Map<string, string>
  readonly collaborators: Map<string, Role>
  readonly pulls: PullRequest[]
  readonly checkSuites: CheckSuite[]
  readonly parent: Repository | undefined
  readonly fullName: string
  owner: Account
  name: string
  visibility: 'public' | 'private' | 'internal'
  private: boolean
  archived: boolean
  disabled: boolean
  /** Taken down: every request is answered so. */
  blocked: 'tos' | 'dmca' | undefined
  /** While it is being moved or has been locked by staff. */
  locked: boolean
  deleted: boolean
  mirrorUrl: string | null
  defaultBranch: string
  license: License | null
  description: string | null
  pushedAt: Date
  /** Whether the default branch asks for approving reviews, without which GitHub decides on none. */
  requiresReview: boolean

  /** Commits to a branch, which begins at the default branch's tip if it's new. Gives the commit's name. */
  commit(branch: string, options: CommitOptions): string
  /** Points a branch at a commit, or at what another branch or tag names; a forced push too. */
  branch(name: string, at?: string): string
  /** Tags a commit; with a message the tag is an annotated object. */
  tag(name: string, at?: string, message?: string): string
  /** Points any ref at an object, or deletes it. */
  setRef(ref: string, sha: string | null): void
  /** The object that a full or short ref, a commit's name or `HEAD` stands for; tags aren't followed. */
  resolve(revision: string): string | undefined
  /** The commit that a revision stands for. */
  commitAt(revision: string): Commit | undefined
  /** A file's bytes at a revision. */
  file(revision: string, path: string): Buffer | undefined
  /** Copies it to another account. Both share their objects. */
  fork(owner: string, options?: { name?: string; private?: boolean }): Repository
  /** Moves it; the old name redirects until something else takes it. */
  rename(fullName: string): void
  delete(): void
  /** Gives someone a role in it. */
  collaborator(login: string, role: Role): void
}

export type Review = {
  id: number
  user: Account
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'
  body: string
  commit: string
  submittedAt: Date
}

export type PullRequest = {
  readonly id: number
  readonly number: number
  readonly repository: Repository
  readonly reviews: Review[]
  readonly createdAt: Date
  title: string
  body: string | null
  draft: boolean
  author: Account
  state: 'open' | 'closed'
  baseBranch: string
  /** The base's tip when the head last moved: as stale as a payload's. */
  baseSha: string
  headRepository: Repository | undefined
  headBranch: string
  /** The head's last known commit; it follows the branch while the pull request is open. */
  headSha: string
  /** Heads that a forced push replaced, oldest first. */
  readonly forcedFrom: string[]
  mergeCommit: string | undefined
  mergedAt: Date | undefined
  closedAt: Date | undefined
  updatedAt: Date

  /** Its own commits, oldest first. */
  commits(): Commit[]
  /** The commit that its files are compared with. */
  mergeBase(): string | undefined
  /** What merging it into the base's tip would give. */
  trial(): Merge
  /** The commit of `refs/pull/N/merge`; undefined where it conflicts. */
  testMerge(): string | undefined
  review(user: string, state: Review['state'], body?: string): Review
  merge(): string
  close(): void
  reopen(): void
  /** Aims it at another branch, as an edit on the web does. */
  retarget(branch: string): void
}

export type Annotation = {
  path: string
  start_line: number
  end_line: number
  start_column?: number
  end_column?: number
  annotation_level: string
  message: string
  title?: string
  raw_details?: string
}

export type CheckStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending'

export type CheckRun = {
  readonly id: number
  readonly suite: CheckSuite
  name: string
  externalId: string
  detailsUrl: string | null
  status: CheckStatus
  conclusion: string | null
  startedAt: Date
  completedAt: Date | null
  output: { title: string | null; summary: string | null; text: string | null }
  annotations: Annotation[]
  actions: { label: string; description: string; identifier: string }[]
  /** Every write, in order, as it came over the wire. */
  writes: { at: Date; method: 'POST' | 'PATCH'; body: Record<string, unknown> }[]
}

/** All runs of one App on one commit. */
export type CheckSuite = {
  readonly id: number
  readonly app: App
  readonly repository: Repository
  readonly headSha: string
  readonly headBranch: string | null
  readonly createdAt: Date
  readonly runs: CheckRun[]
}

export type Installation = {
  readonly id: number
  readonly account: Account
  readonly createdAt: Date
  /** Every repository of the account, or these. */
  repositories: 'all' | Repository[]
  permissions: Permissions
  events: string[]
  suspended: boolean
  deleted: boolean
}

/** A merge queue's entry: a branch that holds what the base would become. */
export type MergeGroup = {
  repository: Repository
  pullRequests: PullRequest[]
  headRef: string
  headSha: string
  baseRef: string
  baseSha: string
}
