import { Redis } from 'ioredis'
import type { Log } from '../log.ts'

/** Connections to one Redis or Valkey. */
export type RedisConnections = {
  /** Fails at once while Redis is away, so that whoever asked can be told. */
  readonly commands: Redis
  /** Waits for Redis to come back: what BullMQ's worker is to have. */
  readonly patient: Redis
  /** Hears of what others publish. */
  readonly subscriber: Redis
  readonly close: () => void
}

/** Connects, and rejects where Redis isn't there within ten seconds. Afterwards it reconnects by itself for ever. */
export const connectRedis = async (url: string, log: Pick<Log, 'warn'>): Promise<RedisConnections> => {
  let told = false
  const open = (options: { readonly maxRetriesPerRequest: number | null; readonly enableOfflineQueue: boolean }) => {
    const redis = new Redis(url, {
      ...options,
      lazyConnect: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      retryStrategy: (times) => Math.min(100 * times, LONGEST_RECONNECT_MS),
    })
    // One line for an outage, however many connections see it and however often.
    redis.on('error', (error: Error) => {
      if (!told) log.warn({ err: error }, 'Redis cannot be reached')
      told = true
    })
    redis.on('ready', () => (told = false))
    return redis
  }
  const commands = open({ maxRetriesPerRequest: 1, enableOfflineQueue: false })
  const patient = open({ maxRetriesPerRequest: null, enableOfflineQueue: true })
  const subscriber = open({ maxRetriesPerRequest: null, enableOfflineQueue: true })
  const all = [commands, patient, subscriber]
  const close = () => {
    for (const redis of all) redis.disconnect()
  }
  try {
    await Promise.all(all.map((redis) => redis.connect()))
  } catch (error) {
    close()
    throw error
  }
  return { commands, patient, subscriber, close }
}

const CONNECT_TIMEOUT_MS = 10_000
const LONGEST_RECONNECT_MS = 2_000
