import { type DestinationStream, type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Environment } from './environment.ts'

export type Log = Logger

/** The service's log: one JSON object a line, or for reading in a terminal. */
export const createLog = (
  { logLevel, logFormat }: Pick<Environment, 'logLevel' | 'logFormat'>,
  destination: DestinationStream = pino.destination({ dest: 1, sync: true }),
): Log => {
  const options = { name: 'open-userspace', level: logLevel, redact: SECRETS, serializers: { err: serializeError } }
  return logFormat === 'json'
    ? pino(options, destination)
    : pino(options, pretty({ ignore: 'pid,hostname', sync: true, destination }))
}

/** Where a secret would stand if something logged more than it should. */
const SECRETS = [
  'headers.authorization',
  'request.headers.authorization',
  ...['token', 'privateKey', 'webhookSecret', 'redisUrl'].flatMap((name) => [name, `*.${name}`]),
]

/**
 * An error's own words alone. Octokit's errors carry request and answer, and with them the names and contents of
 * private repositories; those of webhook handlers carry the whole event.
 */
const serializeError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error
  const status = 'status' in error && typeof error.status === 'number' ? { status: error.status } : {}
  return { type: error.name, message: error.message, stack: error.stack, ...status }
}
