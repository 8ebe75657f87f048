import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Answer } from '../answer.ts'
import { failedRun } from './failed-run.ts'
import { gitEnvironment, gitOptions, type Remote } from './hardening.ts'
import { privateDirectory } from './private-directory.ts'
import { parseRemoteRefs, type RemoteRefs } from './remote-refs.ts'
import { type GitCommand, runGit } from './run-git.ts'

/** A private bare repository for what is fetched of one remote. It begins without anything. */
export type Clone = {
  /** Of the git directory, which is there once something was fetched. */
  readonly directory: string
  /** The refs that these names match, and HEAD; all where there are none. */
  readonly refs: (remote: Remote, names: readonly string[], signal: AbortSignal) => Promise<Answer<RemoteRefs>>
  /** One commit without its history: `trees` without files, where the server can do that. */
  readonly fetch: (remote: Remote, commit: string, what: 'trees' | 'all', signal: AbortSignal) => Promise<Answer<null>>
  /** Commits without trees and files, where the server can do that, as far back as git's option says. */
  readonly fetchHistory: (
    remote: Remote,
    commits: readonly string[],
    depth: string,
    signal: AbortSignal,
  ) => Promise<Answer<null>>
  /** Single objects by their ids. */
  readonly fetchObjects: (remote: Remote, ids: readonly string[], signal: AbortSignal) => Promise<Answer<null>>
  /** Asks what was fetched, without any network. */
  readonly local: (args: readonly string[], signal: AbortSignal, input?: string) => Promise<Answer<Buffer>>
  /** Removes all of it; called in every case. */
  readonly remove: () => Promise<void>
}

export type CloneBounds = {
  /** Of what is fetched as it lies on disk, bytes. */
  readonly bytes: number
}

const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-gc', '--no-recurse-submodules']

export const createClone = ({ bytes }: CloneBounds): Clone => {
  const home = privateDirectory()
  const directory = join(home.path, 'repository')
  const ca = join(home.path, 'ca.pem')
  let isMade = false

  const environment = (remote: Remote | null): NodeJS.ProcessEnv =>
    gitEnvironment(home.path, typeof remote?.pin.ca === 'string' ? ca : null)

  const prepare = async (remote: Remote): Promise<void> => {
    if (isMade) return
    isMade = true
    await home.make()
    if (remote.pin.ca !== null) await writeFile(ca, remote.pin.ca)
  }

  const run = async (command: Omit<GitCommand, 'env'>, remote: Remote): Promise<Answer<Buffer>> => {
    const ended = await runGit({ ...command, env: environment(remote) })
    return ended.ok ? { ok: true, value: ended.out } : failedRun(ended, remote.url.hostname)
  }

  const initialise = async (remote: Remote, signal: AbortSignal): Promise<Answer<null>> => {
    await prepare(remote)
    const args = ['init', '--quiet', '--bare', '--template=', directory]
    const made = await run({ args, signal }, remote)
    return made.ok ? { ok: true, value: null } : made
  }

  const fetch = async (
    remote: Remote,
    args: readonly string[],
    signal: AbortSignal,
    input?: string,
  ): Promise<Answer<null>> => {
    const ready = await initialise(remote, signal)
    if (!ready.ok) return ready
    const fetched = await run(
      {
        args: [...gitOptions(remote), `--git-dir=${directory}`, ...FETCH, ...args],
        signal,
        writes: { directory, most: bytes },
        ...(input === undefined ? {} : { input }),
      },
      remote,
    )
    return fetched.ok ? { ok: true, value: null } : fetched
  }

  return {
    directory,
    refs: async (remote, names, signal) => {
      await prepare(remote)
      const patterns = names.length === 0 ? [] : ['HEAD', ...names]
      const args = [...gitOptions(remote), 'ls-remote', '--quiet', '--symref', '--', remote.url.href, ...patterns]
      const listed = await run({ args, signal }, remote)
      return listed.ok ? { ok: true, value: parseRemoteRefs(listed.value.toString('utf8')) } : listed
    },
    fetch: (remote, commit, what, signal) => {
      // What has the trees already would else be told that it has the commit, and fetch by the filter of before.
      const files = what === 'trees' ? ['--filter=blob:none'] : ['--refetch', '--no-filter']
      const less = remote.isDumb ? [] : ['--depth=1', ...files]
      return fetch(remote, [...less, '--', remote.url.href, commit], signal)
    },
    fetchHistory: (remote, commits, depth, signal) =>
      fetch(remote, [depth, '--filter=tree:0', '--', remote.url.href, ...commits], signal),
    fetchObjects: (remote, ids, signal) =>
      fetch(
        remote,
        ['--filter=blob:none', '--stdin', '--', remote.url.href],
        signal,
        ids.map((id) => `${id}\n`).join(''),
      ),
    local: async (args, signal, input) => {
      const ended = await runGit({
        args: ['-c', 'protocol.allow=never', `--git-dir=${directory}`, ...args],
        env: { ...environment(null), GIT_LITERAL_PATHSPECS: '1' },
        signal,
        ...(input === undefined ? {} : { input }),
      })
      return ended.ok ? { ok: true, value: ended.out } : failedRun(ended, 'this machine')
    },
    remove: home.remove,
  }
}
