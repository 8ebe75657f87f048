import { z } from 'zod'
import { reviewTrailers } from '../../core/change/review-trailers.ts'
import { parseChangeUrl, pathOf, type RepositoryUrl } from '../../core/repository-url.ts'
import type { Answer } from '../answer.ts'
import type { DescribedChange } from '../forge.ts'
import { type GitLabApi, projectAt } from './api.ts'
import { Approvals, MergeRequest, Project } from './schemas.ts'

const MOST_COMMITS = 50

/** Looks up one linked merge request, in four requests. An address of another form is unreadable. */
export const describeChange = async (api: GitLabApi, url: string): Promise<DescribedChange> => {
  const parsed = parseChangeUrl(url)
  if (!parsed.ok || parsed.change.kind !== 'merge-request') return { state: 'unreadable' }
  const { repository, number } = parsed.change
  const project = await api.get(projectAt(pathOf(repository)), {}, Project)
  if (!project.ok) return failed(project)
  const { id, visibility, path_with_namespace: path } = project.value
  if (visibility !== undefined && visibility !== 'public') return { state: 'unreadable' }
  const at = `/projects/${id}/merge_requests/${number}`
  const [found, approvals, commits] = await Promise.all([
    api.get(at, {}, MergeRequest),
    api.get(`${at}/approvals`, {}, Approvals),
    api.get(`${at}/commits`, { per_page: MOST_COMMITS }, Commits),
  ])
  if (!found.ok) return failed(found)
  if (!commits.ok) return failed(commits)
  const approved = approvalsOf(approvals)
  if (!approved.ok) return failed(approved)
  const { state, draft, sha, author, head_pipeline: pipeline } = found.value
  return {
    state: 'readable',
    change: {
      repository: `https://${api.host}/${path}` as RepositoryUrl,
      number,
      status: state === 'merged' ? 'merged' : state === 'closed' ? 'closed' : 'open',
      isDraft: draft === true,
      head: sha,
      // Nobody approves a change of their own, whatever an instance lets them do.
      approvedBy: approved.value.filter((name) => name !== author?.username),
      trailers: reviewTrailers(commits.value.map(({ message }) => message)),
      checks: (pipeline?.sha === sha ? CHECKS[pipeline.status] : undefined) ?? 'not-tellable',
    },
  }
}

const Commits = z.array(z.object({ message: z.string() }))

/** https://docs.gitlab.com/api/pipelines/#list-project-pipelines */
const CHECKS: Readonly<Record<string, 'passing' | 'failing' | 'pending'>> = {
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

/** Only members with the right to approve can. Where an instance tells approvals to members alone, none is known. */
const approvalsOf = (answer: Answer<z.infer<typeof Approvals>>): Answer<readonly string[]> => {
  if (answer.ok) return { ok: true, value: (answer.value.approved_by ?? []).map(({ user }) => user.username) }
  const { failure } = answer
  const isHidden = failure.kind === 'missing' || failure.why.cause === 'forbidden'
  return isHidden ? { ok: true, value: [] } : answer
}

const failed = ({ failure }: Answer<unknown> & { ok: false }): DescribedChange =>
  failure.kind === 'missing' ? { state: 'unreadable' } : { state: 'unknown', why: failure.why }
