import { z } from 'zod'
import { pathProblem } from '../core/safe-path.ts'
import { checked } from '../core/yaml/checked.ts'
import { parseRepositoryUrl, type RepositoryUrl } from '../core/repository-url.ts'

const repository = z.string().transform((text, context): RepositoryUrl => {
  const parsed = parseRepositoryUrl(text)
  if (parsed.ok) return parsed.url
  context.issues.push({ code: 'custom', input: text, message: parsed.message, params: { mend: parsed.mend } })
  return z.NEVER
})

export const upstreamsSchema = z.strictObject({
  upstreams: z.array(
    z
      .strictObject({
        project: z.string().min(1),
        canonical: repository,
        path: checked(pathProblem).optional(),
        mirrors: z.array(repository),
        copies: z.array(repository),
        general: z.literal(true).optional(),
        common: z.literal(true).optional(),
        directories: z.array(checked(pathProblem)).default([]),
        source: z.string().min(1),
      })
      .transform(({ general, common, ...upstream }) => ({
        ...upstream,
        isGeneral: general === true,
        isCommon: common === true,
      })),
  ),
})
