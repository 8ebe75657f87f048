import { z } from 'zod'
import type { TextRead } from '../core/case.ts'
import { FLOOR_REPOSITORY, POLICY_FILE } from '../core/policy/policy.ts'
import { pathOf, type RepositoryUrl } from '../core/repository-url.ts'
import { type GitHubClient, rest } from '../forges/github/client.ts'
import type { Forge } from '../forges/forge.ts'
import type { Fetch } from '../forges/net/fetch.ts'
import { describeByRest } from '../forges/github/describe-by-rest.ts'
import { byHost } from '../forges/by-host.ts'
import { createGitHubForge } from '../forges/github/forge.ts'
import { isHere } from '../forges/github/here.ts'

/** What the command line asks of the world outside the working tree. */
export type Outside = {
  readonly forge: Forge
  /** The policy on the default branch of the owner's `.github` repository. */
  readonly floorOf: (repository: RepositoryUrl | null) => Promise<TextRead>
  /** Whether anyone can read it; null where that could not be found out. */
  readonly isPublic: (repository: RepositoryUrl) => Promise<boolean | null>
}

export type OutsideOptions = {
  /** Authenticated, or null for anonymous reading by REST alone. */
  readonly client: GitHubClient | null
  readonly anonymous: GitHubClient
  /** Web address that GitHub's repository URLs begin with. */
  readonly origin: string
  readonly fetch: Fetch
  /** By host; GitHub's own is read by the clients above. */
  readonly forges: ReadonlyMap<string, Forge>
}

export const createOutside = ({ client, anonymous, origin, fetch: send, forges }: OutsideOptions): Outside => {
  const reader = client ?? anonymous
  return {
    forge: byHost(
      new Map([...forges, [new URL(origin).hostname, createGitHubForge({ client, anonymous, origin, fetch: send })]]),
    ),
    floorOf: async (repository) => {
      if (repository === null || !isHere(origin, repository)) return { state: 'absent', commit: null }
      const [owner = ''] = pathOf(repository).split('/')
      const file = await rest(
        reader,
        'GET /repos/{owner}/{repo}/contents/{path}',
        { owner, repo: FLOOR_REPOSITORY, path: POLICY_FILE },
        z.object({ content: z.string(), encoding: z.literal('base64') }),
      )
      if (file.ok) {
        const text = Buffer.from(file.value.content, 'base64').toString('utf8')
        return { state: 'found', path: POLICY_FILE, text, commit: null }
      }
      return file.failure.kind === 'missing'
        ? { state: 'absent', commit: null }
        : { state: 'unknown', why: file.failure.why }
    },
    isPublic: async (repository) => {
      if (!isHere(origin, repository)) return null
      const { state } = await describeByRest(anonymous, origin, { repository, ref: null, paths: [] })
      return state === 'unknown' ? null : state === 'readable'
    },
  }
}
