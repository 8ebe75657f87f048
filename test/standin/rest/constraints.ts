import { child, type Json } from '../description.ts'
import { refuse } from '../refusal.ts'
import type { Call } from './call.ts'

const invalid = (message: string): never => refuse(422, `Invalid request.\n\n${message}`)

const atMost = (items: unknown, most: number): void => {
  const count = Array.isArray(items) ? items.length : 0
  if (count > most) invalid(`No more than ${most} items are allowed; ${count} were supplied.`)
}

const shortEnough = (text: unknown, most: number): void => {
  const length = typeof text === 'string' ? Buffer.byteLength(text) : 0
  if (length > most) invalid(`Only ${most} characters are allowed; ${length} were supplied.`)
}

/** GitHub cuts at bytes, though its description speaks of characters; and asks for a title, though it doesn't say so. */
const checkRun = ({ body, limits }: Call): void => {
  const output = body['output'] as Json | undefined
  if (output) {
    for (const name of ['title', 'summary'])
      if (typeof output[name] !== 'string' || output[name] === '') invalid(`"${name}" wasn't supplied.`)
    shortEnough(output['summary'], limits.outputBytes)
    shortEnough(output['text'], limits.outputBytes)
    atMost(output['annotations'], limits.annotations)
  }
  const { actions } = body
  atMost(actions, 3)
  for (const action of Array.isArray(actions) ? (actions as unknown[]) : []) {
    shortEnough(child(action, 'label'), 20)
    shortEnough(child(action, 'identifier'), 20)
    shortEnough(child(action, 'description'), 40)
  }
  if (body['status'] === 'completed' && body['conclusion'] === undefined) invalid('"conclusion" wasn\'t supplied.')
}

/** Refuses what GitHub answers with 422 in words of its own, before the description has its say. */
export const constrain = (call: Call): void => {
  if (call.operation === 'checks/create' || call.operation === 'checks/update') checkRun(call)
}
