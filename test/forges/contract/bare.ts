import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commitTo, git, makeRepository } from '../../git-server/repositories.ts'
import { type Commits, DRIVER, LINK, MORE, OWN, SUBMODULE } from './host.ts'

export type Bare = { readonly root: string; readonly commits: Commits; readonly remove: () => void }

/** The repositories of the contract as bare ones, `<root>/<path>.git`, for hosts that have real ones. */
export const makeBare = (): Bare => {
  const root = mkdtempSync(join(tmpdir(), 'contract-'))
  const { directory } = makeRepository(root, 'acme/driver.git', {})
  const first = commitWhole(directory, null)
  git(directory, ['tag', '-a', 'v1', '-m', 'One', first])
  git(directory, ['tag', 'both', first])
  const last = addTo(directory, 'main', MORE, first)
  git(directory, ['update-ref', 'refs/heads/both', last])
  git(directory, ['update-ref', 'refs/heads/next', first])
  const side = addTo(directory, 'side', { 'side.c': 'int side;\n' }, first)
  const stray = addTo(directory, 'gone', { 'stray.c': 'int stray;\n' }, first)
  git(directory, ['update-ref', '-d', 'refs/heads/gone'])
  makeRepository(root, 'acme/fork.git', { ...DRIVER, ...OWN })
  makeRepository(root, 'acme/empty.git', {})
  const unborn = makeRepository(root, 'acme/unborn.git', MORE)
  git(unborn.directory, ['symbolic-ref', 'HEAD', 'refs/heads/unborn'])
  return { root, commits: { first, last, side, stray }, remove: () => rmSync(root, { recursive: true }) }
}

const commitWhole = (directory: string, parent: string | null): string => {
  commitTo(directory, 'main', DRIVER, parent)
  const target = git(directory, ['hash-object', '-w', '--stdin'], LINK.target)
  const entries = [
    `120000 ${target}\t${LINK.path}`,
    `160000 ${SUBMODULE.commit}\t${SUBMODULE.path}`,
    `100755 ${git(directory, ['rev-parse', 'main:tools/run.sh'])}\ttools/run.sh`,
  ]
  git(directory, ['update-index', '--add', '--index-info'], `${entries.join('\n')}\n`)
  return commitIndex(directory, 'main', parent)
}

/** Beside what is there already. */
const addTo = (directory: string, branch: string, files: Readonly<Record<string, string>>, parent: string): string => {
  git(directory, ['read-tree', parent])
  const entries = Object.entries(files).map(
    ([path, text]) => `100644 ${git(directory, ['hash-object', '-w', '--stdin'], text)}\t${path}`,
  )
  git(directory, ['update-index', '--add', '--index-info'], `${entries.join('\n')}\n`)
  return commitIndex(directory, branch, parent)
}

const commitIndex = (directory: string, branch: string, parent: string | null): string => {
  const tree = git(directory, ['write-tree', '--missing-ok'])
  const commit = git(directory, ['commit-tree', tree, ...(parent === null ? [] : ['-p', parent]), '-m', 'Change'])
  git(directory, ['update-ref', `refs/heads/${branch}`, commit])
  return commit
}
