import { z } from 'zod'

/** Why something could not be found out, as a recorded case has it. */
export const unknown = z.strictObject({
  cause: z.enum(['rate-limit', 'timeout', 'server-error', 'network', 'forbidden', 'malformed', 'changing', 'too-large']),
  detail: z.string(),
  retryAt: z.string().nullable(),
})
