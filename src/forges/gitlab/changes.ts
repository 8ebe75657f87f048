import { z } from 'zod'
import type { Unknown } from '../../core/case.ts'
import { hostOf, parseChangeUrl, pathOf, type RepositoryUrl } from '../../core/repository-url.ts'
import type { Answer } from '../answer.ts'
import { type GitLabApi, projectAt } from './api.ts'
import { Approvals, MergeRequest, Project } from './schemas.ts'

/** What a forge tells of a linked change before any of its files is read. */
export type DescribedMergeRequest =
  | { readonly state: 'readable'; readonly change: MergeRequestFacts }
  | { readonly state: 'unreadable' }
  | { readonly state: 'unknown'; readonly why: Unknown }

export type MergeRequestFacts = {
  /** The repository that it is made to. */
  readonly repository: RepositoryUrl
  readonly number: number
  readonly status: 'open' | 'merged' | 'closed'
  readonly isDraft: boolean
  /** 40 hex. */
  readonly head: string
  /** By others than its author; GitLab takes approvals of those alone who may push there. */
  readonly approvedBy: readonly string[]
  /** `Reviewed-by:`, `Acked-by:` and `Tested-by:` lines of its commits, as written. */
  readonly trailers: readonly string[]
  readonly checks: 'passing' | 'failing' | 'pending' | 'not-tellable'
}

/** Looks up a linked merge request. An address of another host or form is unreadable. */
export const describeMergeRequest = async (api: GitLabApi, url: string): Promise<DescribedMergeRequest> => {
  const parsed = parseChangeUrl(url)
  if (!parsed.ok || parsed.change.kind !== 'merge-request' || hostOf(parsed.change.repository) !== api.host) {
    return { state: 'unreadable' }
  }
  const { repository, number } = parsed.change
  const project = await api.get(projectAt(pathOf(repository)), {}, Project)
  if (!project.ok) return failed(project)
  if (project.value.visibility !== undefined && project.value.visibility !== 'public') return { state: 'unreadable' }
  const at = `/projects/${project.value.id}/merge_requests/${number}`
  const [found, approvals, commits] = await Promise.all([
    api.get(at, {}, MergeRequest),
    api.get(`${at}/approvals`, {}, Approvals),
    api.get(`${at}/commits`, { per_page: MOST_COMMITS }, Commits),
  ])
  if (!found.ok) return failed(found)
  // Some instances tell approvals and commits to members alone: then there are none that anyone can see.
  for (const each of [approvals, commits])
    if (!each.ok && each.failure.kind === 'unknown' && !isKept(each)) return failed(each)
  const { state, draft, sha, author, head_pipeline: pipeline } = found.value
  return {
    state: 'readable',
    change: {
      repository: `https://${api.host}/${project.value.path_with_namespace}` as RepositoryUrl,
      number,
      status: state === 'merged' ? 'merged' : state === 'opened' ? 'open' : 'closed',
      isDraft: draft ?? false,
      head: sha,
      approvedBy: approvals.ok
        ? (approvals.value.approved_by ?? [])
            .map(({ user }) => user.username)
            .filter((name) => name !== author?.username)
        : [],
      trailers: commits.ok ? trailersOf(commits.value) : [],
      // A pipeline of an older head says nothing of this one.
      checks: pipeline?.sha === sha ? (CHECKS[pipeline.status] ?? 'not-tellable') : 'not-tellable',
    },
  }
}

const MOST_COMMITS = 50
const Commits = z.array(z.object({ message: z.string() }))

/** https://docs.gitlab.com/api/pipelines/#list-project-pipelines */
const CHECKS: Readonly<Record<string, MergeRequestFacts['checks']>> = {
  success: 'passing',
  failed: 'failing',
  canceled: 'failing',
  created: 'pending',
  waiting_for_resource: 'pending',
  preparing: 'pending',
  pending: 'pending',
  running: 'pending',
  scheduled: 'pending',
}

const MOST_TRAILERS = 6

const trailersOf = (commits: z.infer<typeof Commits>): readonly string[] =>
  [
    ...new Set(
      commits.flatMap(({ message }) =>
        Array.from(message.matchAll(/^(?:Reviewed|Acked|Tested)-by:.{1,200}$/gim), ([line]) => line.trim()),
      ),
    ),
  ].slice(0, MOST_TRAILERS)

const isKept = ({ failure }: Answer<unknown> & { ok: false }): boolean =>
  failure.kind === 'unknown' && failure.why.cause === 'forbidden'

const failed = ({ failure }: Answer<unknown> & { ok: false }): DescribedMergeRequest =>
  failure.kind === 'missing' ? { state: 'unreadable' } : { state: 'unknown', why: failure.why }
