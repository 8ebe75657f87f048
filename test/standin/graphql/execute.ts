import {
  executeSync,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLFormattedError,
} from 'graphql'
import type { Viewer } from '../auth.ts'
import type { Fault, GraphqlFault } from '../faults.ts'
import type { Violation } from '../log.ts'
import type { Answer, Surroundings } from '../rest/call.ts'
import { instant } from '../world/sequence.ts'
import { accountFields } from './accounts.ts'
import { typedError, type Context } from './context.ts'
import { checkPaging } from './limits.ts'
import { findRepository } from './repository.ts'
import { operationName, type GraphqlRequest } from './request.ts'
import { githubSchema } from './schema.ts'

/** Executes one request, and says how many points it costs. */
export type Execute = (
  request: GraphqlRequest,
  viewer: Viewer,
  fault: Fault | undefined,
) => { answer: Answer; cost: number }

type Options = Surroundings & { violations: Violation[]; validate: boolean }

type Prepared = { document: DocumentNode } | { errors: readonly GraphQLError[] }

const root = (context: Context): Record<string, unknown> => ({
  repository: (wanted: { owner: string; name: string; followRenames?: boolean }) => findRepository(context, wanted),
  repositoryOwner: ({ login }: { login: string }) => {
    const account = context.world.accounts.get(login.toLowerCase())
    return account ? accountFields(context, account) : null
  },
  organization: ({ login }: { login: string }) => {
    const account = context.world.accounts.get(login.toLowerCase())
    if (account?.type !== 'Organization')
      throw typedError('NOT_FOUND', `Could not resolve to an Organization with the login of '${login}'.`)
    return accountFields(context, account)
  },
  user: ({ login }: { login: string }) => {
    const account = context.world.accounts.get(login.toLowerCase())
    if (account?.type !== 'User')
      throw typedError('NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`)
    return accountFields(context, account)
  },
  viewer: () => {
    if (context.viewer.kind === 'user') return accountFields(context, context.viewer.account)
    return { __typename: 'User', login: `${context.world.app.slug}[bot]`, id: 'BOT_standin', databaseId: 1 }
  },
  rateLimit: () => ({
    __typename: 'RateLimit',
    cost: context.cost,
    limit: context.quota.limit,
    nodeCount: context.nodeCount,
    remaining: context.quota.remaining - context.cost,
    used: context.quota.used + context.cost,
    resetAt: instant(new Date(context.quota.reset * 1_000)),
  }),
})

/** GitHub's form of an error: its type stands at the top, beside the message. */
const shaped = (error: GraphQLError): GraphQLFormattedError & { type?: unknown } => {
  const { message, path, locations, extensions = {} } = error.toJSON()
  const { type, ...others } = extensions
  return {
    ...(type === undefined ? {} : { type }),
    ...(path ? { path } : {}),
    ...(Object.keys(others).length > 0 ? { extensions: others } : {}),
    ...(locations ? { locations } : {}),
    message,
  }
}

const isRecord = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null

/** Breaks a part of a whole answer: null where it was, and an error that says where. */
const breakAt = (data: unknown, { path, type, message }: GraphqlFault): Record<string, unknown> => {
  const holder = (path ?? []).slice(0, -1).reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), data)
  const last = path?.at(-1)
  if (isRecord(holder) && last !== undefined && last in holder) holder[last] = null
  return { ...(type === undefined ? {} : { type }), ...(path ? { path } : {}), message }
}

const withFaults = (body: Record<string, unknown>, faults: GraphqlFault[]): Record<string, unknown> => {
  if (faults.some(({ path }) => path === undefined)) return { errors: faults }
  const data = structuredClone(body['data'])
  const before = Array.isArray(body['errors']) ? (body['errors'] as unknown[]) : []
  return { data, errors: [...before, ...faults.map((fault) => breakAt(data, fault))] }
}

/** Answers GraphQL requests by executing them, truly, over the world. */
export const createGraphql = (options: Options): Execute => {
  const prepared = new Map<string, Prepared>()
  const schema = githubSchema()

  // Parsed and validated once, as an App asks the same few things for ever.
  const prepare = (query: string): Prepared => {
    const known = prepared.get(query)
    if (known) return known
    let made: Prepared
    try {
      const document = parse(query)
      const errors = options.validate ? validate(schema, document) : []
      made = errors.length > 0 ? { errors } : { document }
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      made = { errors: [error] }
    }
    if (prepared.size > 500) prepared.clear()
    prepared.set(query, made)
    return made
  }

  return (request, viewer, fault) => {
    const operation = `graphql ${operationName(request)}`
    const violate = (side: Violation['side'], problems: string[]): void => {
      if (problems.length > 0) options.violations.push({ side, operation, problems })
    }
    const query = typeof request.query === 'string' ? request.query : ''
    const made = prepare(query)
    if ('errors' in made) {
      violate(
        'request',
        made.errors.map(({ message }) => message),
      )
      return { answer: { status: 200, body: { errors: made.errors.map(shaped) } }, cost: 1 }
    }
    const variables = request.variables ?? {}
    const { nodes, problems } = checkPaging(schema, made.document, variables)
    if (problems.length > 0) {
      violate(
        'request',
        problems.map(({ message }) => message),
      )
      return { answer: { status: 200, body: { errors: problems } }, cost: 1 }
    }
    // A point for each hundred requests that GitHub would make of it, and at least one.
    const cost = Math.max(1, Math.round(nodes / 10_000))
    const quota = options.rates.peek(viewer, 'graphql')
    const context: Context = { ...options, viewer, quota, cost, nodeCount: nodes }
    const unknown: string[] = []
    const fieldResolver: GraphQLFieldResolver<Record<string, unknown>, Context> = (source, args, _context, info) => {
      const value = source[info.fieldName]
      if (value === undefined) {
        // Null would be a lie about a field that the stand-in has never heard of.
        unknown.push(`the stand-in doesn't know ${info.parentType.name}.${info.fieldName}`)
        throw new GraphQLError(unknown.at(-1) ?? '')
      }
      return typeof value === 'function' ? (value as (args: unknown) => unknown)(args) : value
    }
    const result = executeSync({
      schema,
      document: made.document,
      rootValue: root(context),
      contextValue: context,
      variableValues: variables,
      operationName: request.operationName,
      fieldResolver,
    })
    violate('request', unknown)
    const untyped = (result.errors ?? []).filter(
      ({ extensions, message }) => !extensions['type'] && !unknown.includes(message),
    )
    if (result.data === undefined)
      violate(
        'request',
        untyped.map(({ message }) => message),
      )
    else
      violate(
        'answer',
        untyped.map(({ message }) => message),
      )
    const body: Record<string, unknown> = {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(result.errors ? { errors: result.errors.map(shaped) } : {}),
    }
    return { answer: { status: 200, body: fault?.kind === 'graphql' ? withFaults(body, fault.errors) : body }, cost }
  }
}
