import type {
  BranchSchema,
  CommitReferenceSchema,
  CommitSchema,
  ExpandedMergeRequestSchema,
  MergeRequestLevelMergeRequestApprovalSchema,
  ProjectSchema,
  RepositoryTreeSchema,
  TagSchema,
} from '@gitbeaker/core'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A project of a GitLab on loopback; its contents are those of a real bare repository. */
export type StandinProject = {
  readonly path: string
  /** Of the bare repository. */
  readonly directory: string
  readonly defaultBranch: string | null
  readonly visibility?: ProjectSchema['visibility']
  readonly archived?: boolean
  readonly mirrorOf?: string
  readonly forkOf?: string
  /** Paths that it had before. */
  readonly was?: readonly string[]
  readonly mergeRequests?: readonly StandinMergeRequest[]
}

export type StandinMergeRequest = Pick<
  ExpandedMergeRequestSchema,
  'iid' | 'state' | 'draft' | 'sha' | 'target_branch'
> & {
  readonly author: string
  readonly approvedBy: readonly string[]
  /** Of the newest pipeline; null where there is none. */
  readonly pipeline: string | null
}

export type GitLabStandin = {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  readonly asked: string[]
  readonly close: () => Promise<void>
}

export type GitLabStandinOptions = {
  readonly projects: readonly StandinProject[]
  /** Tells a reader without an account all of a project, as old versions did not. */
  readonly tellsAll?: boolean
  /** Answers in the server's place where it gives true. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>
}

type Answer = { readonly status: number; readonly body: unknown } | Buffer

const MISSING: Answer = { status: 404, body: { message: '404 Not Found' } }

export const startGitLab = async (options: GitLabStandinOptions): Promise<GitLabStandin> => {
  const asked: string[] = []
  let origin = ''
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked.push(request.url ?? '')
    if ((await options.before?.(request, response)) === true) return
    const url = new URL(request.url ?? '/', origin)
    const answer = route(options, url, origin)
    if (Buffer.isBuffer(answer)) response.writeHead(200).end(answer)
    else if (answer.status === 301) response.writeHead(301, { location: String(answer.body) }).end()
    else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
  }
  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    asked,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

const route = (options: GitLabStandinOptions, url: URL, origin: string): Answer => {
  const [, id = '', rest = ''] = /^\/api\/v4\/projects\/([^/]+)(.*)$/.exec(url.pathname) ?? []
  const name = decodeURIComponent(id)
  const { projects } = options
  const moved = projects.find(({ was = [] }) => was.includes(name))
  if (moved !== undefined) {
    return { status: 301, body: `${origin}/api/v4/projects/${encodeURIComponent(moved.path)}${rest}${url.search}` }
  }
  const at = projects.findIndex(({ path }, index) => path === name || String(index + 1) === name)
  const project = projects[at]
  if (project === undefined || (project.visibility ?? 'public') !== 'public') return MISSING
  if (rest === '') return { status: 200, body: projectBody(options, project, at + 1) }
  return repository(project, rest, url.searchParams)
}

/** What GitLab says of a project, held against the types that are published of its API. */
const projectBody = (
  { projects, tellsAll = true }: GitLabStandinOptions,
  project: StandinProject,
  id: number,
): Partial<ProjectSchema> & Pick<ProjectSchema, 'id' | 'path_with_namespace'> => {
  const basic = {
    id,
    name: project.path.split('/').at(-1) ?? '',
    path: project.path.split('/').at(-1) ?? '',
    path_with_namespace: project.path,
    // The published type knows no project without a branch, where GitLab says null.
    ...(project.defaultBranch === null ? {} : { default_branch: project.defaultBranch }),
  }
  if (!tellsAll) return basic
  const parent = projects.findIndex(({ path }) => path === project.forkOf)
  const fork = projects[parent]
  return {
    ...basic,
    visibility: project.visibility ?? 'public',
    archived: project.archived ?? false,
    empty_repo: project.defaultBranch === null,
    mirror: project.mirrorOf !== undefined,
    import_url: project.mirrorOf ?? null,
    ...(fork === undefined
      ? {}
      : {
          forked_from_project: { id: parent + 1, path_with_namespace: fork.path, default_branch: fork.defaultBranch },
        }),
  }
}

const repository = (project: StandinProject, rest: string, query: URLSearchParams): Answer => {
  const [kind = '', name = '', more = ''] = rest
    .replace(/^\/(?:repository\/)?/, '')
    .split('/')
    .map(decodeURIComponent)
  switch (kind) {
    case 'branches':
      return refBody(project, 'heads', name)
    case 'tags':
      return refBody(project, 'tags', name)
    case 'tree':
      return tree(project, query)
    case 'archive.tar.gz': {
      const commit = query.get('sha') ?? ''
      const prefix = `${project.path.split('/').at(-1) ?? ''}-${commit}/`
      return git(project, ['archive', '--format=tar.gz', `--prefix=${prefix}`, commit]) ?? MISSING
    }
    case 'files': {
      const content = git(project, ['cat-file', 'blob', `${query.get('ref') ?? ''}:${name}`])
      return content === null || more === 'raw' ? (content ?? MISSING) : { status: 200, body: { file_path: name } }
    }
    case 'commits':
      if (more === 'refs') return refsHolding(project, name)
      return history(project, query)
    case 'merge_requests': {
      const found = project.mergeRequests?.find(({ iid }) => String(iid) === name)
      if (found === undefined) return MISSING
      if (more === 'approvals') return { status: 200, body: approvals(found) }
      return { status: 200, body: more === 'commits' ? commits(project, found) : merge(found) }
    }
    default:
      return MISSING
  }
}

const git = ({ directory }: StandinProject, args: readonly string[]): Buffer | null => {
  try {
    return execFileSync('git', [`--git-dir=${directory}`, ...args], {
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return null
  }
}

const refBody = (project: StandinProject, kind: 'heads' | 'tags', name: string): Answer => {
  const commit = git(project, ['rev-parse', '--verify', '--quiet', `refs/${kind}/${name}^{commit}`])
  if (commit === null) return MISSING
  type Body = Pick<BranchSchema | TagSchema, 'name'> & { commit: Pick<BranchSchema['commit'], 'id'> }
  const body: Body = { name, commit: { id: commit.toString().trim() } }
  return { status: 200, body }
}

const ids = (out: Buffer): string[] => out.toString().split('\n').filter(Boolean)

/** Branches and tags that have it in their history; a commit that is on none is one of its objects all the same. */
const refsHolding = (project: StandinProject, commit: string): Answer => {
  const format = '--format=%(refname:lstrip=2)'
  const found = git(project, ['for-each-ref', '--contains', commit, format, 'refs/heads', 'refs/tags'])
  if (found === null) return { status: 404, body: { message: '404 Commit Not Found' } }
  const body: Pick<CommitReferenceSchema, 'name'>[] = ids(found).map((name) => ({ name }))
  return { status: 200, body }
}

const history = (project: StandinProject, query: URLSearchParams): Answer => {
  const most = `--max-count=${query.get('per_page') ?? '20'}`
  const found = git(project, ['rev-list', most, query.get('ref_name') ?? project.defaultBranch ?? ''])
  if (found === null) return { status: 404, body: { message: '404 Commit Not Found' } }
  const body: Pick<CommitSchema, 'id'>[] = ids(found).map((id) => ({ id }))
  return { status: 200, body }
}

const tree = (project: StandinProject, query: URLSearchParams): Answer => {
  const path = query.get('path') ?? ''
  const flags = query.get('recursive') === 'true' ? ['-r', '-t'] : []
  const listed = git(project, ['ls-tree', '-z', ...flags, `${query.get('ref') ?? ''}:${path}`])
  if (listed === null) return { status: 404, body: { message: '404 Tree Not Found' } }
  const items = listed
    .toString()
    .split('\0')
    .flatMap((record): RepositoryTreeSchema[] => {
      const [, mode = '', type = '', id = '', name = ''] = /^(\d+) (\w+) (\w+)\t(.+)$/.exec(record) ?? []
      if (name === '') return []
      return [{ id, mode, type, name: name.split('/').at(-1) ?? '', path: path === '' ? name : `${path}/${name}` }]
    })
  const size = Number(query.get('per_page') ?? 20)
  const page = Number(query.get('page') ?? 1)
  return { status: 200, body: items.slice((page - 1) * size, page * size) }
}

const merge = (given: StandinMergeRequest): Partial<ExpandedMergeRequestSchema> => {
  const { author, pipeline, iid, state, draft, sha, target_branch } = given
  return {
    iid,
    state,
    draft,
    sha,
    target_branch,
    author: { username: author } as ExpandedMergeRequestSchema['author'],
    head_pipeline:
      pipeline === null
        ? null
        : ({ status: pipeline, sha: given.sha } as unknown as ExpandedMergeRequestSchema['head_pipeline']),
  }
}

const commits = (project: StandinProject, { sha }: StandinMergeRequest): Pick<CommitSchema, 'id' | 'message'>[] => [
  { id: sha, message: git(project, ['log', '-1', '--format=%B', sha])?.toString() ?? '' },
]

const approvals = ({ approvedBy }: StandinMergeRequest): Partial<MergeRequestLevelMergeRequestApprovalSchema> => ({
  approvals_required: 1,
  approvals_left: approvedBy.length > 0 ? 0 : 1,
  approved_by: approvedBy.map((username) => ({ user: { username } })) as NonNullable<
    MergeRequestLevelMergeRequestApprovalSchema['approved_by']
  >,
})
