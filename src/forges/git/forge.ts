import type { ComponentKey } from '../../core/case.ts'
import type { ForgeConfig } from '../../core/config.ts'
import { parseRepositoryUrl, pathOf, type RepositoryUrl } from '../../core/repository-url.ts'
import type { Answer } from '../answer.ts'
import type { Described, DescribedRepository, Forge } from '../forge.ts'
import type { Lane } from '../net/lane.ts'
import type { Net } from '../net/send.ts'
import { type Clone, createClone } from './clone.ts'
import type { Remote } from './hardening.ts'
import { history, holds } from './history.ts'
import { locate } from './locate.ts'
import { openClone } from './open.ts'
import { HEADS, type RemoteRefs, TAGS } from './remote-refs.ts'

export type GitForgeOptions = {
  readonly config: Pick<ForgeConfig, 'host' | 'archive'>
  readonly net: Net
  readonly lane: Lane
  /** Epoch milliseconds. */
  readonly now?: () => number
  readonly bounds?: GitBounds
}

export type GitBounds = {
  /** Of describing one repository, milliseconds. */
  readonly describe: number
  /** Of what is fetched of one, as it lies on disk, bytes. */
  readonly bytes: number
}

const BOUNDS: GitBounds = { describe: 60_000, bytes: 2 * 1024 * 1024 * 1024 }

/** Of commits alone, some hundred bytes each. */
const MOST_HISTORY_BYTES = 64 * 1024 * 1024

/** Any server that hands out repositories over HTTPS by git's own protocol. It knows commits and names, and no more. */
export const createGitForge = ({ config, net, lane, now = Date.now, bounds = BOUNDS }: GitForgeOptions): Forge => {
  const base = config.archive ?? `https://${config.host}`
  const addressOf = (repository: RepositoryUrl): string => `${base}/${pathOf(repository)}`
  const find = (repository: RepositoryUrl, signal: AbortSignal): Promise<Answer<Remote>> =>
    locate(net, addressOf(repository), signal, now())

  /** Looks at a repository by what is fetched of it, which is gone afterwards. */
  const look = <T>(
    repository: RepositoryUrl,
    bytes: number,
    ask: (clone: Clone, remote: Remote, signal: AbortSignal) => Promise<Answer<T>>,
  ): Promise<Answer<T>> =>
    lane(async () => {
      const signal = AbortSignal.timeout(bounds.describe)
      const remote = await find(repository, signal)
      if (!remote.ok) return remote
      const clone = createClone({ bytes })
      try {
        return await ask(clone, remote.value, signal)
      } finally {
        await clone.remove()
      }
    })
  const describeOne = (key: ComponentKey): Promise<Answer<DescribedRepository>> =>
    look(key.repository, bounds.bytes, (clone, remote, signal) => describeRemote(clone, remote, key, { base, signal }))
  const historyBytes = Math.min(bounds.bytes, MOST_HISTORY_BYTES)

  return {
    describe: (keys) => Promise.all(keys.map(async (key) => describedBy(await describeOne(key)))),
    holds: ({ repository, ...asked }) =>
      look(repository, historyBytes, (clone, remote, signal) => holds(clone, remote, asked, signal)),
    history: ({ repository, commit }) =>
      look(repository, historyBytes, (clone, remote, signal) => history(clone, remote, commit, signal)),
    // Git itself knows of no reviews.
    changes: (urls) => Promise.resolve(urls.map(() => ({ state: 'unreadable' }))),
    open: ({ repository, commit }) => {
      const source = openClone(createClone(bounds), (signal) => find(repository, signal), commit)
      const { list, read } = source
      return {
        ...source,
        list: list === null ? null : (paths, signal) => lane(() => list(paths, signal)),
        read: (paths, signal) => lane(() => read(paths, signal)),
      }
    },
  }
}

const describedBy = (answer: Answer<DescribedRepository>): Described => {
  if (answer.ok) return { state: 'readable', repository: answer.value }
  return answer.failure.kind === 'missing' ? { state: 'unreadable' } : { state: 'unknown', why: answer.failure.why }
}

const describeRemote = async (
  clone: Clone,
  remote: Remote,
  key: ComponentKey,
  { base, signal }: { readonly base: string; readonly signal: AbortSignal },
): Promise<Answer<DescribedRepository>> => {
  const asked = key.ref === null ? [] : [HEADS + key.ref, TAGS + key.ref, `${TAGS}${key.ref}^{}`]
  const named = await clone.refs(remote, remote.isDumb ? [] : ['HEAD', ...asked], signal)
  if (!named.ok) return named
  const ref = refOf(key.ref, named.value)
  // Without HEAD it may be empty, or its HEAD may name a branch that isn't there yet.
  const all = named.value.head === null && ref === null ? await clone.refs(remote, [], signal) : named
  if (!all.ok) return all
  const missing = ref === null ? NONE : await missingPaths(clone, remote, ref.commit, key.paths, signal)
  if (!missing.ok) return missing
  return {
    ok: true,
    value: {
      url: nowAt(remote, base, key.repository),
      archived: 'not-tellable',
      disabled: 'not-tellable',
      empty: all.value.head === null && all.value.refs.size === 0,
      parent: 'not-tellable',
      mirrorOf: 'not-tellable',
      defaultBranch: named.value.headBranch ?? (named.value.head === null ? null : DETACHED),
      ref,
      missingPaths: missing.value,
      forgeLicense: null,
    },
  }
}

const NONE: Answer<readonly string[]> = { ok: true, value: [] }

/** What stands for the default branch where HEAD names a commit instead of one. */
const DETACHED = 'HEAD'

/** Branches come before tags of the same name, as they do on the other forges. */
const refOf = (name: string | null, { head, headBranch, refs }: RemoteRefs): DescribedRepository['ref'] => {
  if (name === null) return head === null ? null : { kind: 'branch', name: headBranch ?? DETACHED, commit: head }
  const branch = refs.get(HEADS + name)
  if (branch !== undefined) return { kind: 'branch', name, commit: branch }
  const tag = refs.get(`${TAGS}${name}^{}`) ?? refs.get(TAGS + name)
  return tag === undefined ? null : { kind: 'tag', name, commit: tag }
}

const missingPaths = async (
  clone: Clone,
  remote: Remote,
  commit: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Answer<readonly string[]>> => {
  if (paths.length === 0) return NONE
  const fetched = await clone.fetch(remote, commit, 'trees', signal)
  if (!fetched.ok) return fetched
  // With `-t`, as a directory is else left out where another of the paths is below it.
  const args = ['ls-tree', '-t', '-z', '--name-only', '--full-tree', commit, '--', ...paths]
  const listed = await clone.local(args, signal)
  if (!listed.ok) return listed
  const there = new Set(listed.value.toString('utf8').split('\0'))
  return { ok: true, value: paths.filter((path) => !there.has(path)) }
}

/** Where it is by now, as manifests name it: redirects may have led elsewhere, within the operator's own address or not. */
const nowAt = ({ url }: Remote, base: string, declared: RepositoryUrl): RepositoryUrl => {
  const own = `${new URL(base).href.replace(/\/$/, '')}/`
  const [, host] = /^https:\/\/([^/]+)/.exec(declared) ?? []
  const address = url.href.startsWith(own) ? `https://${host ?? ''}/${url.href.slice(own.length)}` : url.href
  const parsed = parseRepositoryUrl(address)
  return parsed.ok ? parsed.url : declared
}
