import type { LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { type Address, type Resolve, resolvePublic } from './resolve.ts'

/** Opens a connection to one of the addresses and to no other. */
export type Dial = (addresses: readonly Address[]) => buildConnector.connector

const CONNECT_TIMEOUT_MS = 10_000

/** Thrown through undici, which knows failures of connections as errors alone. */
export const NOT_PUBLIC = 'ERR_ADDRESS_NOT_PUBLIC'

/**
 * Connects to public addresses alone. They are looked up and checked for this connection, which then goes to just these,
 * so that a name that answers otherwise the next time gains nothing.
 */
export const publicConnector =
  (resolve: Resolve, dial: Dial = dialPinned): buildConnector.connector =>
  (options, callback) => {
    resolvePublic(resolve, options.hostname).then(
      (addresses) => {
        if (addresses === 'not-public') callback(notPublic(options.hostname), null)
        else dial(addresses)(options, callback)
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    )
  }

const dialPinned: Dial = (addresses) => buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: answerWith(addresses) })

/** Connects wherever the operator's address leads. */
export const operatorConnector = (ca: string | null): buildConnector.connector =>
  buildConnector({ timeout: CONNECT_TIMEOUT_MS, ...(ca === null ? {} : { ca }) })

const answerWith =
  (addresses: readonly Address[]): LookupFunction =>
  (_host, options, callback) => {
    const [first] = addresses
    if (options.all === true || first === undefined) callback(null, [...addresses])
    else callback(null, first.address, first.family)
  }

const notPublic = (host: string): Error =>
  Object.assign(new Error(`${host} has an address that is not public`), { code: NOT_PUBLIC })
