import { createObjectStore, commitOf, peel, type Commit, type ObjectStore } from './objects.ts'
import type { Sequence } from './sequence.ts'
import { entryAt, writeTree, type Changes } from './tree.ts'
import type { Account, License, Repository, Role } from './types.ts'

export type RepositoryOptions = {
  /** `owner/name` */
  name: string
  private?: boolean
  visibility?: Repository['visibility']
  archived?: boolean
  disabled?: boolean
  blocked?: Repository['blocked']
  locked?: boolean
  /** The repository that this one was forked from, with which it shares its objects. */
  forkOf?: Repository | string
  mirrorUrl?: string
  defaultBranch?: string
  /** What GitHub reports: an SPDX id, or the whole of it. Nothing is made out of the files. */
  license?: string | License | null
  description?: string
  requiresReview?: boolean
  /** Committed to the default branch as "Initial commit". Without any, the repository is empty. */
  files?: Changes
}

/** What a repository needs of the world around it. */
export type Surroundings = {
  sequence: Sequence
  account(login: string, type?: Account['type']): Account
  find(fullName: string): Repository | undefined
  add(repository: Repository): void
  /** Tells the world that a ref has moved. */
  moved(repository: Repository, ref: string, sha: string | null): void
  /** Refs that aren't kept but worked out: `refs/pull/N/merge`. */
  derivedRef(repository: Repository, ref: string): string | undefined
  renamed(repository: Repository, from: string): void
}

const defaultAuthor = { name: 'Octo Cat', email: 'octocat@example.com' }

/** GitHub's form of a licence; anything that it can't name is `other`. */
const licenseOf = (license: string | License | null | undefined): License | null => {
  if (license === null || license === undefined) return null
  if (typeof license !== 'string') return license
  if (license === 'NOASSERTION') return { key: 'other', name: 'Other', spdxId: 'NOASSERTION' }
  return { key: license.toLowerCase(), name: `${license} License`, spdxId: license }
}

const splitName = (fullName: string): [owner: string, name: string] => {
  const [owner, name, ...rest] = fullName.split('/')
  if (!owner || !name || rest.length > 0) throw new Error(`A repository's name is owner/name, not ${fullName}`)
  return [owner, name]
}

/** Makes a repository, with its first commit where files are given. */
export const createRepository = (around: Surroundings, options: RepositoryOptions): Repository => {
  const [login, ownName] = splitName(options.name)
  const parent = typeof options.forkOf === 'string' ? around.find(options.forkOf) : options.forkOf
  if (options.forkOf !== undefined && !parent) throw new Error('There is nothing of that name to fork')
  const store: ObjectStore = parent?.store ?? createObjectStore()
  const createdAt = around.sequence.date()

  const repository: Repository = {
    id: around.sequence.id('repository'),
    store,
    createdAt,
    refs: new Map(parent ? [...parent.refs].filter(([ref]) => /^refs\/(heads|tags)\//.test(ref)) : []),
    collaborators: new Map<string, Role>(),
    pulls: [],
    checkSuites: [],
    parent,
    owner: around.account(login),
    name: ownName,
    visibility: options.visibility ?? (options.private ? 'private' : 'public'),
    archived: options.archived ?? false,
    disabled: options.disabled ?? false,
    blocked: options.blocked,
    locked: options.locked ?? false,
    deleted: false,
    mirrorUrl: options.mirrorUrl ?? null,
    defaultBranch: options.defaultBranch ?? parent?.defaultBranch ?? 'main',
    license: licenseOf(options.license ?? parent?.license),
    description: options.description ?? null,
    pushedAt: createdAt,
    requiresReview: options.requiresReview ?? false,

    get fullName() {
      return `${this.owner.login}/${this.name}`
    },
    get private() {
      return this.visibility !== 'public'
    },
    set private(hidden) {
      this.visibility = hidden ? 'private' : 'public'
    },

    commit(branch, { changes = {}, message = 'Change', author, parents, tree }) {
      const tip = repository.commitAt(`refs/heads/${branch}`) ?? repository.commitAt('HEAD')
      const from = parents ?? (tip ? [tip.sha] : [])
      const base = tree ?? (from[0] === undefined ? undefined : commitOf(store, from[0]).tree)
      const signature = { ...defaultAuthor, date: around.sequence.date(), ...author }
      const sha = store.commit({
        tree: writeTree(store, base, changes),
        parents: from,
        author: signature,
        committer: signature,
        message,
      })
      repository.setRef(`refs/heads/${branch}`, sha)
      return sha
    },
    branch(name, at = 'HEAD') {
      const commit = repository.commitAt(at)
      if (!commit) throw new Error(`${repository.fullName} has no ${at}`)
      repository.setRef(`refs/heads/${name}`, commit.sha)
      return commit.sha
    },
    tag(name, at = 'HEAD', message) {
      const commit = repository.commitAt(at)
      if (!commit) throw new Error(`${repository.fullName} has no ${at}`)
      const sha =
        message === undefined
          ? commit.sha
          : store.tag({ target: commit.sha, name, message, tagger: { ...defaultAuthor, date: around.sequence.date() } })
      repository.setRef(`refs/tags/${name}`, sha)
      return sha
    },
    setRef(ref, sha) {
      if (sha === null) repository.refs.delete(ref)
      else repository.refs.set(ref, sha)
      repository.pushedAt = around.sequence.date()
      around.moved(repository, ref, sha)
    },
    resolve(revision) {
      const base = resolveName(repository, around, revision.replace(/[~^][\d~^]*$/, ''))
      const steps = /[~^][\d~^]*$/.exec(revision)?.[0] ?? ''
      return base === undefined || steps === '' ? base : stepBack(store, base, steps)
    },
    commitAt(revision) {
      const sha = repository.resolve(revision)
      const object = sha === undefined ? undefined : peel(store, sha)
      return object?.type === 'commit' ? object : undefined
    },
    file(revision, path) {
      const commit = repository.commitAt(revision)
      const entry = commit && entryAt(store, commit.tree, path)
      const object = entry && store.get(entry.sha)
      return object?.type === 'blob' ? object.bytes : undefined
    },
    fork(owner, { name = repository.name, private: hidden = repository.private } = {}) {
      const { login } = around.account(owner, 'User')
      return createRepository(around, { name: `${login}/${name}`, private: hidden, forkOf: repository })
    },
    rename(fullName) {
      const from = repository.fullName
      const [newOwner, newName] = splitName(fullName)
      repository.owner = around.account(newOwner)
      repository.name = newName
      around.renamed(repository, from)
    },
    delete() {
      repository.deleted = true
    },
    collaborator(user, role) {
      repository.collaborators.set(around.account(user).login, role)
    },
  }

  around.add(repository)
  if (options.files) repository.commit(repository.defaultBranch, { changes: options.files, message: 'Initial commit' })
  return repository
}

const resolveName = (repository: Repository, around: Surroundings, name: string): string | undefined => {
  if (name === 'HEAD' || name === '') return repository.refs.get(`refs/heads/${repository.defaultBranch}`)
  // Git's own order: as it stands, then below refs/, tags and heads.
  for (const ref of [name, `refs/${name}`, `refs/tags/${name}`, `refs/heads/${name}`]) {
    const sha = repository.refs.get(ref) ?? around.derivedRef(repository, ref)
    if (sha !== undefined) return sha
  }
  if (/^[0-9a-f]{40}$/.test(name)) return repository.store.get(name)?.sha
  return /^[0-9a-f]{7,39}$/.test(name) ? repository.store.abbreviated(name)?.sha : undefined
}

// `~2` and `^2`, as git reads them.
const stepBack = (store: ObjectStore, sha: string, steps: string): string | undefined => {
  let commit: Commit | undefined = parentless(store, sha)
  for (const [, sign, digits = ''] of steps.matchAll(/([~^])(\d*)/g)) {
    const count = digits === '' ? 1 : Number(digits)
    for (let step = 0; step < (sign === '~' ? count : 1); step++) {
      const next: string | undefined = commit?.parents[sign === '~' ? 0 : count - 1]
      commit = next === undefined ? undefined : commitOf(store, next)
    }
  }
  return commit?.sha
}

const parentless = (store: ObjectStore, sha: string): Commit | undefined => {
  const object = peel(store, sha)
  return object?.type === 'commit' ? object : undefined
}
