import { z } from 'zod'

/**
 * https://docs.gitlab.com/api/projects/#get-a-single-project. A reader without an account is told less of it, and how
 * much differs between versions: what is not there is not tellable.
 */
export const Project = z.object({
  id: z.number(),
  path_with_namespace: z.string(),
  default_branch: z.string().nullish(),
  visibility: z.string().optional(),
  repository_access_level: z.string().optional(),
  archived: z.boolean().optional(),
  empty_repo: z.boolean().optional(),
  mirror: z.boolean().optional(),
  import_url: z.string().nullish(),
  license: z.object({ key: z.string() }).nullish(),
  forked_from_project: z
    .object({
      id: z.number(),
      path_with_namespace: z.string(),
      default_branch: z.string().nullish(),
      visibility: z.string().optional(),
    })
    .nullish(),
})
export type Project = z.infer<typeof Project>

/** Of a branch or tag; a tag's commit is the one that it names in the end. */
export const Ref = z.object({ name: z.string(), commit: z.object({ id: z.string().regex(/^[0-9a-f]{40,64}$/) }) })

export const TreeItem = z.object({ path: z.string(), type: z.string(), mode: z.string() })

/** https://docs.gitlab.com/api/merge_requests/#get-a-single-mr */
export const MergeRequest = z.object({
  state: z.string(),
  draft: z.boolean().optional(),
  sha: z.string(),
  target_branch: z.string(),
  merged_at: z.string().nullish(),
  author: z.object({ username: z.string() }).nullish(),
  head_pipeline: z.object({ status: z.string(), sha: z.string() }).nullish(),
})

export const Approvals = z.object({
  approved_by: z.array(z.object({ user: z.object({ username: z.string() }) })).optional(),
})
