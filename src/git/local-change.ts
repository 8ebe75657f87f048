import type { Change, ChangedFile } from '../core/change/change.ts'
import { sameKind } from '../core/change/kind.ts'
import type { Git } from './git.ts'

/** All that a user's own settings could make otherwise. */
const DIFF = [
  'diff',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--find-renames',
  '--ignore-submodules=dirty',
  '--submodule=short',
  '--unified=3',
  '--inter-hunk-context=0',
]

/** What the working tree has changed since a commit, tracked files alone. */
export const localChange = async (git: Git, since: string): Promise<Change | { readonly fault: string }> => {
  const names = await git(...DIFF, '--name-status', '-z', since, '--')
  const patches = await git(...DIFF, '--patch', '--src-prefix=a/', '--dst-prefix=b/', since, '--')
  if (!names.ok) return { fault: names.said }
  if (!patches.ok) return { fault: patches.said }
  // Both list the same files in the same order, so that no quoted name has to be read from a patch's header.
  const bodies = patches.out.split(/^diff --git .*\n/m).slice(1)
  const files = parseNames(names.out)
  if (bodies.length !== files.reduce((count, { status }) => count + bodiesOf(status), 0))
    return { fault: 'the working tree changed while it was read' }
  let next = 0
  const changed = files.map((file) => {
    next += bodiesOf(file.status)
    return { file, body: bodies[next - 1] ?? '' }
  })
  const found = await Promise.all(changed.map(({ file, body }) => whole(git, since, file, body)))
  return { files: found.flat() }
}

type NamedFile = Omit<ChangedFile, 'patch'>

/** A file that becomes a link, or a link that becomes a file, is taken away in one patch and added in another. */
const bodiesOf = (status: ChangedFile['status']): number => (status === 'type-changed' ? 2 : 1)

/** A move that is more than a move is a removal and an addition: nobody has looked at what the file held before. */
const whole = async (git: Git, since: string, file: NamedFile, body: string): Promise<readonly ChangedFile[]> => {
  const { path, previousPath, status } = file
  const isMoved = status === 'renamed' || status === 'copied'
  const isBelieved = previousPath !== null && sameKind(previousPath, path) && !BINARY.test(body)
  if (!isMoved || (status === 'renamed' && isBelieved)) return [{ ...file, patch: hunksOf(status, body) }]
  const added = await git(...DIFF, '--no-renames', '--patch', since, '--', `:(top,literal)${path}`)
  const patch = added.ok ? hunksOf('added', added.out) : 'unread'
  const removed = status === 'renamed' && previousPath !== null ? [previousPath] : []
  return [
    ...removed.map((gone): ChangedFile => ({ path: gone, previousPath: null, status: 'removed', patch: null })),
    { path, previousPath: null, status: 'added', patch },
  ]
}

const BINARY = /^Binary files /m

/** A patch's hunks begin after its extended header. Mere renames and binary content have none, nor text to read. */
const hunksOf = (status: ChangedFile['status'], body: string): string | null => {
  const start = /^@@ /m.exec(body)
  if (start !== null) return body.slice(start.index).replace(/\n$/, '')
  return status === 'renamed' || status === 'copied' || BINARY.test(body) ? null : ''
}

const STATUSES: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  C: 'copied',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'type-changed',
}

const parseNames = (out: string): NamedFile[] => {
  const fields = out.split('\0')
  const files: NamedFile[] = []
  for (let at = 0; at + 1 < fields.length;) {
    const status = STATUSES[fields[at++]?.[0] ?? ''] ?? 'modified'
    const first = fields[at++] ?? ''
    const moved = status === 'renamed' || status === 'copied'
    const path = moved ? (fields[at++] ?? '') : first
    files.push({ path, previousPath: moved ? first : null, status })
  }
  return files
}
