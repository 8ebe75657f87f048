import type { Case } from '../../src/core/case.ts'
import type { Change, ChangedFile } from '../../src/core/change/change.ts'
import { isKernelTree, KERNEL_TREE_FILES } from '../../src/core/change/kernel-tree.ts'
import { sameKind } from '../../src/core/change/kind.ts'
import type { LineKind } from '../../src/core/change/change.ts'
import type { Config } from '../../src/core/config.ts'
import type { RepositoryUrl } from '../../src/core/repository-url.ts'
import { judgeLevel } from '../../src/core/verdict/judge-level.ts'
import { readCase } from '../../src/core/verdict/read-case.ts'
import { readLevels } from '../../src/core/verdict/levels.ts'
import { wantedSurroundings } from '../../src/core/verdict/wanted.ts'
import { type Git, gitIn } from '../../src/git/git.ts'
import { localSurroundings } from '../../src/git/surroundings.ts'

/** What is found in one commit of a real repository. */
export type Found = {
  readonly groups: readonly LineKind[]
  /** Names that the uAPI gains, each once, in order. */
  readonly names: readonly string[]
  /** `kind file:line text`. */
  readonly hits: readonly string[]
  /** Files that a person must look at. */
  readonly textless: readonly string[]
}

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** Reads a commit as the command line reads a working tree: its change, and what its parent holds around it. */
export const lineOfCommit = async (
  directory: string,
  repository: string,
  commit: string,
  config: Config,
): Promise<Found> => {
  const git = gitIn(directory)
  const parents = await git('rev-list', '--parents', '-n', '1', commit)
  if (!parents.ok) throw new Error(parents.said)
  const base = parents.out.trim().split(' ')[1] ?? EMPTY_TREE
  const root = await git('ls-tree', '--name-only', base, '--', ...KERNEL_TREE_FILES)
  const judged: Case = {
    subject: {
      repository: `https://github.com/${repository}` as RepositoryUrl,
      base,
      head: commit,
      public: true,
      kernelTree: root.ok && isKernelTree(root.out.split('\n')),
      contents: [],
    },
    change: await changeOf(git, base, commit),
    manifests: [],
    policy: { state: 'absent', commit: base },
    floor: { state: 'absent', commit: null },
    requireFloor: false,
    components: [],
    changes: [],
    messages: [],
    today: '2026-01-01',
  }
  const wanted = wantedSurroundings(judged, config)
  const readHead = async (path: string): Promise<string | null> => {
    const shown = await git('show', `${commit}:${path}`)
    return shown.ok ? shown.out : null
  }
  const surroundings = wanted === null ? null : await localSurroundings(git, { base, readHead }, wanted, config.line)
  const around = surroundings === null ? judged : { ...judged, surroundings }
  const levels = readLevels(around, config)
  const [policy] = levels.policies
  const drivers = judgeLevel(around, config, policy, readCase(around, levels, config)).map(({ driver }) => driver)
  const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]
  return {
    groups: unique(drivers.flatMap(({ hits }) => hits.map(({ kind }) => kind))).sort(),
    names: unique(drivers.flatMap(({ gains }) => gains.map(({ name }) => name))).sort(),
    hits: drivers.flatMap(({ hits }) => hits.map(({ kind, file, line, text }) => `${kind} ${file}:${line} ${text}`)),
    textless: drivers.flatMap(({ textless }) => textless),
  }
}

const changeOf = async (git: Git, base: string, commit: string): Promise<Change> => {
  const diff = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--find-renames', '--ignore-submodules=dirty']
  const names = await git(...diff, '--name-status', '-z', base, commit, '--')
  const patches = await git(...diff, '--patch', base, commit, '--')
  if (!names.ok || !patches.ok) throw new Error('git could not compare')
  const fields = names.out.split('\0')
  const bodies = patches.out.split(/^diff --git .*\n/m).slice(1)
  const files: ChangedFile[] = []
  for (let at = 0, body = 0; at + 1 < fields.length; body++) {
    const letter = fields[at++]?.[0] ?? ''
    const first = fields[at++] ?? ''
    const isMoved = letter === 'R' || letter === 'C'
    const path = isMoved ? (fields[at++] ?? '') : first
    if (letter === 'T') body++
    const text = bodies[body] ?? ''
    const start = /^@@ /m.exec(text)
    const patch = start !== null ? text.slice(start.index) : /^Binary files /m.test(text) || isMoved ? null : ''
    const status =
      ({ A: 'added', D: 'removed', R: 'renamed', C: 'copied', T: 'type-changed' } as const)[letter] ?? 'modified'
    if (isMoved && !sameKind(first, path)) {
      files.push({ path: first, previousPath: null, status: 'removed', patch: null })
      const whole = await git(...diff, '--no-renames', '--patch', base, commit, '--', `:(literal)${path}`)
      const from = whole.ok ? whole.out.search(/^@@ /m) : -1
      files.push({
        path,
        previousPath: null,
        status: 'added',
        patch: whole.ok && from >= 0 ? whole.out.slice(from) : null,
      })
    } else files.push({ path, previousPath: isMoved ? first : null, status, patch })
  }
  return { files }
}
