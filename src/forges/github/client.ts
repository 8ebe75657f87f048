import type { Octokit } from '@octokit/rest'
import type { z } from 'zod'
import type { Answer } from '../answer.ts'
import { failureOf, malformed } from './failure.ts'

export type { Answer } from '../answer.ts'

/** What the product uses of Octokit. Authentication, base URL and time-outs are set where it is made. */
export type GitHubClient = Pick<Octokit, 'request' | 'graphql'>

/** Sends one REST request; the answer's body is held against `schema`, as a proxy can answer anything. */
export const rest = async <T>(
  client: GitHubClient,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  schema: z.ZodType<T>,
): Promise<Answer<T>> => {
  try {
    const response = await client.request(route, parameters)
    const body = schema.safeParse(response.data)
    return body.success ? { ok: true, value: body.data } : { ok: false, failure: malformed(route) }
  } catch (error) {
    return { ok: false, failure: failureOf(error, Date.now()) }
  }
}

export type GraphqlError = {
  readonly type: string | null
  /** First segments of the path that failed, such as `c0`. */
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** The data that came, whole or in part, and what GitHub says of the rest. */
export type GraphqlAnswer<T> = { readonly data: T; readonly errors: readonly GraphqlError[] }

/** Sends one GraphQL request. Partial answers are answers: their errors name the fields that are null. */
export const graphql = async <T>(
  client: GitHubClient,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  schema: z.ZodType<T>,
): Promise<Answer<GraphqlAnswer<T>>> => {
  try {
    return understood(await client.graphql(query, variables), [], schema)
  } catch (error) {
    const partial = partialOf(error)
    if (partial === null) return { ok: false, failure: failureOf(error, Date.now()) }
    const answer = understood(partial.data, partial.errors, schema)
    return answer.ok ? answer : { ok: false, failure: failureOf(error, Date.now()) }
  }
}

const understood = <T>(
  data: unknown,
  errors: readonly GraphqlError[],
  schema: z.ZodType<T>,
): Answer<GraphqlAnswer<T>> => {
  const body = schema.safeParse(data)
  return body.success
    ? { ok: true, value: { data: body.data, errors } }
    : { ok: false, failure: malformed('a GraphQL query') }
}

/** Octokit throws a `GraphqlResponseError` wherever `errors` is present, with whatever `data` came. */
const partialOf = (error: unknown): { data: unknown; errors: readonly GraphqlError[] } | null => {
  if (!(error instanceof Error) || !('errors' in error) || !('data' in error)) return null
  const { data, errors } = error
  if (typeof data !== 'object' || data === null || !Array.isArray(errors)) return null
  return {
    data,
    errors: errors.map((each: { type?: string; path?: (string | number)[]; message?: string }) => ({
      type: each.type ?? null,
      path: each.path ?? [],
      message: each.message ?? '',
    })),
  }
}
