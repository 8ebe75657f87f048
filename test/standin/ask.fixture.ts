import type { Standin } from './index.ts'

/** An answer as tests look at it. */
export type Asked = { status: number; headers: Headers; text: string; json: unknown }

/** Asks the stand-in over HTTP, without a client's help. */
export const ask = async (
  standin: Standin,
  path: string,
  options: { token?: string; method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Asked> => {
  const { token, method = 'GET', body, headers = {} } = options
  const reply = await fetch(path === '/graphql' ? standin.graphqlUrl : standin.url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `token ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  const isJson = reply.headers.get('content-type')?.startsWith('application/json') ?? false
  return {
    status: reply.status,
    headers: reply.headers,
    text,
    json: isJson ? (JSON.parse(text) as unknown) : undefined,
  }
}

/** Asks a GraphQL question. */
export const query = (standin: Standin, token: string, text: string, variables?: Record<string, unknown>) =>
  ask(standin, '/graphql', { token, method: 'POST', body: { query: text, ...(variables ? { variables } : {}) } })
