import { z } from 'zod'
import { reviewTrailers } from '../../core/change/review-trailers.ts'
import type { ReadableChange } from '../../core/evidence/linked-change.ts'
import { hostOf, parseChangeUrl, pathOf, type RepositoryUrl } from '../../core/repository-url.ts'
import type { Answer } from '../answer.ts'
import type { DescribedChange } from '../forge.ts'
import { type GitLabApi, projectAt } from './api.ts'
import { Approvals, MergeRequest, Project } from './schemas.ts'

/** Looks up a linked merge request. An address of another host or form is unreadable. */
export const describeMergeRequest = async (api: GitLabApi, url: string): Promise<DescribedChange> => {
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
      trailers: commits.ok ? reviewTrailers(commits.value.map(({ message }) => message)) : [],
      // A pipeline of an older head says nothing of this one.
      checks: pipeline?.sha === sha ? (CHECKS[pipeline.status] ?? 'not-tellable') : 'not-tellable',
    },
  }
}

const MOST_COMMITS = 50
const Commits = z.array(z.object({ message: z.string() }))

/** https://docs.gitlab.com/api/pipelines/#list-project-pipelines */
const CHECKS: Readonly<Record<string, ReadableChange['checks']>> = {
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

const isKept = ({ failure }: Answer<unknown> & { ok: false }): boolean =>
  failure.kind === 'unknown' && failure.why.cause === 'forbidden'

const failed = ({ failure }: Answer<unknown> & { ok: false }): DescribedChange =>
  failure.kind === 'missing' ? { state: 'unreadable' } : { state: 'unknown', why: failure.why }
