import { createHash, verify } from 'node:crypto'
import { refuse } from './refusal.ts'
import type { Account, Installation, Permissions, Repository } from './world/types.ts'
import type { World } from './world/world.ts'

/** Who asks, as far as the Authorization header tells. */
export type Viewer =
  | { kind: 'anonymous'; key: string }
  | { kind: 'app'; key: string }
  | { kind: 'user'; key: string; account: Account }
  | {
      kind: 'installation'
      key: string
      installation: Installation
      /** Ids of the repositories that the token was narrowed to. */
      chosen: ReadonlySet<number> | undefined
      permissions: Permissions
    }

type InstallationToken = {
  token: string
  installation: Installation
  chosen: ReadonlySet<number> | undefined
  permissions: Permissions
  expiresAt: number
}

export type Auth = {
  /** Who sent this header. Refuses credentials that aren't good. */
  identify(authorization: string | undefined): Viewer
  mint(installation: Installation, chosen?: ReadonlySet<number>, permissions?: Permissions): InstallationToken
  /** A personal token of a user. */
  userToken(account: Account): string
  /** Revokes one token, or every one of them. */
  revoke(token?: string): void
}

const tokenLife = 3_600_000
const tokenAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

// The same tokens at every run, in the form that secret scanners look for.
const tokenText = (prefix: string, number: number): string => {
  const bytes = createHash('sha384').update(`${prefix} ${number}`).digest()
  return `${prefix}_${[...bytes.subarray(0, 36)].map((byte) => tokenAlphabet[byte % 62]).join('')}`
}

const claimsOf = (part: string | undefined): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** Verifies an App's JWT as GitHub does, in GitHub's own words: Octokit mends a skewed clock by reading them. */
const verifyJwt = (world: World, jwt: string, now: number): void => {
  const [head, body, signature] = jwt.split('.')
  const header = claimsOf(head)
  const claims = claimsOf(body)
  const { exp, iat, iss } = claims ?? {}
  if (header?.['alg'] !== 'RS256' || !claims || signature === undefined)
    return refuse(401, 'A JSON web token could not be decoded')
  if (String(iss) !== String(world.app.id) && iss !== world.app.clientId) refuse(404, 'Integration not found')
  const signed = Buffer.from(`${head ?? ''}.${body ?? ''}`)
  if (!verify('RSA-SHA256', signed, world.app.publicKey, Buffer.from(signature, 'base64url')))
    refuse(401, 'A JSON web token could not be decoded')
  const seconds = Math.floor(now / 1_000)
  if (typeof exp !== 'number' || exp <= seconds)
    return refuse(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    )
  if (typeof iat !== 'number' || !Number.isInteger(iat) || iat > seconds)
    refuse(401, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued")
  if (exp > seconds + 600) refuse(401, "'Expiration time' claim ('exp') is too far in the future")
}

/** Knows every token that was handed out. */
export const createAuth = (world: World, now: () => number): Auth => {
  const tokens = new Map<string, InstallationToken>()
  const users = new Map<string, Account>()
  let minted = 0
  return {
    identify(authorization) {
      const [, scheme = '', credentials = ''] = /^(\S+)\s+(\S+)$/.exec(authorization ?? '') ?? []
      if (authorization === undefined || authorization === '') return { kind: 'anonymous', key: 'anonymous' }
      if (!['bearer', 'token'].includes(scheme.toLowerCase())) refuse(401, 'Bad credentials')
      if (credentials.split('.').length === 3) {
        verifyJwt(world, credentials, now())
        return { kind: 'app', key: `app ${world.app.id}` }
      }
      const account = users.get(credentials)
      if (account) return { kind: 'user', key: `user ${account.id}`, account }
      const token = tokens.get(credentials)
      if (!token || token.expiresAt <= now() || token.installation.deleted) return refuse(401, 'Bad credentials')
      if (token.installation.suspended) refuse(403, 'This installation has been suspended')
      const { installation, chosen, permissions } = token
      return { kind: 'installation', key: `installation ${installation.id}`, installation, chosen, permissions }
    },
    mint(installation, chosen, permissions = installation.permissions) {
      const token = tokenText('ghs', minted++)
      const made = { token, installation, chosen, permissions, expiresAt: now() + tokenLife }
      tokens.set(token, made)
      return made
    },
    userToken(account) {
      const token = tokenText('ghp', minted++)
      users.set(token, account)
      return token
    },
    revoke(token) {
      if (token === undefined) tokens.clear()
      else tokens.delete(token)
    },
  }
}

const covers = (installation: Installation, repository: Repository): boolean =>
  installation.account === repository.owner &&
  (installation.repositories === 'all' || installation.repositories.includes(repository))

/** Whether an installation's token reaches a repository beyond what anyone may read. */
export const inScope = (viewer: Viewer, repository: Repository): boolean => {
  if (viewer.kind === 'installation')
    return covers(viewer.installation, repository) && (viewer.chosen?.has(repository.id) ?? true)
  if (viewer.kind !== 'user') return false
  return repository.owner === viewer.account || repository.collaborators.has(viewer.account.login)
}

/** Whether a repository exists, as far as this one may know. */
export const canSee = (viewer: Viewer, repository: Repository): boolean =>
  !repository.deleted && (repository.visibility === 'public' || inScope(viewer, repository))

const rank = { read: 1, write: 2, admin: 3 }

/** Whether it may read or write one kind of thing there; public things are anyone's to read. */
export const may = (viewer: Viewer, repository: Repository, permission: string, level: 'read' | 'write'): boolean => {
  if (level === 'read' && repository.visibility === 'public') return true
  if (!inScope(viewer, repository)) return false
  if (viewer.kind !== 'installation') {
    if (level === 'read') return true
    // Check runs are for Apps alone.
    return false
  }
  if (permission === 'metadata') return true
  const granted = viewer.permissions[permission]
  return granted !== undefined && rank[granted] >= rank[level]
}

/** The organisation whose IP allow-list keeps this one out; whoever shows no token is told nothing of lists. */
export const lockedOut = (viewer: Viewer, repository: Repository): boolean =>
  repository.owner.ipAllowList && viewer.kind !== 'anonymous'

export const ipAllowListMessage = (repository: Repository): string =>
  `Although you appear to have the correct authorization credentials, the \`${repository.owner.login}\` organization ` +
  'has an IP allow list enabled, and your IP address is not permitted to access this resource.'
