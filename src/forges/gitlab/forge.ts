import type { ForgeConfig } from '../../core/config.ts'
import { pathOf } from '../../core/repository-url.ts'
import type { Answer } from '../answer.ts'
import type { Forge } from '../forge.ts'
import type { Fetched } from '../net/fetch.ts'
import type { Lane } from '../net/lane.ts'
import type { Net } from '../net/send.ts'
import { createGitLabApi, type GitLabApi, projectAt } from './api.ts'
import { describeMergeRequest } from './changes.ts'
import { describe } from './describe.ts'
import { history, holds } from './history.ts'
import { listTree } from './tree.ts'

export type GitLabForgeOptions = {
  readonly config: Pick<ForgeConfig, 'host' | 'api' | 'archive'>
  readonly net: Net
  readonly lane: Lane
  /** Of one answer to the API, milliseconds. */
  readonly timeoutMs?: number
  /** Epoch milliseconds. */
  readonly now?: () => number
}

/** Any instance of GitLab, read without an account by its REST API: https://docs.gitlab.com/api/rest/ */
export const createGitLabForge = ({ config, net, lane, timeoutMs, now = Date.now }: GitLabForgeOptions): Forge => {
  const { host } = config
  const timeout = timeoutMs === undefined ? {} : { timeoutMs }
  const api = createGitLabApi({ host, base: config.api ?? `https://${host}/api/v4`, net, lane, now, ...timeout })
  const pages = config.archive ?? `https://${host}`
  return {
    describe: (keys) => Promise.all(keys.map((key) => describe(api, key))),
    changes: (urls) => Promise.all(urls.map((url) => describeMergeRequest(api, url))),
    holds: ({ repository, commit }) => holds(api, projectAt(pathOf(repository)), commit),
    history: ({ repository, commit }) => history(api, projectAt(pathOf(repository)), commit),
    open: ({ repository, commit }) => {
      const path = pathOf(repository)
      const project = projectAt(path)
      return {
        files: { kind: 'archive', open: (signal) => openArchive(api, pages, path, commit, signal) },
        list: (paths, signal) => listTree(api, project, commit, paths, signal),
        read: (paths, signal) => readFiles(api, project, commit, paths, signal),
        close: () => Promise.resolve(),
      }
    },
  }
}

type Body = ReadableStream<Uint8Array<ArrayBuffer>>

/** By the API, and where an instance has that switched off, as its pages offer it. */
const openArchive = async (
  api: GitLabApi,
  pages: string,
  path: string,
  commit: string,
  signal: AbortSignal,
): Promise<Answer<Body>> => {
  const name = path.split('/').at(-1) ?? path
  const addresses = [
    `${api.base}${projectAt(path)}/repository/archive.tar.gz?sha=${commit}`,
    `${pages}/${path}/-/archive/${commit}/${name}-${commit}.tar.gz`,
  ]
  let answer: Answer<Fetched> = { ok: false, failure: { kind: 'missing' } }
  for (const address of addresses) {
    answer = await api.raw(address, signal, true)
    if (answer.ok || answer.failure.kind !== 'missing') break
  }
  if (!answer.ok) return answer
  return { ok: true, value: answer.value.body ?? new Blob([]).stream() }
}

const readFiles = async (
  api: GitLabApi,
  project: string,
  commit: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Answer<ReadonlyMap<string, Uint8Array<ArrayBuffer>>>> => {
  const read = await Promise.all(paths.map((path) => readFile(api, project, commit, path, signal)))
  const failed = read.find((each) => !each.ok && each.failure.kind !== 'missing')
  if (failed?.ok === false) return failed
  const found = paths.flatMap((path, at) => {
    const each = read[at]
    return each?.ok === true ? [[path, each.value] as const] : []
  })
  return { ok: true, value: new Map(found) }
}

const readFile = async (
  api: GitLabApi,
  project: string,
  commit: string,
  path: string,
  signal: AbortSignal,
): Promise<Answer<Uint8Array<ArrayBuffer>>> => {
  const address = `${api.base}${project}/repository/files/${encodeURIComponent(path)}/raw?ref=${commit}`
  const answer = await api.raw(address, signal, false)
  if (!answer.ok) return answer
  try {
    return { ok: true, value: new Uint8Array(await answer.value.arrayBuffer()) }
  } catch {
    const why = { cause: 'network', detail: `${api.host} broke off a file`, retryAt: null } as const
    return { ok: false, failure: { kind: 'unknown', why, status: null } }
  }
}
