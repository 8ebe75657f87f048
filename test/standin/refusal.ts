import type { Json } from './description.ts'
import type { Answer } from './rest/call.ts'

/** An answer that says no, thrown from wherever it becomes clear. */
class Refusal extends Error {
  readonly status: number
  readonly body: Json
  readonly headers: Record<string, string>

  constructor(status: number, body: Json, headers: Record<string, string>) {
    super(String(body['message']))
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** Answers so, in the form of GitHub's errors. */
export function refuse(status: number, message: string, more: Json = {}, headers: Record<string, string> = {}): never {
  const body = { message, documentation_url: 'https://docs.github.com/rest', status: String(status), ...more }
  throw new Refusal(status, body, headers)
}

/** The answer of a refusal; whatever else was thrown is a fault of the stand-in's own. */
export const refusalAnswer = (error: unknown): Answer => {
  if (error instanceof Refusal) return { status: error.status, body: error.body, headers: error.headers }
  throw error
}

/** Answers with what the work gives, or with its refusal. */
export const attempt = (work: () => Answer): Answer => {
  try {
    return work()
  } catch (error) {
    return refusalAnswer(error)
  }
}
