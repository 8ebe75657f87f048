import type { IncomingHttpHeaders } from 'node:http'
import type { Viewer } from './auth.ts'

/** A request that the stand-in took. */
export type RequestLog = {
  method: string
  /** Below the base path, with nothing decoded. */
  path: string
  query: Record<string, string>
  /** The official operationId, `graphql <operation name>`, `codeload`, or the method and path of something unknown. */
  operation: string
  token: Viewer['kind'] | 'invalid'
  /** The token itself, to tell one from another. */
  credentials: string | undefined
  headers: IncomingHttpHeaders
  body: unknown
  startedAt: number
  endedAt: number | undefined
  /** Undefined until it's answered; an injected fault may leave it so. */
  status: number | undefined
  /** The kind of fault that was injected. */
  fault: string | undefined
}

/** Something that GitHub would not have said or taken. */
export type Violation = { side: 'request' | 'answer'; operation: string; status?: number; problems: string[] }
