import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'

/** A Lua script, which Redis carries out as one step. */
export type Script = (
  redis: Redis,
  keys: readonly string[],
  parameters: readonly (string | number)[],
) => Promise<unknown>

/** Sends the script's text once to each Redis, and its digest from then on. */
export const script = (lua: string): Script => {
  const digest = createHash('sha1').update(lua).digest('hex')
  return async (redis, keys, parameters) => {
    const rest = [...keys, ...parameters]
    try {
      return await redis.evalsha(digest, keys.length, ...rest)
    } catch (error) {
      // It was restarted, and has forgotten.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return redis.eval(lua, keys.length, ...rest)
    }
  }
}
