import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Subject, TextFile, TextRead } from '../core/case.ts'
import { MANIFEST_NAME } from '../core/manifest/manifest.ts'
import { POLICY_FILE } from '../core/policy/policy.ts'
import { parseRepositoryUrl, type RepositoryUrl } from '../core/repository-url.ts'
import { type Git, gitIn } from './git.ts'

/** A directory with a driver's sources, in git or not. */
export type WorkingTree = {
  /** Absolute path of its root. */
  readonly root: string
  /** null outside a git repository. */
  readonly git: Git | null
  /** The origin remote where it is an address that the product knows how to write. */
  readonly repository: RepositoryUrl | null
}

export const openWorkingTree = async (directory: string): Promise<WorkingTree> => {
  const top = await gitIn(directory)('rev-parse', '--show-toplevel')
  if (!top.ok) return { root: directory, git: null, repository: null }
  const root = top.out.trimEnd()
  const git = gitIn(root)
  const remote = await git('remote', 'get-url', 'origin')
  return { root, git, repository: remote.ok ? repositoryOfRemote(remote.out.trim()) : null }
}

/** Remotes also come as `git@host:owner/name.git`, `ssh://` and with credentials, which stay out of every report. */
const repositoryOfRemote = (remote: string): RepositoryUrl | null => {
  const ssh = /^(?:ssh:\/\/)?[^@/]+@([^:/]+)(?::\d+\/|[:/])(.+)$/.exec(remote)
  const https = /^https?:\/\/(?:[^@/]*@)?(.+)$/.exec(remote)
  const address = ssh ? `${ssh[1] ?? ''}/${ssh[2] ?? ''}` : https?.[1]
  if (address === undefined) return null
  const parsed = parseRepositoryUrl(`https://${address}`)
  return parsed.ok ? parsed.url : null
}

/** Reads a text file of the tree; null where there is none. Rejects with the system's error where it can't be read. */
export const readText = async (root: string, path: string): Promise<TextFile | null> => {
  try {
    return { path, text: await readFile(join(root, path), 'utf8') }
  } catch (error) {
    if (error instanceof Error && 'code' in error && NO_FILE.has(error.code)) return null
    throw error
  }
}

const NO_FILE: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR'])

/** The manifests of a tree: those that git tracks or would track; outside git, the root's alone. */
export const listManifests = async ({ root, git }: WorkingTree): Promise<readonly string[]> => {
  if (git === null) return (await readText(root, MANIFEST_NAME)) === null ? [] : [MANIFEST_NAME]
  const listed = await git(
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
    '--',
    MANIFESTS,
  )
  return listed.ok ? listed.out.split('\0').filter((path) => path !== '') : []
}

const MANIFESTS = `:(top,glob)**/${MANIFEST_NAME}`

/** A file as it was at a commit. A clone may lack some of what its commits hold, which is not to be taken for absence. */
export const readAt = async (git: Git, commit: string, path: string): Promise<TextRead> => {
  const listed = await git('ls-tree', '--full-tree', commit, '--', path)
  if (listed.ok && listed.out === '') return { state: 'absent', commit }
  const shown = listed.ok ? await git('show', `${commit}:${path}`) : listed
  return shown.ok
    ? { state: 'found', path, text: shown.out, commit }
    : { state: 'unknown', why: { cause: 'malformed', detail: `git could not read it: ${shown.said}`, retryAt: null } }
}

/** The head that a verdict is valid for: null where uncommitted changes, or a manifest that git doesn't track, make it another. */
export const subjectOf = async (tree: WorkingTree, base: string | null): Promise<Subject> => {
  const head = await tree.git?.('rev-parse', '--verify', 'HEAD')
  const dirty = await tree.git?.('status', '--porcelain', '--untracked-files=no')
  const untracked = await tree.git?.('ls-files', '--others', '--', MANIFESTS, `:(top)${POLICY_FILE}`)
  const clean = head?.ok === true && [dirty, untracked].every((listed) => listed?.ok === true && listed.out === '')
  return { repository: tree.repository, base, head: clean ? head.out.trim() : null, public: null, contents: [] }
}
