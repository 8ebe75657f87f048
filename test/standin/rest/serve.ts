import type { Json, Operation } from '../description.ts'
import type { Incoming, Outcome } from '../incoming.ts'
import type { Violation } from '../log.ts'
import { attempt } from '../refusal.ts'
import type { Validator } from '../validate.ts'
import type { Answer, Call, Surroundings } from './call.ts'
import { constrain } from './constraints.ts'
import { route } from './route.ts'

type Options = Surroundings & { validator: Validator | undefined; violations: Violation[] }

const notOurs = (problems: string[]): Answer => ({
  status: 500,
  body: { message: `The stand-in refuses this: ${problems.join('; ')}`, status: '500' },
})

/** JSON in place of a diff that was asked for would be fiction. */
const formatProblems = (accept: string): string[] => {
  const asked = /application\/vnd\.github\.(?:v3\.)?(diff|patch|html|text|full)\b/.exec(accept)?.[1]
  return asked === undefined ? [] : [`the stand-in gives no ${asked}`]
}

/** Answers REST requests, with the official description held against both sides. */
export const createRest = (options: Options): ((incoming: Incoming) => Outcome) => {
  const { auth, rates, validator, violations } = options

  const carryOut = (call: Call, operation: Operation): Answer => {
    constrain(call)
    const problems = validator
      ? [...validator.request(operation, call.params, call.query, call.given), ...formatProblems(call.accept)]
      : []
    if (problems.length === 0) return route(call)
    violations.push({ side: 'request', operation: operation.id, problems })
    return notOurs(problems)
  }

  return (incoming) => {
    const { log, match } = incoming
    const outcome: Outcome = { answer: notOurs([]) }
    const before = violations.length
    outcome.answer = attempt(() => {
      const viewer = auth.identify(log.headers.authorization)
      log.token = viewer.kind
      outcome.viewer = viewer
      outcome.quota =
        match?.operation.id === 'rate-limit/get' ? rates.peek(viewer, 'core') : rates.spend(viewer, 'core')
      if (incoming.badJson) return { status: 400, body: { message: 'Problems parsing JSON', status: '400' } }
      if (!match) {
        const problems = ['the stand-in knows no such operation']
        violations.push({ side: 'request', operation: log.operation, problems })
        return { status: 404, body: { message: 'Not Found', status: '404' } }
      }
      return carryOut(
        {
          ...options,
          operation: match.operation.id,
          method: log.method,
          path: incoming.path,
          params: match.params,
          query: incoming.url.searchParams,
          given: incoming.body,
          body: (incoming.body ?? {}) as Json,
          accept: incoming.accept,
          viewer,
          credentials: log.credentials,
        },
        match.operation,
      )
    })
    const { answer } = outcome
    const understood = violations.length === before
    // The stand-in's own word on a wrong request is none of GitHub's.
    const problems =
      validator && match && understood && !incoming.badJson && !answer.raw
        ? validator.answer(match.operation, answer.status, answer.body)
        : []
    if (problems.length > 0)
      violations.push({ side: 'answer', operation: log.operation, status: answer.status, problems })
    return outcome
  }
}
