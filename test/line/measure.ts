import { existsSync, readFileSync } from 'node:fs'
import { LINE_KINDS, type LineKind } from '../../src/core/change/change.ts'
import type { Config } from '../../src/core/config.ts'
import { type Found, lineOfCommit } from './commit.ts'

export type Label = {
  readonly repository: string
  readonly commit: string
  readonly crosses: boolean
  readonly groups: readonly string[]
  /** null where they were not listed. */
  readonly names: readonly string[] | null
}

/** Commits whose diffs were read by people, with what they found. */
export const readLabels = (): readonly Label[] =>
  readFileSync(`${import.meta.dirname}/labels.tsv`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): Label => {
      const [repository = '', commit = '', crosses, groups = '', names = ''] = line.split('\t')
      const listed = (text: string): string[] => (text === 'none' ? [] : text.split(/[ ,]/))
      return {
        repository,
        commit,
        crosses: crosses === 'yes',
        groups: listed(groups),
        names: names === '-' ? null : listed(names),
      }
    })

/** Where a repository was fetched to, bare or not; null where it is not there. */
export const fetchedTo = (root: string, repository: string): string | null => {
  const flat = repository.replace('/', '+')
  return [`${root}/${flat}/repo`, `${root}/${flat}`, `${root}/${repository}`].find((path) => existsSync(path)) ?? null
}

export type Row = { readonly label: Label; readonly found: Found }

export const measure = async (root: string, labels: readonly Label[], config: Config): Promise<readonly Row[]> => {
  const rows: Row[] = []
  for (const label of labels) {
    const directory = fetchedTo(root, label.repository)
    if (directory !== null)
      rows.push({ label, found: await lineOfCommit(directory, label.repository, label.commit, config) })
  }
  return rows
}

export type Score = { readonly what: string; readonly right: number; readonly wrong: number; readonly missed: number }

/** How often each group, crossing at all, and each name is found where it is, and where it is not. */
export const scores = (rows: readonly Row[]): readonly Score[] => {
  const of = (what: string, pairs: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[]): Score => {
    const count = (test: (expected: ReadonlySet<string>, found: ReadonlySet<string>) => number): number =>
      pairs.reduce((sum, [expected, found]) => sum + test(expected, found), 0)
    return {
      what,
      right: count((expected, found) => [...found].filter((each) => expected.has(each)).length),
      wrong: count((expected, found) => [...found].filter((each) => !expected.has(each)).length),
      missed: count((expected, found) => [...expected].filter((each) => !found.has(each)).length),
    }
  }
  const only = (all: readonly string[], kind: LineKind): ReadonlySet<string> =>
    new Set(all.filter((each) => each === kind))
  const crossing = (groups: readonly string[]): ReadonlySet<string> => new Set(groups.length > 0 ? ['crosses'] : [])
  return [
    of(
      'crosses',
      rows.map(({ label, found }) => [crossing(label.groups), crossing(found.groups)]),
    ),
    ...LINE_KINDS.filter((kind) => kind !== 'manifest').map((kind) =>
      of(
        kind,
        rows.map(({ label, found }) => [only(label.groups, kind), only(found.groups, kind)]),
      ),
    ),
    of(
      'names',
      rows.flatMap(({ label, found }) =>
        label.names === null ? [] : [[new Set(label.names), new Set(found.names)] as const],
      ),
    ),
  ]
}
