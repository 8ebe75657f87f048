import { GraphQLError } from 'graphql'
import { canSee, ipAllowListMessage, lockedOut, may, type Viewer } from '../auth.ts'
import type { Limits, Quota } from '../limits.ts'
import type { Urls } from '../shapes/urls.ts'
import type { Repository } from '../world/types.ts'
import type { World } from '../world/world.ts'

/** What resolvers know of the request. */
export type Context = {
  world: World
  viewer: Viewer
  urls: Urls
  limits: Limits
  quota: Quota
  cost: number
  nodeCount: number
}

/** An object of the schema: fields as values, or as functions of their arguments. */
export type Fields = { __typename: string } & Record<string, unknown>

/** An error with GitHub's own `type`. */
export const typedError = (type: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { type } })

/** A repository as far as this viewer may know of it; refuses whoever isn't on an allow-list. */
export const visible = ({ viewer }: Context, repository: Repository | undefined): Repository | undefined => {
  if (!repository || !canSee(viewer, repository)) return undefined
  if (lockedOut(viewer, repository)) throw typedError('FORBIDDEN', ipAllowListMessage(repository))
  return repository
}

/** Refuses where a token lacks the permission to read this of a private repository. */
export const need = ({ viewer }: Context, repository: Repository, permission: string): void => {
  if (!may(viewer, repository, permission, 'read'))
    throw typedError('FORBIDDEN', 'Resource not accessible by integration')
}
