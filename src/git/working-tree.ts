import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Subject, TextFile, TextRead } from '../core/case.ts'
import { MANIFEST_NAME } from '../core/manifest/manifest.ts'
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

/** Reads a text file of the tree; null where there is none. */
export const readText = async (root: string, path: string): Promise<TextFile | null> => {
  try {
    return { path, text: await readFile(join(root, path), 'utf8') }
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
    throw error
  }
}

/** The manifests of a tree: those that git tracks or would track; outside git, the root's alone. */
export const listManifests = async ({ root, git }: WorkingTree): Promise<readonly string[]> => {
  if (git === null) return (await readText(root, MANIFEST_NAME)) === null ? [] : [MANIFEST_NAME]
  const patterns = [MANIFEST_NAME, `**/${MANIFEST_NAME}`].map((pattern) => `:(top,glob)${pattern}`)
  const listed = await git(
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
    '--',
    ...patterns,
  )
  return listed.ok ? listed.out.split('\0').filter((path) => path !== '') : []
}

/** A file as it was at a commit. */
export const readAt = async (git: Git, commit: string, path: string): Promise<TextRead> => {
  const shown = await git('show', `${commit}:${path}`)
  return shown.ok ? { state: 'found', path, text: shown.out, commit } : { state: 'absent', commit }
}

/** The head that a verdict is valid for: null where uncommitted changes make it another. */
export const subjectOf = async (tree: WorkingTree, base: string | null): Promise<Subject> => {
  const head = await tree.git?.('rev-parse', '--verify', 'HEAD')
  const dirty = await tree.git?.('status', '--porcelain', '--untracked-files=no')
  const clean = head?.ok === true && dirty?.ok === true && dirty.out === ''
  return { repository: tree.repository, base, head: clean ? head.out.trim() : null, public: null }
}
