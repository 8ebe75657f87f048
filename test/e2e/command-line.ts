import { execFile } from 'node:child_process'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startStandin } from '../standin/index.ts'
import { driverWorld } from './service.ts'

export const MAIN = new URL('../../src/cli/open-userspace.js', import.meta.url).pathname

export type Ended = { readonly code: number; readonly out: string; readonly err: string }

export const run = (
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
  input = '',
): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(
      command,
      [...args],
      { cwd, env: { PATH: process.env['PATH'], ...env } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
      },
    )
    if (input === '') child.stdin?.end()
    else child.stdin?.end(input)
  })

/** A git repository on disk, its origin on GitHub, and the command line in it. */
export const workIn = async (files: Record<string, string>) => {
  const directory = await mkdtemp(join(tmpdir(), 'open-userspace-cli-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const write = async (changes: Record<string, string>) => {
    for (const [path, content] of Object.entries(changes)) {
      await mkdir(dirname(join(directory, path)), { recursive: true })
      await writeFile(join(directory, path), content)
    }
  }
  const git = async (...args: string[]) => {
    const ended = await run('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], directory)
    if (ended.code !== 0) throw new Error(ended.err)
    return ended.out.trim()
  }
  const commit = async (changes: Record<string, string>) => {
    await write(changes)
    await git('add', '--all')
    await git('commit', '--quiet', '--message', 'x')
    return git('rev-parse', 'HEAD')
  }
  await git('init', '--quiet', '--initial-branch=main')
  await git('remote', 'add', 'origin', 'git@github.com:example/npu-kmd.git')
  const first = await commit(files)
  const cli = (args: readonly string[], env?: Record<string, string>, input?: string) =>
    run(process.execPath, [MAIN, ...args], directory, env, input)
  return { directory, write, git, commit, first, cli }
}

export const startGitHub = async () => {
  const story = driverWorld()
  const standin = await startStandin({ world: story.world })
  onTestFinished(() => standin.close())
  story.world.user('octocat')
  return {
    ...story,
    standin,
    anonymous: { GITHUB_API_URL: standin.url },
    authenticated: { GITHUB_API_URL: standin.url, GITHUB_TOKEN: standin.userToken('octocat') },
  }
}
