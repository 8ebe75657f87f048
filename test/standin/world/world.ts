import { generateKeyPairSync } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { checkSuiteOf, createCheckRun } from './checks.ts'
import { createMergeGroup, createPullRequest, followHead, type PullRequestOptions } from './pull-request.ts'
import { createRepository, type RepositoryOptions, type Surroundings } from './repository.ts'
import { createSequence, type Sequence } from './sequence.ts'
import type { Account, App, CheckRun, Installation, MergeGroup, Permissions, PullRequest, Repository } from './types.ts'

/** The App under test, with what only it and GitHub know. */
export type OwnApp = App & {
  /** PEM; GitHub hands out PKCS#1. */
  readonly privateKey: string
  readonly publicKey: string
  webhookSecret: string
  /** Where its webhooks go; a delivery may name another address. */
  webhookUrl: string | undefined
  hookId: number
}

export type WorldOptions = {
  app?: Partial<Omit<OwnApp, 'owner' | 'privateKey' | 'publicKey'>>
  /** In place of fixed dates that move on by a second at each use. */
  clock?: () => Date
}

export type World = {
  readonly app: OwnApp
  /** What the App under test does over the wire: `checkRun` at each write of one, once it is laid over the run. */
  readonly events: EventEmitter<{ checkRun: [CheckRun] }>
  readonly sequence: Sequence
  readonly accounts: ReadonlyMap<string, Account>
  readonly repositories: readonly Repository[]
  readonly installations: readonly Installation[]
  /** An account by its name, made where there is none: an organisation, unless it was named as a user before. */
  account(login: string): Account
  user(login: string): Account
  organization(login: string, options?: { ipAllowList?: boolean }): Account
  repository(options: RepositoryOptions): Repository
  /** The repository of that name or id now. */
  find(nameOrId: string | number): Repository | undefined
  /** The repository that once had this name and has another now. */
  findMoved(fullName: string): Repository | undefined
  pullRequest(options: PullRequestOptions): PullRequest
  mergeGroup(...pullRequests: PullRequest[]): MergeGroup
  /** Installs the App on an account. */
  install(options: {
    account: string
    repositories?: 'all' | Repository[]
    permissions?: Permissions
    events?: string[]
    suspended?: boolean
  }): Installation
  /** The installation that covers a repository. */
  installationOf(repository: Repository): Installation | undefined
  /** Another App beside ours. */
  otherApp(slug: string): App
  /** Posts a check run past the API: another App's, or an older one. */
  checkRun(
    options: { repository: Repository; headSha: string; name: string; app?: App } & Record<string, unknown>,
  ): CheckRun
  /** A code of the manifest flow, good for one conversion. */
  manifestCode(): string
  /** Uses up such a code. */
  redeem(code: string): boolean
}

const leastRights: Permissions = {
  checks: 'write',
  contents: 'read',
  merge_queues: 'read',
  metadata: 'read',
  pull_requests: 'read',
}

/** A fresh RSA key pair, as an App's owner would make one. */
export const generateAppKey = (): { privateKey: string; publicKey: string } =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })

// Making a key takes a tenth of a second, and no test cares for a key of its own.
let sharedKey: ReturnType<typeof generateAppKey> | undefined
const appKey = (): ReturnType<typeof generateAppKey> => (sharedKey ??= generateAppKey())

/** An empty world: no repository, one App, nobody who has installed it. */
export const createWorld = (options: WorldOptions = {}): World => {
  const sequence = createSequence(options.clock)
  const accounts = new Map<string, Account>()
  const repositories: Repository[] = []
  const installations: Installation[] = []
  const moved = new Map<string, Repository>()
  const codes = new Set<string>()

  const account = (login: string, type: Account['type'] = 'Organization'): Account => {
    const key = login.toLowerCase()
    const known = accounts.get(key)
    if (known) return known
    const made: Account = { id: sequence.id('account'), login, type, ipAllowList: false }
    accounts.set(key, made)
    return made
  }

  const live = (): Repository[] => repositories.filter(({ deleted }) => !deleted)
  const find = (nameOrId: string | number): Repository | undefined =>
    live().find((repository) =>
      typeof nameOrId === 'number'
        ? repository.id === nameOrId
        : repository.fullName.toLowerCase() === nameOrId.toLowerCase(),
    )

  const around: Surroundings = {
    sequence,
    account,
    find,
    add(repository) {
      if (find(repository.fullName)) throw new Error(`There is a ${repository.fullName} already`)
      repositories.push(repository)
    },
    moved: (repository, ref, sha) =>
      followHead(
        repositories.flatMap(({ pulls }) => pulls),
        repository,
        ref,
        sha,
      ),
    derivedRef(repository, ref) {
      const number = /^refs\/pull\/(\d+)\/merge$/.exec(ref)?.[1]
      return number === undefined
        ? undefined
        : repository.pulls.find((pull) => pull.number === Number(number))?.testMerge()
    },
    renamed: (repository, from) => void moved.set(from.toLowerCase(), repository),
  }

  const otherApp = (slug: string): App => ({
    id: sequence.id('app'),
    slug,
    name: slug,
    owner: account(`${slug}-owner`),
    clientId: `Iv23${slug}`,
    permissions: leastRights,
    events: [],
  })

  const app: OwnApp = {
    id: 4_242,
    slug: 'open-userspace',
    name: 'Open Userspace',
    owner: account('open-userspace-owner'),
    clientId: 'Iv23standin0000000',
    permissions: leastRights,
    events: ['check_run', 'check_suite', 'merge_group', 'pull_request'],
    webhookSecret: 'a secret of the stand-in',
    webhookUrl: undefined,
    hookId: 7_007,
    get privateKey() {
      return appKey().privateKey
    },
    get publicKey() {
      return appKey().publicKey
    },
  }
  Object.assign(app, options.app)

  return {
    app,
    events: new EventEmitter(),
    sequence,
    accounts,
    repositories,
    installations,
    account,
    user: (login) => Object.assign(account(login, 'User'), { type: 'User' as const }),
    organization: (login, { ipAllowList = false } = {}) => Object.assign(account(login), { ipAllowList }),
    repository: (wanted) => createRepository(around, wanted),
    find,
    findMoved(fullName) {
      const repository = moved.get(fullName.toLowerCase())
      return repository && !repository.deleted && !find(fullName) ? repository : undefined
    },
    pullRequest: (wanted) => createPullRequest({ sequence, account: (login) => account(login, 'User') }, wanted),
    mergeGroup: (...pullRequests) => createMergeGroup(pullRequests),
    install(wanted) {
      const installation: Installation = {
        id: sequence.id('installation'),
        account: account(wanted.account),
        createdAt: sequence.date(),
        repositories: wanted.repositories ?? 'all',
        permissions: wanted.permissions ?? app.permissions,
        events: wanted.events ?? app.events,
        suspended: wanted.suspended ?? false,
        deleted: false,
      }
      installations.push(installation)
      return installation
    },
    installationOf: (repository) =>
      installations.find(
        (installation) =>
          !installation.deleted &&
          installation.account === repository.owner &&
          (installation.repositories === 'all' || installation.repositories.includes(repository)),
      ),
    otherApp,
    checkRun({ repository, headSha, app: poster = app, ...body }) {
      return createCheckRun(sequence, checkSuiteOf(sequence, repository, poster, headSha), body)
    },
    manifestCode() {
      const code = `standin-code-${sequence.id('code')}`
      codes.add(code)
      return code
    },
    redeem: (code) => codes.delete(code),
  }
}
