import type { ComponentKey } from '../../core/case.ts'
import { pathOf, type RepositoryUrl } from '../../core/repository-url.ts'
import type { Answer } from '../answer.ts'
import type { Described, DescribedRepository } from '../forge.ts'
import { type GitLabApi, projectAt } from './api.ts'
import { Project, Ref } from './schemas.ts'
import { missingPaths } from './tree.ts'

/** Describes one component by REST, which needs no account: two requests, and one or two for each path. */
export const describe = async (api: GitLabApi, key: ComponentKey): Promise<Described> => {
  const asked = await api.get(projectAt(pathOf(key.repository)), { license: 'true' }, Project)
  if (!asked.ok) return failed(asked)
  const project = asked.value
  const isOpen = (level: string | undefined, open: string): boolean => level === undefined || level === open
  if (!isOpen(project.visibility, 'public') || !isOpen(project.repository_access_level, 'enabled')) {
    return { state: 'unreadable' }
  }
  const id = `/projects/${project.id}`
  const ref = await refOf(api, id, key.ref, project.default_branch ?? null)
  if (!ref.ok) return failed(ref)
  const [missing, parent] = await Promise.all([
    ref.value === null ? NONE : missingPaths(api, id, ref.value.commit, key.paths),
    parentOf(api, project, key.paths),
  ])
  if (!missing.ok) return failed(missing)
  if (!parent.ok) return failed(parent)
  return {
    state: 'readable',
    repository: {
      url: addressOf(api, project.path_with_namespace),
      archived: project.archived ?? 'not-tellable',
      disabled: false,
      empty: project.empty_repo ?? (project.default_branch ?? null) === null,
      parent: parent.value,
      mirrorOf: project.mirror === undefined ? 'not-tellable' : project.mirror ? (project.import_url ?? '') : null,
      defaultBranch: project.default_branch ?? null,
      ref: ref.value,
      missingPaths: missing.value,
      forgeLicense: project.license?.key ?? null,
    },
  }
}

const NONE: Answer<readonly string[]> = { ok: true, value: [] }

const failed = ({ failure }: Answer<unknown> & { ok: false }): Described =>
  failure.kind === 'missing' ? { state: 'unreadable' } : { state: 'unknown', why: failure.why }

const addressOf = ({ host }: GitLabApi, path: string): RepositoryUrl => `https://${host}/${path}` as RepositoryUrl

/** Branches come before tags of the same name. */
const refOf = async (
  api: GitLabApi,
  project: string,
  name: string | null,
  defaultBranch: string | null,
): Promise<Answer<DescribedRepository['ref']>> => {
  const wanted = name ?? defaultBranch
  if (wanted === null) return { ok: true, value: null }
  for (const kind of name === null ? (['branch'] as const) : (['branch', 'tag'] as const)) {
    const path = `${project}/repository/${kind === 'branch' ? 'branches' : 'tags'}/${encodeURIComponent(wanted)}`
    const found = await api.get(path, {}, Ref)
    if (found.ok) return { ok: true, value: { kind, name: wanted, commit: found.value.commit.id } }
    if (found.failure.kind !== 'missing') return found
  }
  return { ok: true, value: null }
}

/** GitLab says nothing of a parent where there is none, and where it says nothing of the project at all. */
const parentOf = async (
  api: GitLabApi,
  { forked_from_project: parent, archived }: Project,
  paths: readonly string[],
): Promise<Answer<DescribedRepository['parent']>> => {
  if (!parent) return { ok: true, value: archived === undefined ? 'not-tellable' : null }
  // A private parent can't be the upstream that anyone is sent to.
  if (parent.visibility !== undefined && parent.visibility !== 'public') return { ok: true, value: null }
  const missing = await missingPaths(api, `/projects/${parent.id}`, parent.default_branch ?? 'HEAD', paths)
  if (!missing.ok) return missing.failure.kind === 'missing' ? { ok: true, value: null } : missing
  const url = addressOf(api, parent.path_with_namespace)
  return { ok: true, value: { url, hasPaths: missing.value.length === 0 } }
}
