import type { Auth, Viewer } from '../auth.ts'
import type { Json } from '../description.ts'
import type { Limits, RateLimiter } from '../limits.ts'
import type { OperationId } from '../operations.ts'
import { refuse } from '../refusal.ts'
import type { Urls } from '../shapes/urls.ts'
import type { Webhooks } from '../webhooks.ts'
import type { Commit } from '../world/objects.ts'
import type { Repository } from '../world/types.ts'
import type { World } from '../world/world.ts'

/** What every handler may use. */
export type Surroundings = {
  world: World
  auth: Auth
  limits: Limits
  rates: RateLimiter
  urls: Urls
  webhooks: Webhooks
}

/** One request on its way to its handler. */
export type Call = Surroundings & {
  operation: OperationId
  method: string
  /** Below the base path, with nothing decoded. */
  path: string
  params: Record<string, string>
  query: URLSearchParams
  /** The body as it came, and as an object: an empty one where none came. */
  given: unknown
  body: Json
  accept: string
  viewer: Viewer
  /** The token that came with it. */
  credentials: string | undefined
}

export type Answer = {
  status: number
  body?: unknown
  /** Instead of JSON. */
  raw?: { bytes: Buffer; type: string }
  headers?: Record<string, string>
}

export type Handler = (call: Call) => Answer
export type RepositoryHandler = (call: Call, repository: Repository) => Answer

export const ok = (body: unknown, headers: Record<string, string> = {}): Answer => ({ status: 200, body, headers })

/** A path's or a body's parameter; the description says that it's there. */
export const param = ({ params }: Call, name: string): string => params[name] ?? ''

/** A number from the query, within bounds. */
const count = (call: Call, name: string, otherwise: number, most: number): number => {
  const value = Number(call.query.get(name) ?? otherwise)
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : otherwise
}

/** The URL of this request with another page, by the repository's id as GitHub's links are. */
const pageUrl = (call: Call, repository: Repository | undefined, changes: Record<string, string>): string => {
  const query = new URLSearchParams(call.query)
  for (const [name, value] of Object.entries(changes)) query.set(name, value)
  const path = repository ? call.path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repository.id}`) : call.path
  return `${call.urls.api}${path}?${query.toString()}`
}

/** The Link header of some URLs by their relation. */
export const linkHeader = (links: Record<string, string>): Record<string, string> => {
  const entries = Object.entries(links).map(([relation, url]) => `<${url}>; rel="${relation}"`)
  return entries.length === 0 ? {} : { link: entries.join(', ') }
}

/** The part of a list that was asked for, and the links to the rest of it. */
export const paged = <T>(
  call: Call,
  items: readonly T[],
  { repository, perPage = 30, most = 100 }: { repository?: Repository; perPage?: number; most?: number } = {},
): { items: T[]; page: number; headers: Record<string, string> } => {
  const size = count(call, 'per_page', perPage, most)
  const page = count(call, 'page', 1, Number.MAX_SAFE_INTEGER)
  const last = Math.max(1, Math.ceil(items.length / size))
  const to = (number: number): string => pageUrl(call, repository, { page: String(number) })
  return {
    items: items.slice((page - 1) * size, page * size),
    page,
    headers: linkHeader({
      ...(page > 1 ? { prev: to(page - 1) } : {}),
      ...(page < last ? { next: to(page + 1), last: to(last) } : {}),
      ...(page > 1 ? { first: to(1) } : {}),
    }),
  }
}

/** Whether one of GitHub's media types was asked for, such as `raw`. */
export const wants = (call: Call, type: string): boolean =>
  new RegExp(`application/vnd\\.github\\.(v3\\.)?${type}(\\+json)?(;|,|$)`).test(call.accept)

/** Refuses where a repository has no commits at all. */
export const notEmpty = (repository: Repository): void => {
  if (![...repository.refs.keys()].some((ref) => ref.startsWith('refs/heads/'))) refuse(409, 'Git Repository is empty.')
}

/** The commit of a revision in the path, or GitHub's answer to a wrong one. */
export const commitOr422 = (repository: Repository, revision: string): Commit => {
  notEmpty(repository)
  return repository.commitAt(revision) ?? refuse(422, `No commit found for SHA: ${revision}`)
}
