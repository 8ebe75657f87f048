import { pathOf, type RepositoryUrl } from '../../core/repository-url.ts'
import type { Answer } from '../answer.ts'
import type { Described, DescribedChange, Forge } from '../forge.ts'
import { openArchive } from './archive.ts'
import type { RepositoryName } from './blobs.ts'
import type { GitHubClient } from './client.ts'
import { describeChanges } from './changes.ts'
import { describe } from './describe.ts'
import { describeByRest } from './describe-by-rest.ts'
import type { Fetch } from '../net/fetch.ts'
import { isHere } from './here.ts'
import { history, holds } from './history.ts'
import { listTree } from './list-tree.ts'
import { readFiles, readFilesByRest } from './read-files.ts'

export type GitHubForgeOptions = {
  /** Authenticated; null where there is only anonymous reading, by REST alone. */
  readonly client: GitHubClient | null
  /** Asks again where an organisation forbids this installation (its IP allow-list). */
  readonly anonymous: GitHubClient
  /** Web address that GitHub's repository URLs begin with, such as `https://github.com`. */
  readonly origin: string
  readonly fetch?: Fetch
}

/** There the same name is another repository. */
const ELSEWHERE: Described = {
  state: 'unknown',
  why: { cause: 'malformed', detail: 'it is on a host that nobody asked', retryAt: null },
}

/** Without an account GitHub doesn't tell who may push, and so whose approval counts. */
const ANONYMOUS: DescribedChange = {
  state: 'unknown',
  why: { cause: 'forbidden', detail: 'reviews are told to readers with a token alone', retryAt: null },
}

export const createGitHubForge = ({ client, anonymous, origin, fetch: send = fetch }: GitHubForgeOptions): Forge => {
  const orAnonymously = async <T>(ask: (client: GitHubClient) => Promise<Answer<T>>): Promise<Answer<T>> => {
    const answer = await ask(client ?? anonymous)
    const isForbidden = !answer.ok && answer.failure.kind === 'unknown' && answer.failure.why.cause === 'forbidden'
    return client !== null && isForbidden ? ask(anonymous) : answer
  }
  return {
    describe: async (keys) => {
      const here = keys.filter(({ repository }) => isHere(origin, repository))
      const described =
        client === null
          ? await Promise.all(here.map((key) => describeByRest(anonymous, origin, key)))
          : await describe(client, anonymous, origin, here)
      const found = new Map(here.map((key, at) => [key, described[at]]))
      return keys.map((key) => found.get(key) ?? ELSEWHERE)
    },
    changes: (urls) =>
      client === null ? Promise.resolve(urls.map(() => ANONYMOUS)) : describeChanges(client, origin, urls),
    holds: ({ repository, commit, ref }) => orAnonymously((reader) => holds(reader, nameOf(repository), commit, ref)),
    history: ({ repository, commit }) => orAnonymously((reader) => history(reader, nameOf(repository), commit)),
    open: ({ repository, commit }) => {
      const at = nameOf(repository)
      return {
        files: {
          kind: 'archive',
          open: (signal) =>
            orAnonymously((reader) => openArchive({ client: reader, origin, fetch: send }, at, commit, signal)),
        },
        list: (paths) => orAnonymously((reader) => listTree(reader, at, commit, paths)),
        read: (paths) =>
          orAnonymously((reader) =>
            reader === anonymous ? readFilesByRest(reader, at, commit, paths) : readFiles(reader, at, commit, paths),
          ),
        close: () => Promise.resolve(),
      }
    },
  }
}

const nameOf = (repository: RepositoryUrl): RepositoryName => {
  const [owner = '', name = ''] = pathOf(repository).split('/')
  return { owner, name }
}
