import type { Change, ChangedFile } from '../core/change/change.ts'
import type { Git } from './git.ts'

const DIFF = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--find-renames', '--ignore-submodules=all']

/** What the working tree has changed since a commit, tracked files alone. */
export const localChange = async (git: Git, since: string): Promise<Change | { readonly fault: string }> => {
  const names = await git(...DIFF, '--name-status', '-z', since, '--')
  const patches = await git(...DIFF, '--patch', '--src-prefix=a/', '--dst-prefix=b/', since, '--')
  if (!names.ok) return { fault: names.said }
  if (!patches.ok) return { fault: patches.said }
  // Both list the same files in the same order, so that no quoted name has to be read from a patch's header.
  const bodies = patches.out.split(/^diff --git .*\n/m).slice(1)
  const files = parseNames(names.out)
  if (bodies.length !== files.length) return { fault: 'the working tree changed while it was read' }
  return { files: files.map((file, at) => ({ ...file, patch: hunksOf(file.status, bodies[at] ?? '') })) }
}

/** A patch's hunks begin after its extended header. Mere renames and binary content have none, nor text to read. */
const hunksOf = (status: ChangedFile['status'], body: string): string | null => {
  const start = /^@@ /m.exec(body)
  if (start !== null) return body.slice(start.index).replace(/\n$/, '')
  return status === 'renamed' || status === 'copied' || /^Binary files /m.test(body) ? null : ''
}

const STATUSES: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  C: 'copied',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'type-changed',
}

const parseNames = (out: string): Omit<ChangedFile, 'patch'>[] => {
  const fields = out.split('\0')
  const files: Omit<ChangedFile, 'patch'>[] = []
  for (let at = 0; at + 1 < fields.length;) {
    const status = STATUSES[fields[at++]?.[0] ?? ''] ?? 'modified'
    const first = fields[at++] ?? ''
    const moved = status === 'renamed' || status === 'copied'
    const path = moved ? (fields[at++] ?? '') : first
    files.push({ path, previousPath: moved ? first : null, status })
  }
  return files
}
