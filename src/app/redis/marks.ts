import type { Redis } from 'ioredis'
import type { Marks } from '../marks.ts'

export const createRedisMarks = (redis: Redis, prefix = '{open-userspace}'): Marks => ({
  first: async (name, ms) => (await redis.set(`${prefix}:mark:${name}`, '1', 'PX', Math.ceil(ms), 'NX')) !== null,
})
