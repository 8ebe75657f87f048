import type { Fault } from '../faults.ts'
import type { Incoming, Outcome } from '../incoming.ts'
import { attempt } from '../refusal.ts'
import type { Surroundings } from '../rest/call.ts'
import type { Execute } from './execute.ts'

const says = (status: number, message: string) => ({ status, body: { message, status: String(status) } })

/** Answers GraphQL requests, for those alone who show a token. */
export const createGraphqlEndpoint =
  ({ auth, rates }: Surroundings, execute: Execute): ((incoming: Incoming, fault: Fault | undefined) => Outcome) =>
  (incoming, fault) => {
    const { log } = incoming
    const outcome: Outcome = { answer: { status: 500 } }
    outcome.answer = attempt(() => {
      const viewer = auth.identify(log.headers.authorization)
      log.token = viewer.kind
      outcome.viewer = viewer
      if (viewer.kind !== 'installation' && viewer.kind !== 'user')
        return says(401, 'This endpoint requires you to be authenticated.')
      if (incoming.badJson || log.method !== 'POST') return says(400, 'Problems parsing JSON')
      // Refuses whoever has used up the hour before anything is done.
      rates.spend(viewer, 'graphql', 0)
      const { answer, cost } = execute(incoming.body ?? {}, viewer, fault)
      outcome.quota = rates.spend(viewer, 'graphql', cost)
      return answer
    })
    return outcome
  }
