import { z } from 'zod'
import { parseRepositoryUrl } from '../core/repository-url.ts'
import { checked } from '../core/yaml/checked.ts'

const host = checked((text) => {
  const parsed = parseRepositoryUrl(`https://${text}/owner/name`)
  if (!parsed.ok) return parsed
  return parsed.url === `https://${text}/owner/name` ? null : { message: 'is not a host in lower case', mend: null }
})

export const forgesSchema = z.strictObject({
  forges: z.array(z.strictObject({ host, kind: z.enum(['github', 'gitlab', 'git']) })).min(1),
})
