import type { IncomingMessage } from 'node:http'
import type { Viewer } from './auth.ts'
import { matchOperation } from './description.ts'
import { operationName } from './graphql/request.ts'
import type { Quota } from './limits.ts'
import type { RequestLog } from './log.ts'
import type { Answer, Surroundings } from './rest/call.ts'

/** A request that has been read, and what it turned out to be. */
export type Incoming = {
  url: URL
  /** Below the base path, with nothing decoded. */
  path: string
  body: unknown
  badJson: boolean
  accept: string
  isGraphql: boolean
  match: ReturnType<typeof matchOperation>
  log: RequestLog
}

/** What came of a request. */
export type Outcome = { answer: Answer; quota?: Quota | undefined; viewer?: Viewer | undefined }

export type Places = { basePath: string; graphqlPath: string; now: () => number }

const parse = (text: string): { body: unknown; badJson: boolean } => {
  if (text === '') return { body: undefined, badJson: false }
  try {
    return { body: JSON.parse(text) as unknown, badJson: false }
  } catch {
    return { body: undefined, badJson: true }
  }
}

/** Reads what a request is for. */
export const understand = (
  { world, urls, basePath, graphqlPath, now }: Surroundings & Places,
  request: IncomingMessage,
  text: string,
): Incoming => {
  const url = new URL(request.url ?? '/', urls.api)
  const method = request.method ?? 'GET'
  const isGraphql = url.pathname === graphqlPath
  const below = url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) || '/' : url.pathname
  // GitHub knows a repository by its id too, and sends those there who ask for an old name.
  const [, id, rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(below) ?? []
  const repository = id === undefined ? undefined : world.find(Number(id))
  const path = isGraphql ? '/graphql' : repository ? `/repos/${repository.fullName}${rest}` : below
  const match = isGraphql ? undefined : matchOperation(method, path)
  const { body, badJson } = parse(text)
  const operationOf = (): string => {
    if (isGraphql) return `graphql ${operationName(body)}`
    if (path.startsWith('/_codeload/')) return 'codeload'
    return match?.operation.id ?? `${method} ${path}`
  }
  return {
    url,
    path,
    body,
    badJson,
    accept: request.headers.accept ?? '',
    isGraphql,
    match,
    log: {
      method,
      path,
      query: Object.fromEntries(url.searchParams),
      operation: operationOf(),
      token: 'invalid',
      credentials: request.headers.authorization?.split(/\s+/)[1],
      headers: request.headers,
      body,
      startedAt: now(),
      endedAt: undefined,
      status: undefined,
      fault: undefined,
    },
  }
}
