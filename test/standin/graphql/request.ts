import { child } from '../description.ts'

/** The body of a GraphQL request. */
export type GraphqlRequest = { query?: unknown; variables?: Record<string, unknown>; operationName?: string }

/** What a query calls itself, read without parsing it; `-` where it has no name. */
export const operationName = (body: unknown): string => {
  const given = child(body, 'operationName')
  if (typeof given === 'string') return given
  const query = child(body, 'query')
  return (typeof query === 'string' ? /^\s*(?:query|mutation)\s+(\w+)/m.exec(query)?.[1] : undefined) ?? '-'
}
