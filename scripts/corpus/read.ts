import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SnapshotFacts } from '../../src/core/evidence/snapshot-facts.ts'
import { DEFAULT_BOUNDS } from '../../src/inspect/bounds.ts'
import { readDirectory } from '../../src/inspect/read-directory.ts'
import { readGit } from '../../src/inspect/read-git.ts'
import { scanSnapshot } from '../../src/inspect/scan.ts'
import type { Row } from './table.ts'

export type Snapshot = { readonly commit: string; readonly facts: SnapshotFacts }

/** Reads what a row is about, below a directory of repositories; null where it isn't there. */
export const readRow = async (directory: string, row: Row): Promise<Snapshot | null> => {
  const name = row.repository.split('/').slice(-2).join('__')
  const place = [name, `${name}.git`].map((each) => join(directory, each)).find((each) => existsSync(each))
  if (place === undefined) return null
  const git = [join(place, '.git'), place].find((each) => existsSync(join(each, 'HEAD')))
  const commit = git === undefined ? null : commitOf(git, row.commit)
  const path = row.path !== null && hasPath(place, git, commit, row.path) ? row.path : null
  const [facts] = await scanSnapshot({
    read: (sink) =>
      git === undefined || commit === null
        ? readDirectory({ root: place, tracked: null }, sink, DEFAULT_BOUNDS)
        : readGit({ directory: git, commit }, sink, DEFAULT_BOUNDS),
    listing: null,
    isTree: git !== undefined && commit !== null,
    base: row.repository,
    questions: [{ paths: path === null ? [] : [path], names: [], targets: [], files: [] }],
    time: DEFAULT_BOUNDS.time,
  })
  if (facts === undefined) throw new Error('one question has one answer')
  return { commit: commit ?? '0'.repeat(40), facts }
}

/** The commit of the table, or what is checked out where the repository hasn't it. */
const commitOf = (git: string, written: string | null): string | null =>
  (written === null ? null : resolve(git, `${written}^{commit}`)) ?? resolve(git, 'HEAD^{commit}')

const hasPath = (place: string, git: string | undefined, commit: string | null, path: string): boolean =>
  git === undefined || commit === null ? existsSync(join(place, path)) : resolve(git, `${commit}:${path}`) !== null

const resolve = (git: string, what: string): string | null => {
  const { status, stdout } = spawnSync('git', [`--git-dir=${git}`, 'rev-parse', '--verify', '--quiet', what], {
    encoding: 'utf8',
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
  })
  return status === 0 ? stdout.trim() : null
}
