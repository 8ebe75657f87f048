import { pathOf } from '../../core/repository-url.ts'
import type { Answer } from '../answer.ts'
import type { Described, Forge } from '../forge.ts'
import { openArchive } from './archive.ts'
import type { GitHubClient } from './client.ts'
import { describe } from './describe.ts'
import { describeByRest } from './describe-by-rest.ts'
import { isHere } from './here.ts'
import { listTree } from './list-tree.ts'
import { readFiles, readFilesByRest } from './read-files.ts'

export type GitHubForgeOptions = {
  /** Authenticated; null where there is only anonymous reading, by REST alone. */
  readonly client: GitHubClient | null
  /** Asks again where an organisation forbids this installation (its IP allow-list). */
  readonly anonymous: GitHubClient
  /** Web address that GitHub's repository URLs begin with, such as `https://github.com`. */
  readonly origin: string
  readonly fetch?: typeof fetch
}

/** There the same name is another repository. */
const ELSEWHERE: Described = {
  state: 'unknown',
  why: { cause: 'malformed', detail: 'it is on a host that nobody asked', retryAt: null },
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
    open: ({ repository, commit }) => {
      const [owner = '', name = ''] = pathOf(repository).split('/')
      const at = { owner, name }
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
