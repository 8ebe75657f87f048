import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const IDENTITY = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
}

/** Runs git on a repository of a test's own, with nothing of the user's configuration. */
export const git = (directory: string, args: readonly string[], input = ''): string =>
  execFileSync('git', args, {
    cwd: directory,
    input,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', ...IDENTITY },
  }).trim()

/** Makes the bare repository `<root>/<path>` with these files in one commit on `main`; without files it is empty. */
export const makeRepository = (
  root: string,
  path: string,
  files: Readonly<Record<string, string>>,
): { readonly directory: string; readonly commit: string } => {
  const directory = join(root, path)
  mkdirSync(directory, { recursive: true })
  git(directory, ['init', '--quiet', '--bare', '--initial-branch=main', '.'])
  git(directory, ['config', 'uploadpack.allowFilter', 'true'])
  return { directory, commit: Object.keys(files).length === 0 ? '' : commitTo(directory, 'main', files, null) }
}

/** Commits files to a branch of a bare repository, and nothing beside them. */
export const commitTo = (
  directory: string,
  branch: string,
  files: Readonly<Record<string, string>>,
  parent: string | null,
): string => {
  const work = join(directory, 'tree-of-a-test')
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true })
    writeFileSync(join(work, path), text)
  }
  git(directory, [`--work-tree=${work}`, 'add', '--all', '--force', '.'])
  const tree = git(directory, ['write-tree'])
  const commit = git(directory, ['commit-tree', tree, ...(parent === null ? [] : ['-p', parent]), '-m', 'Change'])
  git(directory, ['update-ref', `refs/heads/${branch}`, commit])
  return commit
}
